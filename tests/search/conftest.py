"""An index of real food businesses: all of one authority's register, and a few units and inspections made by hand."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lod.formats import parse_lines
from lod.iris import Iris, concept
from lod.model import UnitKey
from lod.namespaces import DCT, INSP, RDFS, SKOS
from lod.profiles import schemes
from lod.search import documents, indexing
from lod.search.documents import Document
from lod.search.index import Index
from lod.terms import Literal, Triple, text

NAMES = Iris("https://data.example.org/")
NORWICH = concept("food-authority", "232")


def inspected(name: str, number: str, rating: str = "5", day: str = "2014-11-03", area: str = NORWICH) -> list[Triple]:
    """What a release says of a food business with one inspection, as far as it is found."""
    key = UnitKey("food-business", number)
    unit, inspection = NAMES.unit(*key), NAMES.inspection(*key, day)
    return [
        (unit, DCT.type, concept("unit-type", key.unit_type)),
        (unit, DCT.identifier, Literal(number)),
        (unit, SKOS.prefLabel, text(name, "en")),
        (unit, DCT.spatial, area),
        (unit, INSP.latestInspection, inspection),
        (unit, INSP.currentRating, concept("fhrs-rating", rating)),
        (inspection, RDFS.label, text(f"{name}: inspection {day}", "en")),
        (inspection, INSP.inspects, unit),
        (inspection, INSP.inspectedBy, concept("inspectorate", "food-standards-agency")),
        (inspection, INSP.underProgramme, concept("programme", "fhrs")),
        (inspection, INSP.fieldworkEnd, Literal(day)),
        (inspection, INSP.overallRating, concept("fhrs-rating", rating)),
    ]


Made = Callable[[list[Document]], Index]


@pytest.fixture
def indexed(tmp_path: Path) -> Made:
    """Indexes documents, with the vocabulary that every release has."""

    def make(found: list[Document]) -> Index:
        vocabulary = parse_lines(schemes.vocabulary_lines(NAMES.base_iri, ["food-authority"]))
        indexing.build(tmp_path / "search", found, vocabulary)
        return Index(tmp_path / "search")

    return make


@pytest.fixture(scope="session")
def register(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The register of Norwich of February 2015."""
    folder = tmp_path_factory.mktemp("register")
    spool = indexing.Spool(folder / "documents")
    with (shared / "data/fhrs/uk-2015-csv/fhrs/232.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["ratingdate"]:
                said = inspected(row["businessname"], f"2015-{row['']}", row["ratingvalue"], row["ratingdate"])
                spool.add(documents.encoded(documents.of_units(said, {})))
    vocabulary = parse_lines(schemes.vocabulary_lines(NAMES.base_iri, ["food-authority"]))
    indexing.build(folder / "search", spool, vocabulary)
    spool.close()
    return Index(folder / "search")
