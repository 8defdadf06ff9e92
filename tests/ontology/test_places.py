"""Authorities and regions: their codes, names and areas are those of the registers and of the lookups beside them."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, SKOS

from .vocabulary import AREA, Schemes, concepts, found, iri, spellings, table, unknown


def test_the_authorities_are_those_of_the_register(shared: Path, schemes: Schemes) -> None:
    """The files of 2015 are named without leading noughts; the code has three digits."""
    folder = shared / "data/fhrs/uk-2015-csv"
    stems = {path.stem for path in (folder / "fhrs").glob("*.csv")}
    named = {
        row["localauthoritycode"]: row["localauthorityname"] for row in table(folder / "lookups/authoritynames.csv")
    }
    graph = schemes["food-authority"]
    published = {
        str(graph.value(each, SKOS.notation)): str(graph.value(each, SKOS.prefLabel))
        for each in concepts(graph, "food-authority")
    }
    assert published == named
    assert len(published) == 405
    known = spellings(graph, "food-authority")
    assert {stem for stem in stems if stem not in known} == set()
    assert all(iri("food-authority", code) in concepts(graph, "food-authority") for code in published)


def test_the_authorities_of_london_and_norwich_are_in_the_list(shared: Path, schemes: Schemes) -> None:
    graph = schemes["food-authority"]
    said = set()
    for path in sorted((shared / "data/fhrs/london-2022-json").glob("*.json.gz")):
        with gzip.open(path) as content:
            first = json.load(content)["establishments"][0]
        said.add((first["LocalAuthorityCode"], first["LocalAuthorityName"]))
    norwich = (shared / "data/fhrs/norwich-2026-xml/FHRS232en-GB.xml").read_text("utf-8")
    said |= set(re.findall("<LocalAuthorityCode>(.*?)</.*?<LocalAuthorityName>(.*?)</", norwich))
    assert len(said) == 17
    assert {(code, str(graph.value(iri("food-authority", code), SKOS.prefLabel))) for code, _ in said} == said


def test_areas_are_those_of_the_lookup(shared: Path, schemes: Schemes) -> None:
    graph = schemes["food-authority"]
    lookup = table(shared / "data/fhrs/uk-2015-csv/lookups/authoritynamesandcodes.csv")
    for row in lookup:
        authority = iri("food-authority", row["localauthoritycode"].zfill(3))
        assert list(graph.objects(authority, DCTERMS.spatial)) == [AREA[row["LAD13CD"]]]
    assert len(lookup) == 296
    assert len(list(graph.subjects(DCTERMS.spatial))) == 347
    beyond = {str(note) for note in graph.objects(None, SKOS.editorialNote) if "found by its name" in str(note)}
    assert len(beyond) == 347 - 296


def test_every_authority_is_in_one_region_and_that_of_the_lookup(shared: Path, schemes: Schemes) -> None:
    graph, regions = schemes["food-authority"], schemes["region"]
    for authority in concepts(graph, "food-authority"):
        [region] = graph.objects(authority, DCTERMS.isPartOf)
        assert region in concepts(regions, "region")
    by_area = {area: authority for authority, area in graph.subject_objects(DCTERMS.spatial)}
    rows = table(shared / "data/ofsted/d2i-Provider_data_lookup.csv")
    compared = [
        (
            row["region_name"],
            str(regions.value(graph.value(by_area[AREA[row["lad23cd"]]], DCTERMS.isPartOf), SKOS.prefLabel)),
        )
        for row in rows
        if AREA[row["lad23cd"]] in by_area and row["region_name"]
    ]
    assert [(said, ours) for said, ours in compared if said.casefold() != ours.casefold()] == []
    assert len(compared) > 100


def test_there_are_nine_regions_and_three_countries(schemes: Schemes) -> None:
    graph = schemes["region"]
    areas = sorted(str(area).rsplit("/", 1)[-1] for area in graph.objects(None, DCTERMS.spatial))
    assert areas == [*(f"E1200000{number}" for number in range(1, 10)), "N92000002", "S92000003", "W92000004"]
    for region in concepts(graph, "region"):
        assert graph.value(region, DCTERMS.spatial) == AREA[str(graph.value(region, SKOS.notation))]


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("cqc/mooperd-output-head.csv", "Region"),
        ("cqc/mooperd-Locations-head.csv", "Location ADASS Region"),
        ("ofsted/d2i-Provider_data_lookup.csv", "region_name"),
    ],
)
def test_regions_are_known_as_registers_write_them(file: str, column: str, shared: Path, schemes: Schemes) -> None:
    assert unknown(found(table(shared / "data" / file), column), "region", schemes=schemes) == set()
