"""Counts as RDF Data Cubes (Recommendation of 2014): statistics that nobody has to scan a store for.

One cube for each way of counting, as `structures.ttl` has it; each has the scale and the rating among its dimensions,
and every observation a value of every dimension. What has no value for one of them is not in that cube, whose
description says how many there are. Only counts above zero are stated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lod import iris
from lod.formats import Format, canonical_lines
from lod.iris import Iris
from lod.namespaces import DCT, ORG, PROV, QB, RDF, RDFS, SCHEME_IRI, SDMX_DIMENSION, SDMX_MEASURE, SKOS, XSD
from lod.publication.counts import Counts, Unit
from lod.terms import Literal, Triple, integer, text

SCALE, RATING, UNIT_TYPE = (iris.concept("statistics", name) for name in ("scale", "rating", "unit-type"))

_REGIONS = f"{SCHEME_IRI}region"
_STRUCTURES = Path(__file__).resolve().parent / "structures.ttl"

Row = tuple[Unit, str, str]
"""A unit, a year and a rating."""


def structures() -> list[str]:
    """What the cubes of every publication have in common, as sorted canonical lines."""
    return canonical_lines(_STRUCTURES.read_bytes(), Format.TURTLE, SCHEME_IRI, _STRUCTURES.name)


def cubes(
    counts: Counts, dataset: str, title: str, licence: str, vocabulary: Iterable[Triple], names: Iris
) -> Iterator[Triple]:
    """The cubes of what was counted in the dataset of that name, title and licence (by IRI). The vocabulary says what
    ratings and areas are called, which scale a rating is of and which region an area is in."""
    known = _Known(vocabulary)
    inspections = [(unit, year, rating, count) for (unit, year, rating), count in counts.inspections.items()]
    units = [(unit, "", rating, count) for (unit, rating), count in counts.units.items()]
    for counted, rows in (("inspections", inspections), ("units", units)):
        for by in _BY[counted]:
            cube = _Cube(names.cube(dataset, f"{counted}-by-{by.name}"), counted, by, known)
            for unit, year, rating, count in rows:
                cube.count((unit, year, rating), count)
            yield from cube.triples(f"{title}: {counted} by rating and {by.words}", names.dataset(dataset), licence)


class _Known:
    """What the vocabulary says, by the properties that are asked for; of several values the first in English."""

    _PROPERTIES = frozenset({SKOS.prefLabel, SKOS.inScheme, DCT.isPartOf, DCT.type, DCT.spatial, ORG.subOrganizationOf})

    def __init__(self, vocabulary: Iterable[Triple]) -> None:
        self._said: dict[tuple[str, str], str] = {}
        for subject, predicate, value in vocabulary:
            if predicate in self._PROPERTIES:
                if isinstance(value, str):
                    self._said.setdefault((subject, predicate), value)
                elif value.language in ("", "en"):
                    self._said[subject, predicate] = value.lexical

    def name(self, iri: str) -> str:
        """What a thing is called; of what the vocabulary does not hold, the last segment of its IRI."""
        return self._said.get((iri, SKOS.prefLabel)) or iri.rpartition("/")[2]

    def scale(self, rating: str) -> str:
        """The scale of a rating; empty when there is no rating."""
        return self._said.get((rating, SKOS.inScheme), "")

    def unit_type(self, unit: Unit) -> str:
        return unit[0] if len(unit) > 1 else self._said.get((unit[0], DCT.type), "")

    def area(self, unit: Unit) -> str:
        """An authority; regions and containing units are regions only."""
        stated = self._stated(unit)
        return stated if (stated, SKOS.inScheme) in self._said and not self._is_region(stated) else ""

    def region(self, unit: Unit) -> str:
        """The region of an authority, or the region or containing unit that is stated, if the vocabulary lists it."""
        stated = self._stated(unit)
        if self.area(unit):
            return self._said.get((stated, DCT.isPartOf), "")
        return stated if self._is_region(stated) or (stated, DCT.type) in self._said else ""

    def _stated(self, unit: Unit) -> str:
        if len(unit) > 1:
            return unit[1]
        return self._said.get((unit[0], DCT.spatial)) or self._said.get((unit[0], ORG.subOrganizationOf), "")

    def _is_region(self, area: str) -> bool:
        return self._said.get((area, SKOS.inScheme)) == _REGIONS


@dataclass(frozen=True, slots=True)
class _By:
    """A dimension to count by: its name in IRIs and in words, its property, and its value for a row, empty for none."""

    name: str
    words: str
    property: str
    value: Callable[[_Known, Row], str]


_REGION = _By("region", "region", SDMX_DIMENSION.refArea, lambda known, row: known.region(row[0]))
_TYPE = _By("unit-type", "type of unit", UNIT_TYPE, lambda known, row: known.unit_type(row[0]))
_YEAR = _By("year", "year", SDMX_DIMENSION.refPeriod, lambda _, row: row[1])
_AREA = _By("area", "area", SDMX_DIMENSION.refArea, lambda known, row: known.area(row[0]))
_BY = {"inspections": (_YEAR, _REGION, _TYPE), "units": (_REGION, _TYPE, _AREA)}


class _Cube:
    """One cube while it is counted."""

    def __init__(self, iri: str, counted: str, by: _By, known: _Known) -> None:
        self._iri, self._counted, self._by, self._known = iri, counted, by, known
        self._counts: Counter[tuple[str, str]] = Counter()
        self._left_out: Counter[str] = Counter()

    def count(self, row: Row, count: int) -> None:
        """Takes in so many of the same row."""
        value = self._by.value(self._known, row)
        if not self._known.scale(row[2]):
            self._left_out["overall rating"] += count
        elif not value:
            self._left_out[self._by.words] += count
        else:
            self._counts[row[2], value] += count

    def triples(self, title: str, dataset: str, licence: str) -> Iterator[Triple]:
        """The cube and its observations; nothing when there is none."""
        if not self._counts:
            return
        yield self._iri, RDF.type, QB.DataSet
        yield self._iri, RDFS.label, text(title, "en")
        yield self._iri, DCT.description, text(self._description(), "en")
        yield self._iri, DCT.license, licence
        yield self._iri, PROV.wasDerivedFrom, dataset
        yield self._iri, QB.structure, iris.concept("statistics", f"{self._counted}-by-{self._by.name}")
        for (rating, value), count in self._counts.items():
            yield from self._observation(rating, value, count)

    def _description(self) -> str:
        counted = f"{sum(self._counts.values()):,} {self._counted} are counted."
        left_out = [
            f"{count:,} {self._counted} are not: no {what} is known of them."
            for what, count in sorted(self._left_out.items())
        ]
        return " ".join([counted, *left_out, "Counts of different scales are not to be added."])

    def _observation(self, rating: str, value: str, count: int) -> Iterator[Triple]:
        subject = iris.observation(self._iri, rating, value)
        is_year = self._by is _YEAR
        name, scale = self._known.name, self._known.scale(rating)
        label = f"{self._counted.capitalize()}: {name(rating)} ({name(scale)}), {value if is_year else name(value)}"
        yield subject, RDF.type, QB.Observation
        yield subject, RDFS.label, text(label, "en")
        yield subject, QB.dataSet, self._iri
        yield subject, SCALE, scale
        yield subject, RATING, rating
        yield subject, self._by.property, Literal(value, XSD.gYear) if is_year else value
        yield subject, SDMX_MEASURE.obsValue, integer(count)
