"""What the editor completes comes from the ontology and the release, with what each term means."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from lod.namespaces import INSP, PREFIXES


@pytest.fixture(scope="module")
def completion(client: TestClient) -> dict[str, Any]:
    answer = client.get("/def/completion.json")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def named(terms: list[dict[str, str]], iri: str) -> dict[str, str]:
    (found,) = (each for each in terms if each["iri"] == iri)
    return found


def test_our_terms_have_label_and_definition(completion: dict[str, Any]) -> None:
    inspects = named(completion["properties"], INSP.inspects)
    assert inspects["label"] == "inspects"
    assert inspects["definition"].endswith(".")
    assert named(completion["classes"], INSP.Judgement)["label"] == "judgement"


def test_all_of_our_ontology_is_there_used_or_not(completion: dict[str, Any]) -> None:
    found = {each["iri"] for kind in ("classes", "properties") for each in completion[kind]}
    assert {INSP[name] for name in INSP} <= found


def test_terms_of_others_are_there_as_far_as_the_release_uses_them(completion: dict[str, Any]) -> None:
    assert named(completion["properties"], "http://purl.org/dc/terms/issued") == {
        "iri": "http://purl.org/dc/terms/issued"
    }
    assert named(completion["classes"], "http://www.w3.org/ns/oa#TextQuoteSelector")
    assert not [each for each in completion["properties"] if each["iri"] == "http://purl.org/dc/terms/replaces"]


def test_prefixes_are_ours_and_those_of_our_schemes(completion: dict[str, Any]) -> None:
    prefixes = completion["prefixes"]
    assert PREFIXES.items() <= prefixes.items()
    assert prefixes["unit-type"] == "https://w3id.org/inspection-results/scheme/unit-type/"


@pytest.mark.parametrize("kind", ["classes", "properties"])
def test_terms_are_sorted_and_distinct(completion: dict[str, Any], kind: str) -> None:
    iris = [each["iri"] for each in completion[kind]]
    assert iris == sorted(set(iris))
