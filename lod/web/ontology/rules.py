"""The SHACL shapes by what they are about: which rules hold of a class, and which of a property (SHACL 2.1, 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lod.namespaces import INSP
from lod.terms import Term
from lod.web.ontology.terminology import Said, iris, text


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape that reports: what it is called, what it tells a clerk, and how severe it is."""

    iri: str
    name: str
    message: str
    severity: str


def rules(shapes: Said) -> tuple[Mapping[str, Sequence[Rule]], Mapping[str, Sequence[Rule]]]:
    """Rules by the class whose things they check, and by the property whose values they check. `shapes` is what all
    the shapes say."""
    of_class: dict[str, list[Rule]] = defaultdict(list)
    of_property: dict[str, list[Rule]] = defaultdict(list)
    for shape in sorted(shapes):
        about = shapes[shape]
        told = [shape, *sorted(iris(about, "sh:property"))]
        for target in iris(about, "sh:targetClass"):
            of_class[target].extend(_told(shapes, told))
        for target in iris(about, "sh:targetSubjectsOf"):
            of_property[target].extend(_told(shapes, told))
        for path in iris(about, "sh:path"):
            of_property[path].extend(_told(shapes, [shape]))
    return _once(of_class), _once(of_property)


def borrowed(shapes: Said) -> tuple[tuple[str, str, str], ...]:
    """Class, property, class: where shapes say that a property of another vocabulary leads from things of one class of
    ours to things of another. Such a property has no domain or range of ours."""
    found = (
        (target, path, value)
        for shape in shapes
        for target in iris(shapes[shape], "sh:targetClass")
        for each in iris(shapes[shape], "sh:property")
        for path in iris(shapes.get(each, {}), "sh:path")
        for value in iris(shapes.get(each, {}), "sh:class")
        if target.startswith(INSP.iri) and value.startswith(INSP.iri) and not path.startswith((INSP.iri, "_:"))
    )
    return tuple(sorted(set(found)))


def _told(shapes: Said, told: Sequence[str]) -> Iterator[Rule]:
    for shape in told:
        about = shapes.get(shape, {})
        message = _message(shapes, about)
        if message:
            severity = next(iter(iris(about, "sh:severity")), "").rpartition("#")[2]
            yield Rule(shape, text(about, "sh:name") or text(about, "rdfs:label"), message, severity)


def _message(shapes: Said, about: Mapping[str, Sequence[Term]]) -> str:
    """A shape's own message, or that of its query, whose variables stand there in braces."""
    queries = (text(shapes.get(each, {}), "sh:message") for each in iris(about, "sh:sparql"))
    return text(about, "sh:message") or next(filter(None, queries), "")


def _once(found: Mapping[str, Sequence[Rule]]) -> dict[str, tuple[Rule, ...]]:
    return {of: tuple(dict.fromkeys(each)) for of, each in found.items()}
