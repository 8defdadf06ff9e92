"""Doubtful readings, and what a publisher decides about them in `NAME.review.toml`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lod import ingest
from lod.errors import SettingsError
from lod.ingest import press_release, review
from lod.ingest.review import Review
from lod.model import Doubt, Inspection, PartialDate, Problem, TextSpan
from lod.profiles import Profile

from .conftest import source_of

DATED = "Leeds PDU has been rated ‘Good’.\n\n7 August 2025\n\nA quarter of cases were sufficient."
NAMELESS = "Foreword. The PDU was rated ‘Good’ overall."
CONTRADICTORY = "Leeds PDU has been rated ‘Good’. Leeds PDU received an overall rating of ‘Inadequate’."

Facts = list[Inspection | Problem]


def entry(supports: str, start: int, end: int, decision: str, value: str = "") -> str:
    stated = f'value = "{value}"\n' if value else ""
    return f'[[reading]]\nproperty = "{supports}"\nstart = {start}\nend = {end}\ndecision = "{decision}"\n{stated}'


def reviewed(text: str, entries: str, profile: Profile) -> Facts:
    source = source_of(text.encode())
    decided = review.parse(f'source = "{source.sha256}"\n{entries}'.encode(), "leeds.txt.review.toml", source)
    return list(press_release.read(source, text.encode(), profile, decided))


def parted(facts: Facts) -> tuple[list[Inspection], list[Doubt]]:
    return [each for each in facts if isinstance(each, Inspection)], [each for each in facts if isinstance(each, Doubt)]


def test_a_doubtful_reading_is_reported_with_its_stretch_and_not_published(profile: Profile) -> None:
    (inspection,), doubts = parted(list(press_release.read(source_of(DATED.encode()), DATED.encode(), profile)))
    assert inspection.issued is None
    assert inspection.measures == ()
    assert [(each.supports, each.value, DATED[each.start : each.end]) for each in doubts] == [
        ("issued", "2025-08-07", "7 August 2025"),
        ("percentage", "25", "A quarter"),
    ]
    assert str(doubts[0]) == (
        "source, characters 34–47: needs review: issued 2025-08-07, a date that stands alone: found '7 August 2025';"
        " accepted: a decision in the review file"
    )


def test_what_is_accepted_is_published_with_its_evidence(profile: Profile) -> None:
    (inspection,), doubts = parted(reviewed(DATED, entry("issued", 34, 47, "accept"), profile))
    assert inspection.issued == PartialDate(2025, 8, 7)
    assert inspection.reference == "2025-08-07"
    assert [each.supports for each in doubts] == ["percentage"]
    (span,) = (each.selector for each in inspection.evidence if each.supports == "issued")
    assert isinstance(span, TextSpan)
    assert span.exact == "7 August 2025"


def test_what_is_rejected_is_neither_published_nor_reported(profile: Profile) -> None:
    entries = entry("issued", 34, 47, "reject") + entry("percentage", 49, 58, "reject")
    (inspection,), doubts = parted(reviewed(DATED, entries, profile))
    assert (inspection.issued, inspection.measures, doubts) == (None, (), [])


def test_what_is_replaced_has_the_publishers_value(profile: Profile) -> None:
    entries = entry("issued", 34, 47, "replace", "2025-08") + entry("percentage", 49, 58, "replace", "25.4")
    (inspection,), doubts = parted(reviewed(DATED, entries, profile))
    assert inspection.issued == PartialDate(2025, 8)
    assert [str(each.percentage) for each in inspection.measures] == ["25.4"]
    assert doubts == []


def test_a_certain_reading_can_be_rejected_or_replaced(profile: Profile) -> None:
    (problem,) = (each for each in press_release.read(source_of(b""), CONTRADICTORY.encode(), profile))
    assert isinstance(problem, Problem)
    (inspection,), _ = parted(reviewed(CONTRADICTORY, entry("rating", 43, 85, "reject"), profile))
    assert inspection.overall
    assert inspection.overall.rating
    assert inspection.overall.rating.endswith("/good")
    (inspection,), _ = parted(reviewed(CONTRADICTORY, entry("rating", 43, 85, "replace", "good"), profile))
    assert inspection.overall


@pytest.mark.parametrize("value", ["probation-delivery-unit/WPTGWT", "youth-justice-service/Leeds"])
def test_the_publisher_says_which_unit_is_meant(profile: Profile, value: str) -> None:
    (doubt,) = press_release.read(source_of(NAMELESS.encode()), NAMELESS.encode(), profile)
    assert isinstance(doubt, Doubt)
    assert (doubt.supports, doubt.value) == ("inspects", "")
    assert doubt.start is not None
    assert doubt.end is not None
    facts = reviewed(NAMELESS, entry("inspects", doubt.start, doubt.end, "replace", value), profile)
    (inspection,), _ = parted(facts)
    assert "/".join(inspection.inspects.key).casefold() == value.casefold()


@pytest.mark.parametrize(
    ("entries", "where", "found", "accepted"),
    [
        ("[[reading]]\nspan = 3", "reading 1: span", "3", "property, start"),
        ("words = 1", "words", "1", "source, reading"),
        ("reading = 1", "reading", "1", "[[reading]] tables"),
        (entry("colour", 0, 1, "accept"), "reading 1: property", "'colour'", "inspects, issued"),
        (entry("issued", 0, 1, "maybe"), "reading 1: decision", "'maybe'", "accept, reject, replace"),
        (entry("issued", 5, 5, "accept"), "reading 1: end", "5", "more than the start"),
        (entry("issued", 5, 6, "replace"), "reading 1: value", "nothing", "with any other"),
        (entry("issued", 5, 6, "accept", "2025"), "reading 1: value", "'2025'", "with any other"),
        (entry("issued", 5, 6, "accept") * 2, "reading 2", "'a second decision about one reading'", "one decision"),
        (entry("issued", 34, 48, "accept"), "reading 1", "'issued at characters 34–48'", "`lod check` shows"),
        (entry("issued", 900, 901, "accept"), "reading 1", "'issued at characters 900–901'", "`lod check` shows"),
        (entry("issued", 34, 47, "replace", "soon"), "reading 1: value", "'soon'", "a date such as"),
        (entry("percentage", 49, 58, "replace", "250"), "reading 1: value", "'250'", "from 0 to 100"),
        (entry("percentage", 49, 58, "replace", "half"), "reading 1: value", "'half'", "from 0 to 100"),
        (entry("rating", 19, 31, "replace", "great"), "reading 1: value", "'great'", "good"),
    ],
)
def test_a_review_that_cannot_be_is_an_error_that_names_file_and_key(
    profile: Profile, entries: str, where: str, found: str, accepted: str
) -> None:
    with pytest.raises(SettingsError) as error:
        reviewed(DATED, entries, profile)
    assert error.value.where == f"leeds.txt.review.toml: {where}"
    assert f"found {found}" in str(error.value)
    assert accepted in error.value.accepted


@pytest.mark.parametrize(("data", "found"), [(b"source = ", "Invalid value"), (b"\xff", "codec"), (b"", "nothing")])
def test_a_file_that_is_no_review_of_the_document(data: bytes, found: str) -> None:
    with pytest.raises(SettingsError, match=found):
        review.parse(data, "leeds.txt.review.toml", source_of(b"another"))


def test_the_review_lies_beside_the_document(tmp_path: Path, profile: Profile) -> None:
    document = tmp_path / "leeds.txt"
    document.write_text(DATED, "utf-8")
    digest = hashlib.sha256(DATED.encode()).hexdigest()
    files = ingest.SourceFiles("press-release", (document,), profile)

    def issued() -> PartialDate | None:
        ((_, facts),) = ingest.read(files, tmp_path)
        return next(each.issued for each in facts if isinstance(each, Inspection))

    assert issued() is None
    beside = tmp_path / "leeds.txt.review.toml"
    beside.write_text(f'source = "{digest}"\n{entry("issued", 34, 47, "accept")}', "utf-8")
    assert issued() == PartialDate(2025, 8, 7)
    beside.write_text('source = "0"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"leeds\.txt\.review\.toml: source: found '0'"):
        issued()


def test_without_a_file_nothing_is_decided() -> None:
    assert Review().ruling("issued", 0, 1) is None
