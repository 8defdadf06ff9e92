"""Describes things by the statements of a document: each part where it is first mentioned, all evidence in one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lod.namespaces import DCT, INSP, OA, PROV, RDF, SPDX, XSD
from lod.terms import Literal, Term, Triple
from lod.web.http.links import Links, compact
from lod.web.pages import properties
from lod.web.pages.description import Description, Evidence, Property, SourceDigest, Value
from lod.web.pages.properties import NAMING
from lod.web.pages.ratings import Rating

_TIMES = frozenset({XSD.date, XSD.gYearMonth, XSD.gYear})


class Statements:
    """Triples by subject. `named` is what terms are called that the triples themselves may not name; `ratings` are
    those that the release knows, by IRI."""

    def __init__(
        self,
        triples: Iterable[Triple],
        links: Links,
        named: Mapping[str, str],
        ratings: Mapping[str, Rating] = MappingProxyType({}),
    ) -> None:
        self.of: Mapping[str, Mapping[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            self.of[subject][predicate].append(value)
        self.links = links
        self._named = named
        self._ratings = ratings

    def name(self, iri: str) -> str:
        """What a thing is called: its label, its name in a vocabulary, its most telling class, or its IRI."""
        if not (said := self._term(iri)) and iri in self._ratings:
            return self._ratings[iri].name
        return said or next(filter(None, map(self._term, self._kinds(iri))), "") or self._shortened(iri)

    def describe(self, root: str, apart: Iterable[str] = ()) -> Description:
        """The thing with its parts, each part at its first mention; what stands `apart` is no part."""
        described = self._describe(root, {root, *apart})
        return replace(described, sources=tuple(self._sources(root)), read_from=tuple(self._read_from(root)))

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The things of which `predicate` is `value`, by IRI."""
        return sorted(subject for subject, said in self.of.items() if value in said.get(predicate, ()))

    def link(self, iri: str) -> Value:
        """A thing by its name, leading to it."""
        rating = self._ratings.get(iri)
        return Value(self.name(iri), self.links.href(iri), colour=rating.colour if rating else "")

    def value(self, iri: str, predicate: str) -> Value | None:
        """The first value of a property, if there is one."""
        found = self._first(iri, predicate)
        return self._value(found, {iri, *self.of}) if found is not None else None

    def first(self, iri: str, predicate: str) -> str:
        """The first value of a property that is a thing, by IRI; empty when there is none."""
        return next(iter(self.all(iri, predicate)), "")

    def all(self, iri: str, predicate: str) -> Sequence[str]:
        """The values of a property that are things, by IRI."""
        return [value for value in self.of.get(iri, {}).get(predicate, ()) if isinstance(value, str)]

    def literal(self, iri: str, predicate: str) -> str:
        """What the first value of a property says; empty when there is none, or it is a thing."""
        value = self._first(iri, predicate)
        return value.lexical if isinstance(value, Literal) else ""

    def _describe(self, iri: str, seen: set[str]) -> Description:
        said = self.of.get(iri, {})
        found = [
            Property(properties.name(predicate, self._named), predicate, tuple(self._values(said[predicate], seen)))
            for predicate in sorted(said, key=self._order)
            if predicate != RDF.type
        ]
        kinds = {self.name(kind): self.link(kind) for kind in self._kinds(iri)}
        return Description(iri, self.name(iri), tuple(kinds.values()), tuple(found))

    def _order(self, predicate: str) -> tuple[int, int, str]:
        return *properties.rank(predicate), properties.name(predicate, self._named)

    def _term(self, iri: str) -> str:
        """A label, or the name of a term of a vocabulary that we know; else empty."""
        short = compact(iri)
        return self._label(iri) or (properties.readable(short) if short != iri else "")

    def _shortened(self, iri: str) -> str:
        """The last segment of an IRI of our own; of others it tells too little."""
        return iri if self.links.href(iri) == iri else iri.rstrip("/#").rpartition("/")[2] or iri

    def _kinds(self, iri: str) -> list[str]:
        """The classes of a thing: our own before others, the narrower (which has more to say) before the broader."""
        kinds = [kind for kind in self.of.get(iri, {}).get(RDF.type, ()) if isinstance(kind, str)]
        return sorted(kinds, key=lambda kind: (not kind.startswith(INSP.iri), -len(self._term(kind)), kind))

    def _first(self, iri: str, predicate: str) -> Term | None:
        return next(iter(self.of.get(iri, {}).get(predicate, ())), None)

    def _label(self, iri: str) -> str:
        said = next(filter(None, (self.literal(iri, predicate) for predicate in NAMING)), "")
        return said or self._named.get(iri, "")

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
        if INSP.Evidence in self.of.get(value, {}).get(RDF.type, ()):
            return Value(self.name(value), self.links.href(value), evidence=self._evidence(value))
        is_part = RDF.type in self.of.get(value, {}) or value.startswith("_:")
        if value in seen or not is_part:
            return self.link(value)
        seen.add(value)
        part = self._describe(value, seen)
        # Its name heads the part and is not said again; a part that has no more to say is a link like any other.
        more = tuple(each for each in part.properties if not _is_title(each, part))
        return Value(part.title, self.links.href(value), part=replace(part, properties=more) if more else None)

    def _sources(self, root: str) -> Iterator[SourceDigest]:
        """The documents whose digests are stated, by name."""
        found = [iri for iri, said in self.of.items() if SPDX.checksum in said and iri != root]
        for iri in sorted(found, key=lambda each: (self.name(each), each)):
            yield SourceDigest(self.link(iri), self.literal(str(self._first(iri, SPDX.checksum)), SPDX.checksumValue))

    def _read_from(self, document: str) -> Iterator[Evidence]:
        """The places in a document that state facts, in the order in which they stand there, each with what it is
        about: with the inspection alone where it states the inspection and its parts."""
        if INSP.SourceDocument not in self.of[document].get(RDF.type, ()):
            return
        stated: dict[str, list[str]] = {iri: [] for iri in self.subjects(OA.hasSource, document)}
        for thing in sorted(self.of):
            for evidence in self.of[thing].get(PROV.wasDerivedFrom, ()):
                if evidence in stated:
                    stated[str(evidence)].append(thing)
        for iri in sorted(stated, key=self._place_order):
            whole = [each for each in stated[iri] if INSP.Inspection in self.of[each].get(RDF.type, ())]
            about = tuple(self._told(each) for each in whole or stated[iri])
            yield replace(self._evidence(iri), source=None, of=about)

    def _told(self, iri: str) -> Value:
        """A thing that a document tells of: a report leads to where it is published."""
        address = self._first(iri, DCT.source)
        return Value(self.name(iri), self.links.href(address if isinstance(address, str) else iri))

    def _place_order(self, evidence: str) -> tuple[list[int], str]:
        """By the numbers in the place: offsets, or the row."""
        return [int(each) for each in re.findall(r"\d+", self._evidence(evidence).place.text)], evidence

    def _evidence(self, iri: str) -> Evidence:
        source, supports = self._first(iri, OA.hasSource), self._first(iri, INSP.supports)
        place, quote = self.name(iri), ""
        for selector in self.of[iri].get(OA.hasSelector, ()):
            if row := self.literal(str(selector), RDF.value):
                place = row.replace("=", " ")  # RFC 7111: row=2
            elif end := self.literal(str(selector), OA.end):
                place = f"characters {self.literal(str(selector), OA.start)}–{end}"
            else:
                quote = self.literal(str(selector), OA.exact)
        return Evidence(
            place=Value(place, self.links.href(iri)),
            source=self.link(source) if isinstance(source, str) else None,
            quote=quote,
            supports=self.link(supports) if isinstance(supports, str) else None,
        )


def _is_title(said: Property, of: Description) -> bool:
    return said.iri in NAMING and [value.text for value in said.values] == [of.title]
