"""The vocabulary as lines for a release, and single schemes as values for readers."""

from __future__ import annotations

import pytest

from lod.errors import SettingsError
from lod.model import UnitKey
from lod.namespaces import SCHEME_IRI, SKOS
from lod.profiles import schemes

BASE = "https://inspections.example.net/"


def test_the_vocabulary_is_sorted_and_always_the_same() -> None:
    lines = schemes.vocabulary_lines(BASE, ["probation-units"])
    assert lines == sorted(set(lines))
    assert lines == schemes.vocabulary_lines(BASE, ["probation-units"])


def test_units_come_with_the_vocabulary_when_they_are_asked_for() -> None:
    derby = f"<{BASE}id/unit/probation-delivery-unit/N53DRBY>"
    assert not [line for line in schemes.vocabulary_lines(BASE) if derby in line]
    assert [line for line in schemes.vocabulary_lines(BASE, ["probation-units"]) if line.startswith(derby)]


def test_only_units_depend_on_the_publication() -> None:
    assert schemes.vocabulary_lines(BASE) == schemes.vocabulary_lines("https://data.example.org/")


def test_the_version_is_that_of_the_version_iri() -> None:
    assert schemes.ontology_version() == "0.3.0"


def test_a_scheme_is_read_whole() -> None:
    graph = schemes.scheme("case-category")
    assert len(graph[f"{SCHEME_IRI}case-category"][SKOS.hasTopConcept]) == 2


def test_an_ordered_collection_is_no_concept() -> None:
    names = [concept.name for concept in schemes.concepts("hmi-probation-rating")]
    assert "ordered" not in names
    assert len(names) == 5


def test_units_are_keyed_by_type_and_code() -> None:
    keys = [unit.key for unit in schemes.units("probation-units")]
    assert len(keys) == len(set(keys)) == 121
    assert UnitKey("probation-region", "N53") in keys


def test_an_unknown_scheme_is_told_with_those_there_are() -> None:
    with pytest.raises(
        SettingsError, match=r"scheme: found 'nope'; accepted: care-inspectorate, case-category, .*unit-type"
    ):
        schemes.scheme("nope")
