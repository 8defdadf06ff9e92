"""What is found of the triples of some units."""

from __future__ import annotations

from lod import mapping
from lod.formats import parse_lines
from lod.iris import concept
from lod.mapping import inspection_iri, unit_iri
from lod.namespaces import DCT, INSP, SCHEMA, SKOS
from lod.profiles import schemes
from lod.search import documents, nodes
from lod.search.documents import Document
from lod.terms import Literal, Triple, text
from tests.search.conftest import NAMES, NORWICH, inspected
from tests.web.published import REGION, inspections

UNIT = "https://data.example.org/id/unit/food-business/7"
INSPECTION = "https://data.example.org/id/inspection/food-business/7/2014-11-03"
FACETS = {
    "type": concept("unit-type", "food-business"),
    "area": NORWICH,
    "rating": concept("fhrs-rating", "5"),
    "inspectorate": concept("inspectorate", "food-standards-agency"),
    "programme": concept("programme", "fhrs"),
    "date": "2014-11-03",
    "issued": False,
}


def test_a_unit_and_its_inspection() -> None:
    unit, inspection = documents.of_units(inspected("The Ivy", "7"), {})
    assert unit == Document("unit", UNIT, "The Ivy", "en", ("the ivy",), "7", **FACETS)  # type: ignore[arg-type]
    words = "the ivy inspection 2014 11 03"
    assert inspection == Document("inspection", INSPECTION, "The Ivy: inspection 2014-11-03", "en", (), words, **FACETS)  # type: ignore[arg-type]


def test_a_unit_is_found_by_its_other_names_address_and_postcode() -> None:
    said: list[Triple] = [
        *inspected("The Ivy", "7"),
        (UNIT, SKOS.altLabel, text("Ivy Restaurant", "en")),
        (UNIT, SCHEMA.address, Literal("5 West Street")),
        (UNIT, SCHEMA.postalCode, Literal("NR1 1AA")),
    ]
    unit, _ = documents.of_units(said, {})
    assert unit.keys == ("the ivy", "ivy restaurant")
    assert unit.text == "7 5 west street nr1 1aa nr11aa"


def test_an_inspection_that_was_taken_back_is_not_found() -> None:
    gone = (INSPECTION, INSP.withdrawnBy, f"{INSPECTION}/correction/2015")
    assert [each.kind for each in documents.of_units([*inspected("The Ivy", "7"), gone], {})] == ["unit"]


def test_measures_and_recommendations_are_found_by_the_sentences_that_state_them() -> None:
    fact = inspections()[0]
    region = unit_iri(REGION.key, NAMES)
    about = nodes.nodes(parse_lines(schemes.vocabulary_lines(NAMES.base_iri, ["probation-units"])))
    said = [*mapping.inspection(fact, NAMES), (region, INSP.latestInspection, inspection_iri(fact, NAMES))]
    unit, inspection, *parts = documents.of_units(said, {region: about[region]})
    assert (unit.iri, unit.title, unit.type) == (region, "East Midlands", concept("unit-type", "probation-region"))
    assert inspection.date == "2025-08-07"
    assert inspection.issued
    assert [(each.kind, each.title) for each in parts] == [
        ("measure", "34% of cases (East Midlands: inspection 2025-08-07)"),
        ("recommendation", "7 recommendations to East Midlands (East Midlands: inspection 2025-08-07)"),
    ]
    assert parts[1].text.endswith("inspection 2025 08 07 a sentence")


def test_terms_are_found_by_labels_and_definitions() -> None:
    about = nodes.nodes(parse_lines(schemes.vocabulary_lines(NAMES.base_iri)), nodes.VOCABULARY)
    found = {each.iri: each for each in documents.of_vocabulary(about)}
    good = found[concept("hmi-probation-rating", "good")]
    assert (good.kind, good.title, good.keys[0]) == ("concept", "Good", "good")
    assert (found[INSP.overallRating].kind, found[INSP.overallRating].title) == ("term", "overall rating")
    assert "overallrating" in found[INSP.overallRating].text.split()


def test_what_is_written_is_read_again() -> None:
    found = documents.of_units([*inspected("Café Zoë", "7"), (UNIT, DCT.identifier, Literal("8"))], {})
    assert list(documents.decoded(documents.encoded(found).splitlines())) == found
