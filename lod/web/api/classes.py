"""What the shapes, to which every release conforms, say of each class: by them, how its objects look is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from lod.formats import parse_lines
from lod.jsonld import context
from lod.namespaces import RDFS, SH, XSD
from lod.terms import Literal, Term
from lod.web.api.keys import keys_of
from lod.web.ontology import shapes

Said = Mapping[str, Mapping[str, list[Term]]]


@dataclass(slots=True)
class Class:
    """What shapes say of a class: which properties are never missing, which never several, which are whole numbers."""

    iri: str
    label: str = ""
    description: str = ""
    required: set[str] = field(default_factory=set)
    single: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


@cache
def classes() -> dict[str, Class]:
    """What the shapes say of each class that the context names, and that has objects of its own."""
    said = _said()
    named = context.published().names
    found: dict[str, Class] = {}
    for shape, about in said.items():
        targets = about.get(SH.targetClass, [])
        target = str(targets[0]) if len(targets) == 1 else ""
        if target in named:
            each = found.setdefault(named[target], Class(target))
            if shape.rpartition("/")[2] == named[target]:
                each.label, each.description = _text(about, RDFS.label), _text(about, SH.description)
            for path, constraint in _properties(said, about):
                _take(each, path, constraint)
    return {name: each for name, each in found.items() if each.label}


@cache
def _said() -> Said:
    """What the shapes say, by shape and property."""
    said: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in parse_lines(shapes.all_lines()):
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return said


@cache
def anything() -> Class:
    """What shapes say of whatever there is: the properties that nothing has twice."""
    found = Class("")
    for about in _said().values():
        for path, constraint in _properties(_said(), about):
            if path in about.get(SH.targetSubjectsOf, []) and _number(constraint, SH.maxCount) == 1:
                found.single.add(path)
    return found


def _properties(said: Said, about: Mapping[str, list[Term]]) -> Iterator[tuple[str, Mapping[str, list[Term]]]]:
    """The constraints of a shape on properties that keys stand for; violations alone, since releases have none."""
    for each in about.get(SH.property, []):
        constraint = said.get(str(each), {})
        path = constraint.get(SH.path, [""])[0]
        if constraint.get(SH.severity) == [SH.Violation] and isinstance(path, str) and keys_of(path):
            yield path, constraint


def _take(of: Class, path: str, constraint: Mapping[str, list[Term]]) -> None:
    if _number(constraint, SH.minCount) >= 1:
        of.required.add(path)
    if _number(constraint, SH.maxCount) == 1:
        of.single.add(path)
    if constraint.get(SH.datatype) == [XSD.integer]:
        of.whole.add(path)


def _number(constraint: Mapping[str, list[Term]], parameter: str) -> int:
    value = constraint.get(parameter, [None])[0]
    return int(value.lexical) if isinstance(value, Literal) else 0


def _text(about: Mapping[str, list[Term]], property_: str) -> str:
    value = about.get(property_, [None])[0]
    return value.lexical if isinstance(value, Literal) else ""
