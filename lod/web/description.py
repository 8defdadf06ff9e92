"""Statements as a page shows them: properties with names for people, parts inside the thing they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lod.namespaces import DCT, INSP, OA, PROV, RDF, RDFS, SKOS, XSD
from lod.terms import Literal, Term, Triple
from lod.web.links import Links, compact

NAMES = (SKOS.prefLabel, RDFS.label, DCT.title)
"""The properties that say what something is called, the best first."""

_FIRST = (*NAMES, DCT.type, SKOS.definition, INSP.inspects, INSP.overallRating, INSP.currentRating, INSP.rating)
_LAST = (INSP.hasJudgement, INSP.hasSample, INSP.hasMeasure, INSP.makesRecommendations, INSP.reportedIn)
_VERY_LAST = (PROV.wasDerivedFrom, OA.hasSelector)
_TIMES = frozenset({XSD.date, XSD.gYearMonth, XSD.gYear})


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: text, where it leads, and the part that stands in its place."""

    text: str
    href: str | None = None
    language: str = ""
    is_time: bool = False
    part: Description | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its name for people and all its values."""

    name: str
    iri: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A thing: what it is called, its classes, what is said of it."""

    iri: str
    title: str
    kinds: tuple[Value, ...]
    properties: tuple[Property, ...]


class Statements:
    """Triples by subject, with the names of everything in them."""

    def __init__(self, triples: Iterable[Triple], links: Links) -> None:
        self.of: Mapping[str, Mapping[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            self.of[subject][predicate].append(value)
        self.links = links

    def name(self, iri: str) -> str:
        """What a thing is called: its label, or its IRI shortened."""
        said = self.of.get(iri, {})
        for predicate in NAMES:
            for value in said.get(predicate, ()):
                if isinstance(value, Literal):
                    return value.lexical
        short = compact(iri)
        if short != iri:
            return readable(short)
        return iri.rstrip("/#").rpartition("/")[2] or iri

    def describe(self, root: str, apart: Iterable[str] = ()) -> Description:
        """The thing with its parts, each part at its first mention; what stands `apart` is no part."""
        return self._describe(root, {root, *apart})

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The things of which `predicate` is `value`, by IRI."""
        return sorted(subject for subject, said in self.of.items() if value in said.get(predicate, ()))

    def value(self, iri: str, predicate: str) -> Value | None:
        """The first value of a property, if there is one."""
        found = self.of.get(iri, {}).get(predicate)
        return self._value(found[0], {iri, *self.of}) if found else None

    def _describe(self, iri: str, seen: set[str]) -> Description:
        said = self.of.get(iri, {})
        kinds = tuple(Value(self.name(kind), self.links.href(kind)) for kind in self._kinds(iri))
        properties = tuple(
            Property(readable(compact(predicate)), predicate, tuple(self._values(values, seen)))
            for predicate, values in sorted(said.items(), key=lambda pair: _order(pair[0]))
            if predicate != RDF.type
        )
        return Description(iri, self.name(iri), kinds, properties)

    def _kinds(self, iri: str) -> list[str]:
        return [kind for kind in self.of.get(iri, {}).get(RDF.type, ()) if isinstance(kind, str)]

    def _values(self, values: Sequence[Term], seen: set[str]) -> Iterator[Value]:
        """Values as they are shown; of an RDF list its members."""
        for value in values:
            node = value if isinstance(value, str) else ""
            if RDF.first not in self.of.get(node, {}):
                yield self._value(value, seen)
            while RDF.first in self.of.get(node, {}) and node not in seen:
                seen.add(node)
                yield self._value(self.of[node][RDF.first][0], seen)
                node = str(self.of[node].get(RDF.rest, [RDF.nil])[0])

    def _value(self, value: Term, seen: set[str]) -> Value:
        if isinstance(value, Literal):
            return Value(value.lexical, language=value.language, is_time=value.datatype in _TIMES)
        is_part = RDF.type in self.of.get(value, {}) or value.startswith("_:")
        if value not in seen and is_part:
            seen.add(value)
            return Value(self._part_name(value), self.links.href(value), part=self._describe(value, seen))
        return Value(self.name(value), self.links.href(value))

    def _part_name(self, iri: str) -> str:
        """What a part is called: its label, or else the most telling of its classes."""
        if any(predicate in self.of[iri] for predicate in NAMES):
            return self.name(iri)
        return max((self.name(kind) for kind in self._kinds(iri)), key=len, default=self.name(iri))


def readable(name: str) -> str:
    """A term's local name as words: `insp:fieldworkStart` → `fieldwork start`."""
    local = name.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("_", " ").lower()


def _order(predicate: str) -> tuple[int, int, str]:
    for rank, known in ((-1, _FIRST), (1, _LAST), (2, _VERY_LAST)):
        if predicate in known:
            return rank, known.index(predicate), ""
    return 0, 0, readable(compact(predicate))
