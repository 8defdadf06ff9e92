"""Whole documents: the facts of each captured source, and the same facts whatever its form."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.errors import SourceError
from lod.ingest import press_release
from lod.ingest.sentences import is_contact
from lod.model import CaseSample, Evidence, Inspection, Problem, TextSpan
from lod.namespaces import OGL
from lod.profiles import Profile

from .conftest import CAPTURED, Facts, document_of, source_of

Read = Callable[..., Facts]

REGION, PDU, YJS = "probation-region", "probation-delivery-unit", "youth-justice-service"
SEED = "seed/press-release-east-midlands-2025-08-07.txt"


def name(iri: str | None) -> str | None:
    return iri.rsplit("/", 1)[-1] if iri else None


def summary(fact: Inspection | Problem) -> dict[str, Any]:
    """What a document states, without where: only what is there."""
    assert isinstance(fact, Inspection), fact
    (report,) = fact.reported_in
    stated = {
        "unit": fact.inspects.key,
        "reference": fact.reference,
        "programme": name(fact.under_programme),
        "issued": str(fact.issued) if fact.issued else None,
        "fieldwork": f"{fact.fieldwork_start}/{fact.fieldwork_end}" if fact.fieldwork_start else None,
        "rating": name(fact.overall.rating) if fact.overall else None,
        "score": (fact.overall.score, fact.overall.max_score)
        if fact.overall and fact.overall.score is not None
        else None,
        "standards": {name(each.on_standard): name(each.rating) for each in fact.judgements if each.on_standard},
        "cases": [cases(sample) for sample in fact.samples],
        "measures": [(str(each.percentage), each.polarity) for each in fact.measures],
        "recommendations": fact.recommendation_count,
        "groups": {
            name(each.addressee) if isinstance(each.addressee, str) else each.addressee: each.recommendation_count
            for each in fact.recommendations
        },
        "title": report.title,
        "address": report.address,
    }
    return {key: value for key, value in stated.items() if value}


def cases(sample: CaseSample) -> tuple[int, dict[str | None, int]]:
    return sample.case_count, {name(part.case_category): part.case_count for part in sample.sub_samples}


def evidence_of(value: object) -> Iterator[Evidence]:
    """Every piece of evidence in a fact and its parts."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from evidence_of(each)
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from evidence_of(getattr(value, field.name))


EXPECTED: dict[str, list[dict[str, Any]]] = {
    "region.txt": [
        {
            "unit": (REGION, "N59"),
            "reference": "2025-05-14",
            "programme": "hmi-probation-adult-2023",
            "issued": "2025-05-14",
            "fieldwork": "2024-12/2025-02",
            "rating": "requires-improvement",
            "standards": {
                "statutory-victim-work": "outstanding",
                "court-work": "good",
                "unpaid-work": "good",
                "resettlement": "inadequate",
            },
            "cases": [(1204, {"community-sentence": 800, "release-on-licence": 404})],
            "measures": [("41", "insufficient")],
            "recommendations": 9,
            "groups": {(REGION, "N59"): 5, "hmpps": 4},
            "title": "South Central probation services rated ‘Requires improvement’",
        }
    ],
    "delivery-unit.html": [
        {
            "unit": (PDU, "N58PLCO"),
            "reference": "2024-11-05",
            "issued": "2024-11-05",
            "fieldwork": "2024-09-02/2024-09-13",
            "rating": "good",
            "score": (15, 21),
            "cases": [(64, {})],
            "recommendations": 6,
            "groups": {(PDU, "N58PLCO"): 4, "probation-service": 2},
            "title": "‘Heartening’ work: Plymouth Probation Delivery Unit (PDU) rated ‘Good’",
            "address": "https://inspectorate.example.org/news/plymouth",
        }
    ],
    "youth.txt": [
        {
            "unit": (YJS, "leeds"),
            "reference": "2025-06",
            "fieldwork": "2025-06/2025-06",
            "rating": "requires-improvement",
            "measures": [("83", "insufficient")],
            "title": "An inspection of work with children and victims in Leeds",
        }
    ],
    "dynamic.txt": [
        {
            "unit": (REGION, "N57"),
            "reference": "2025-12-09",
            "programme": "hmi-probation-dynamic-2025",
            "issued": "2025-12-09",
            "cases": [(61, {})],
            "title": "HM Inspectorate of Probation has reviewed public protection across the Kent, Surrey, and Sussex"
            " region.",
        }
    ],
    "trio.txt": [
        {
            "unit": (PDU, "N55KIR"),
            "reference": "2023-02-02",
            "issued": "2023-02-02",
            "rating": "requires-improvement",
            "score": (9, 27),
        },
        {
            "unit": (PDU, "N55HER"),
            "reference": "2023-02-02",
            "issued": "2023-02-02",
            "rating": "requires-improvement",
            "score": (8, None),
        },
        {
            "unit": (PDU, "N54SOT"),
            "reference": "2023-02-02",
            "issued": "2023-02-02",
            "rating": "requires-improvement",
        },
    ],
    "aggregate.txt": [],
}


def captured(file: str) -> tuple[bytes, str]:
    return (CAPTURED / file).read_bytes(), "text/html" if file.endswith(".html") else "text/plain"


@pytest.mark.parametrize("file", EXPECTED)
def test_captured_sources_give_their_facts_and_nothing_else(read: Read, file: str) -> None:
    assert [summary(fact) for fact in read(*captured(file))] == EXPECTED[file]


def test_every_captured_source_has_its_facts_here() -> None:
    assert {path.name for path in CAPTURED.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("file", [file for file, expected in EXPECTED.items() if expected])
def test_evidence_quotes_the_document_and_no_personal_data(read: Read, file: str) -> None:
    data, media_type = captured(file)
    assert_evidence(read(data, media_type), document_of(data, media_type).text, "A. Person")


def assert_evidence(facts: Facts, text: str, person: str) -> None:
    for fact in facts:
        assert isinstance(fact, Inspection)
        parts = (*fact.judgements, *fact.samples, *fact.measures, *fact.recommendations)
        assert all(part.evidence for part in parts)
        assert fact.evidence
        for evidence in evidence_of(fact):
            span = evidence.selector
            assert isinstance(span, TextSpan)
            assert span.exact == text[span.start : span.end]
            assert span.exact.strip() == span.exact != ""
            whole = span.prefix + span.exact + span.suffix
            assert whole in text
            assert not is_contact(whole)
            assert person not in whole


def test_each_evidence_names_the_property_that_it_supports(read: Read) -> None:
    (fact,) = read(*captured("region.txt"))
    assert isinstance(fact, Inspection)
    quotes = {
        evidence.supports: evidence.selector.exact
        for evidence in fact.evidence
        if isinstance(evidence.selector, TextSpan)
    }
    assert quotes == {
        "inspects": "South Central",
        "issued": "14 May 2025",
        "fieldworkStart": "December 2024",
        "fieldworkEnd": "February 2025",
        "underProgramme": "adult probation inspection programme that began in October 2023",
        "recommendationCount": "nine recommendations",
        "inspectionNumber": "first",
        "countedSince": "October 2023",
    }
    assert {each.supports for part in fact.judgements for each in part.evidence} == {"rating"}
    assert {each.supports for each in evidence_of(fact.samples)} == {"caseCount"}
    assert {each.supports for each in evidence_of(fact.measures)} == {"percentage"}
    assert {each.supports for each in evidence_of(fact.recommendations)} == {"recommendationCount"}
    assert [each.supports for each in evidence_of(fact.reported_in)] == ["title", "issued", "license"]


def test_without_dates_the_document_tells_inspections_apart(read: Read) -> None:
    (fact,) = read("Leeds PDU has been rated ‘Good’.")
    assert isinstance(fact, Inspection)
    (report,) = fact.reported_in
    assert report.sha256
    assert fact.reference == f"document-{report.sha256[:12]}"


@pytest.mark.parametrize(
    ("text", "licence", "expected", "is_quoted"),
    [
        ("Open Government Licence v3.0.", OGL, OGL, True),
        ("", OGL, OGL, False),
        ("Open Government Licence v3.0.", "https://example.org/all-rights", "https://example.org/all-rights", False),
    ],
    ids=["stated", "of the source", "the source is not under it"],
)
def test_the_licence_of_the_report(read: Read, text: str, licence: str, expected: str, is_quoted: bool) -> None:
    (fact,) = read(f"Leeds PDU has been rated ‘Good’. {text}", licence=licence)
    assert isinstance(fact, Inspection)
    (report,) = fact.reported_in
    assert report.licence == expected
    assert bool([each for each in report.evidence if each.supports == "license"]) == is_quoted


def test_a_contradicted_fact_is_left_out_and_reported(read: Read) -> None:
    facts = read("Leeds PDU has been rated ‘Good’. We inspected 64 cases. Sixty cases were inspected.")
    (problem,) = (fact for fact in facts if isinstance(fact, Problem))
    (inspection,) = (fact for fact in facts if isinstance(fact, Inspection))
    assert str(problem) == (
        "source, characters 46–67: states two different numbers of cases: found '64 cases … Sixty cases';"
        " accepted: one, or the same each time"
    )
    assert inspection.samples == ()
    assert inspection.overall


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_undecodable_bytes_are_a_problem_with_their_place(read: Read, media_type: str) -> None:
    (problem,) = read(b"<p>Leeds PDU was rated \x91Good\x92.</p>", media_type)
    assert isinstance(problem, Problem)
    assert "byte 23 (0x91) is not" in problem.message


def test_only_prose_is_read(profile: Profile) -> None:
    with pytest.raises(SourceError, match="found text/csv; accepted: text/plain, text/html"):
        list(press_release.read(source_of(b"", "text/csv"), b"", profile))


# --- real releases, where they are at hand


def as_page(text: str) -> bytes:
    """A text as a web page of the kind that inspectorates have: menus, banners, inline markup, nested lists."""
    items, paragraphs = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        marked = re.sub("(‘[^’]+’)", r"<strong>\1</strong>", html.escape(line, quote=False)).replace("‘", "&lsquo;")
        item = re.match(r"\d+\.\s+(.*)", marked)
        (items if item else paragraphs).append(item[1] if item else marked)
    body = "".join(f"<p>{each.replace('region', '<em>region</em>')}</p>\n" for each in paragraphs)
    notes = "".join(f"<li>{each}</li>" for each in items)
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>News</title></head><body>"
        "<nav><ul><li>York PDU rated &lsquo;Good&rsquo;<ul><li>Published: 1 January 2020</li></ul></li></ul></nav>"
        "<div role='dialog' hidden><p>Cookies. Leeds PDU has received an overall rating of ‘Good’.</p></div>"
        "<script>let a = '<p>Leeds PDU rated ‘Good’</p>';</script>"
        f"<main>{body}<ul><li>Notes<ol>{notes}</ol></li></ul></main>"
        "<aside>Leeds PDU has been rated ‘Good’.</aside></body></html>"
    ).encode()


@pytest.fixture(scope="session")
def seed(shared: Path) -> bytes:
    return (shared / SEED).read_bytes()


SEED_FACTS = {
    "unit": (REGION, "N53"),
    "reference": "2025-08-07",
    "programme": "hmi-probation-adult-2023",
    "issued": "2025-08-07",
    "fieldwork": "2025-02/2025-04",
    "rating": "inadequate",
    "cases": [(330, {"community-sentence": 216, "release-on-licence": 114})],
    "recommendations": 11,
    "groups": {(REGION, "N53"): 7, "hmpps": 4},
    "title": "Probation services in the East Midlands region receive an overall regional rating of ‘Inadequate’.",
}


def test_the_seed(read: Read, seed: bytes) -> None:
    facts = read(seed)
    assert [summary(fact) for fact in facts] == [SEED_FACTS]
    assert_evidence(facts, seed.decode(), press_officer(seed))


def test_the_seed_as_a_page_gives_the_same_facts(read: Read, seed: bytes) -> None:
    page = as_page(seed.decode())
    facts = read(page, "text/html")
    assert [summary(fact) for fact in facts] == [SEED_FACTS]
    assert_evidence(facts, document_of(page, "text/html").text, press_officer(seed))


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(lambda text: f"<pre>{text}</pre>", id="as it is"),
        pytest.param(lambda text: f"<p>{text}</p>", id="all in one paragraph"),
        pytest.param(lambda text: f"<p>{text.replace(chr(10), '<br>')}</p>", id="line breaks"),
        pytest.param(lambda text: "".join(f"<p>{each}</p>" for each in text.split("\n\n")), id="paragraphs"),
        pytest.param(lambda text: "".join(f"<div>{each}</div>" for each in text.split("\n")), id="lines"),
    ],
)
def test_the_seed_in_a_crude_layout_gives_the_same_facts(read: Read, seed: bytes, layout: Callable[[str], str]) -> None:
    page = f"<html><body>{layout(html.escape(seed.decode()))}</body></html>".encode()
    facts = read(page, "text/html")
    (found,) = map(summary, facts)
    found["title"] = SEED_FACTS["title"]  # what is no heading, and no paragraph of its own, may be no title
    assert found == SEED_FACTS
    assert_evidence(facts, document_of(page, "text/html").text, press_officer(seed))


def press_officer(release: bytes) -> str:
    """The name that a release gives for enquiries."""
    match = re.search(r"enquiries, please contact ([^,]+),", release.decode())
    assert match
    return match[1]


VOCABULARY = """
    Leeds York London PDU YJS region the it, and . ; ( ) – has been rated received an overall rating of ‘Good’ or not
    ‘Inadequate’ previously when in 2022 March 2025 between from 330 seven cases recommendations for HMPPS 34%
    insufficient Published: Leadership scoring points out fieldwork
"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=40), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_the_words_nothing_breaks_and_evidence_holds(read: Read, words: list[str], is_page: bool) -> None:
    text = " ".join(words)
    data = f"<p>{text}</p>".encode() if is_page else text.encode()
    media_type = "text/html" if is_page else "text/plain"
    facts = [fact for fact in read(data, media_type) if isinstance(fact, Inspection)]
    assert_evidence(facts, document_of(data, media_type).text, "nobody")
