"""The terms of the ontology as its documentation shows them, read from what a release says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lod.namespaces import INSP, RDF
from lod.terms import Literal, Term, Triple
from lod.web.http.links import compact

Said = Mapping[str, Mapping[str, Sequence[Term]]]
"""By subject, and by property in its prefixed form (`rdfs:domain`)."""

_ALIGNED = {
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "is a kind of",
    "skos:closeMatch": "is close to",
    "rdfs:seeAlso": "compare",
}
"""How a term of ours may relate to one of another vocabulary, in words."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a term relates to one of another vocabulary."""

    relation: str
    iri: str


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or property. Domains and ranges are those that infer, or else those that are merely listed."""

    iri: str
    label: str
    definition: str
    comments: tuple[str, ...]
    is_class: bool
    broader: tuple[str, ...]
    """Classes or properties of ours that it is a kind of."""
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    disjoint_with: tuple[str, ...]
    aligned: tuple[Alignment, ...]
    is_deprecated: bool
    replaced_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its local name, which is its anchor."""
        return self.iri.removeprefix(INSP.iri)

    @property
    def has_literals(self) -> bool:
        """Whether it is a property whose values are text, numbers or dates."""
        return not self.is_class and bool(self.ranges) and all(compact(each).startswith("xsd:") for each in self.ranges)


def by_subject(triples: Iterable[Triple]) -> Said:
    """Triples by subject and prefixed property, sorted: equal graphs give equal results."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in sorted(triples, key=str):
        said[subject][compact(predicate)].append(value)
    return said


def terms(said: Said) -> tuple[OntologyTerm, ...]:
    """The classes and properties of the ontology, by name."""
    ours = sorted(iri for iri in said if iri.startswith(INSP.iri))
    return tuple(_term(iri, said[iri]) for iri in ours)


def _term(iri: str, about: Mapping[str, Sequence[Term]]) -> OntologyTerm:
    relations = [(relation, each) for relation in _ALIGNED for each in iris(about, relation)]
    return OntologyTerm(
        iri=iri,
        label=text(about, "rdfs:label") or iri.removeprefix(INSP.iri),
        definition=text(about, "skos:definition"),
        comments=tuple(each.lexical for each in about.get("rdfs:comment", ()) if isinstance(each, Literal)),
        is_class="owl:Class" in {compact(each) for each in iris(about, compact(RDF.type))},
        broader=tuple(each for _, each in relations if each.startswith(INSP.iri)),
        domains=iris(about, "rdfs:domain") or iris(about, "schema:domainIncludes"),
        ranges=iris(about, "rdfs:range") or iris(about, "schema:rangeIncludes"),
        disjoint_with=iris(about, "owl:disjointWith"),
        aligned=tuple(Alignment(_ALIGNED[name], each) for name, each in relations if not each.startswith(INSP.iri)),
        is_deprecated=text(about, "owl:deprecated") in ("true", "1"),
        replaced_by=iris(about, "dct:isReplacedBy"),
    )


def iris(about: Mapping[str, Sequence[Term]], predicate: str) -> tuple[str, ...]:
    """The values of a property that are IRIs or blank nodes."""
    return tuple(each for each in about.get(predicate, ()) if isinstance(each, str))


def text(about: Mapping[str, Sequence[Term]], predicate: str) -> str:
    """The first text that a property gives; empty without one."""
    return next((each.lexical for each in about.get(predicate, ()) if isinstance(each, Literal)), "")
