"""A dataset in schema.org says what the catalogue says, in the form that search engines take."""

from __future__ import annotations

import dataclasses

import pytest

from lod.formats import Coding, Format
from lod.model import Publication
from lod.publication import Dump, ReleaseFacts, schema_org
from lod.publication.catalogue import catalogue
from tests.publication.test_catalogue import BASE, DATASET, ENGLAND_AND_WALES


def test_place_and_time_are_those_of_the_catalogue(publication: Publication, release: ReleaseFacts) -> None:
    said = schema_org.dataset(catalogue(dataclasses.replace(publication, place=ENGLAND_AND_WALES), release), DATASET)
    assert said
    assert said["spatialCoverage"] == [{"@type": "Place", "@id": ENGLAND_AND_WALES.iri, "name": "England and Wales"}]
    assert said["temporalCoverage"] == "2024-01-01/2025-08-07"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Ratings.", "Ratings. Results of inspections as linked open data, published by Test Inspectorate."),
        ("x" * 50, "x" * 50),
        ("x" * 5001, "x" * 4999 + "…"),
    ],
    ids=["too-short", "right", "too-long"],
)
def test_a_description_is_as_long_as_search_engines_want_it(
    publication: Publication, release: ReleaseFacts, description: str, expected: str
) -> None:
    said = schema_org.dataset(catalogue(dataclasses.replace(publication, description=description), release), DATASET)
    assert said
    assert said["description"] == expected


def test_a_compressed_file_is_of_the_format_that_is_sent(publication: Publication, release: ReleaseFacts) -> None:
    (own,) = release.datasets
    dump = Dump("data.nq.gz", Format.N_QUADS, 5, "ef" * 32, Coding.GZIP)
    made = catalogue(publication, dataclasses.replace(release, datasets=(dataclasses.replace(own, dumps=(dump,)),)))
    said = schema_org.dataset(made, DATASET)
    assert said
    assert [each["encodingFormat"] for each in said["distribution"]] == ["application/gzip"]


def test_what_is_no_dataset_is_not_described(publication: Publication, release: ReleaseFacts) -> None:
    made = catalogue(publication, release)
    assert schema_org.dataset(made, BASE) is None
    assert schema_org.dataset(made, f"{BASE}dataset/another") is None
