"""What was found, as JSON-LD, as CSV, and as the facets of a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from lod import mapping
from lod.jsonld import embedded, excerpt
from lod.model import PartialDate
from lod.namespaces import DCT, INSP, RDF, RDFS, SKOS
from lod.search.documents import CONCEPT, INSPECTION, MEASURE, RECOMMENDATION, TERM, UNIT
from lod.search.fields import AREA, INSPECTORATE, KIND, PROGRAMME, RATING, TYPE, YEAR
from lod.search.index import Counts, Found, Hit, Value
from lod.terms import Triple, text
from lod.web.search.questions import PAGE, Asked, short

KIND_NAMES = {
    UNIT: ("Unit", "Units"),
    INSPECTION: ("Inspection", "Inspections"),
    RECOMMENDATION: ("Recommendations", "Recommendations"),
    MEASURE: ("Measure", "Measures"),
    CONCEPT: ("Concept", "Concepts"),
    TERM: ("Term", "Terms of the ontology"),
}
"""What one thing of a kind is called, and several."""
_FACET_NAMES = {
    KIND: "What it is",
    RATING: "Rating",
    TYPE: "Type of unit",
    AREA: "Area",
    YEAR: "Year of inspection",
    INSPECTORATE: "Inspectorate",
    PROGRAMME: "Programme",
}
_SHOWN = 12
"""Values of a facet that a page shows."""

_CLASSES = {
    UNIT: INSP.InspectedUnit,
    INSPECTION: INSP.Inspection,
    MEASURE: INSP.Measure,
    RECOMMENDATION: INSP.RecommendationGroup,
    CONCEPT: SKOS.Concept,
}
_COLUMNS = ("kind", "id", "title", "date", "type", "typeName", "area", "areaName", "rating", "ratingName")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a search may be narrowed to: what it is called, how many have it, and the parameters for it."""

    label: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet on a page. `chosen` is what the search is narrowed to, and `without` the parameters without that;
    `others` is how many more values there are than choices."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    chosen: str
    without: str
    others: int


def facets(asked: Asked, found: Found) -> list[Facet]:
    """Those that tell what was found apart, and those that it is narrowed by."""
    chosen = dict(asked.narrowed)
    made = [_facet(asked, name, found.facets.get(name, ()), chosen.get(name, "")) for name in _FACET_NAMES]
    return [each for each in made if each.chosen or len(each.choices) > 1]


def _facet(asked: Asked, name: str, counts: Counts, chosen: str) -> Facet:
    is_mixed = len({value.scheme for value, _ in counts}) > 1
    choices = tuple(
        Choice(_label(name, value, with_scheme=is_mixed), count, asked.query(changed={name: short(name, value.iri)}))
        for value, count in counts[:_SHOWN]
    )
    label = (choices[0].label if len(choices) == 1 else chosen) if chosen else ""
    without = asked.query(changed={name: ""})
    return Facet(name, _FACET_NAMES[name], () if chosen else choices, label, without, max(0, len(counts) - _SHOWN))


def _label(facet: str, value: Value, *, with_scheme: bool) -> str:
    if facet == KIND:
        return KIND_NAMES[value.iri][1]
    # The Good of one scale is not that of another.
    return f"{value.label} ({value.scheme})" if with_scheme and value.scheme else value.label


def first_on_page(asked: Asked) -> int:
    """The place of the first thing on the page among all that was found."""
    return (asked.page - 1) * PAGE + 1


def json_of(found: Found, pages: Mapping[str, str]) -> bytes:
    """What was found as JSON-LD. `kind`, `title` and the members beside `@graph` are no statements: the context does
    not know them, so RDF has nothing of them (JSON-LD 1.1, section 4.1.4)."""
    objects = [{**embedded(_triples(hit), hit.iri), "kind": hit.kind, "title": hit.title} for hit in found.hits]
    document = {
        "@context": excerpt([embedded(_triples(hit), hit.iri) for hit in found.hits]),
        "@graph": objects,
        "total": found.total,
        "misspelt": found.misspelt,
        "facets": {
            name: [
                {"value": short(name, value.iri), "name": _label(name, value, with_scheme=False), "count": count}
                for value, count in counts
            ]
            for name, counts in found.facets.items()
        },
        **pages,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def csv_of(found: Found) -> bytes:
    """The same things as a table (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    for hit in found.hits:
        values = (hit.type, hit.area, hit.rating)
        named = (cell for value in values for cell in ((value.iri, value.label) if value else ("", "")))
        writer.writerow((hit.kind, hit.iri, hit.title, hit.date, *named))
    return written.getvalue().encode()


def _triples(hit: Hit) -> list[Triple]:
    """What the release says of it, as far as the index knows."""
    said: list[Triple] = [(hit.iri, RDF.type, _CLASSES[hit.kind])] if hit.kind in _CLASSES else []
    if hit.kind in (UNIT, CONCEPT):
        said.append((hit.iri, SKOS.prefLabel, text(hit.title, hit.language)))
    elif hit.kind in (INSPECTION, TERM):
        said.append((hit.iri, RDFS.label, text(hit.title, hit.language)))
    if hit.kind == UNIT:
        said += _led(hit.iri, {DCT.type: hit.type, DCT.spatial: hit.area, INSP.currentRating: hit.rating})
    elif hit.kind == INSPECTION:
        said += _led(hit.iri, {INSP.overallRating: hit.rating})
        if hit.date:
            property_ = DCT.issued if hit.issued else INSP.fieldworkEnd
            said.append((hit.iri, property_, mapping.date(PartialDate.parse(hit.date))))
    return said


def _led(iri: str, values: Mapping[str, Value | None]) -> list[Triple]:
    return [(iri, predicate, value.iri) for predicate, value in values.items() if value]
