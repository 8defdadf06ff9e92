"""IRIs follow docs/iri-policy.md: below `id/`, by the source's own keys, one segment a key."""

from __future__ import annotations

import pytest

from lod import iris
from lod.iris import Iris
from lod.namespaces import OGL, OGL_FORMS

NAMES = Iris("https://data.example.org/")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (NAMES.unit("probation-region", "N53"), "id/unit/probation-region/N53"),
        (NAMES.inspection("probation-region", "N53", "2025-08-07"), "id/inspection/probation-region/N53/2025-08-07"),
        (NAMES.unit("school", "a/b?c#d é"), "id/unit/school/a%2Fb%3Fc%23d%20%C3%A9"),
        (NAMES.source("0123456789abcdef" * 4), "id/source/0123456789abcdef"),
        (NAMES.dataset("hmi-probation"), "dataset/hmi-probation"),
        (NAMES.release("2025-08-07-0123"), "release/2025-08-07-0123"),
    ],
    ids=["unit", "inspection", "key with reserved characters", "source", "dataset", "release"],
)
def test_iri_is_below_the_base(iri: str, expected: str) -> None:
    assert iri == NAMES.base_iri + expected


def test_parts_continue_the_iri_of_their_inspection() -> None:
    whole = NAMES.inspection("probation-region", "N53", "2025-08-07")
    parts = [
        iris.judgement(whole, None),
        iris.judgement(whole, "court-work"),
        iris.sample(whole, None),
        iris.sample(whole, "community-sentence"),
        iris.measure(whole, "34 sufficient cases"),
        iris.recommendations(whole, "hmpps"),
        iris.place_evidence(whole, "ab" * 32, "row-7"),
    ]
    assert all(part.startswith(f"{whole}/") for part in parts)
    assert len(set(parts)) == len(parts)


@pytest.mark.parametrize(
    "text",
    [
        "https://data.example.org/",
        "http://www.example.org",
        "https://example.org/?p=1496",
        "https://example.org/a%20b#part",
        "https://example.org:8000/é",
        "http://[::1]:8000/",
    ],
)
def test_absolute_http_iris_are_web_iris(text: str) -> None:
    assert iris.is_web_iri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.example.org/report",
        "/report",
        "ftp://example.org/",
        "https://",
        "https:///report",
        "https://example.org/a b",
        "https://example.org/<report>",
        "https://example.org/100%",
        "https://example.org/#one#two",
        "https://example.org/\nhttps://example.org/",
    ],
)
def test_anything_else_is_no_web_iri(text: str) -> None:
    assert not iris.is_web_iri(text)


@pytest.mark.parametrize("form", sorted(OGL_FORMS))
def test_every_form_of_the_open_government_licence_becomes_one(form: str) -> None:
    assert iris.licence(form) == OGL


def test_another_licence_stays_as_it_is() -> None:
    assert (
        iris.licence("https://creativecommons.org/licenses/by/4.0/") == "https://creativecommons.org/licenses/by/4.0/"
    )


@pytest.mark.parametrize(
    ("address", "iri"),
    [("data@example.org", "mailto:data@example.org"), ("https://example.org/contact", "https://example.org/contact")],
    ids=["mail", "page"],
)
def test_a_contact_is_an_iri(address: str, iri: str) -> None:
    assert iris.contact(address) == iri
