"""Bands of scores warn and never stop: the rating stands as the source states it."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest

from lod import resources
from lod.namespaces import SH
from lod.validation import Engine, Report
from lod.validation.judgement import agreed

from .graphs import changed

SHAPE = "https://w3id.org/inspection-results/shapes/ScoreBand-rating"
LEVELS = ("inadequate", "requires-improvement", "good", "outstanding")
BANDS = {21: (3, 10, 17), 24: (4, 12, 20), 27: (4, 13, 22), 30: (5, 15, 25), 36: (6, 18, 30)}
"""The highest score of each level but the best, by maximum."""
LEVEL = "<https://w3id.org/inspection-results/scheme/hmi-probation-rating/%s>"


def expected(score: int, maximum: int) -> str:
    return LEVELS[sum(score > highest for highest in BANDS[maximum])]


@pytest.fixture(scope="session")
def judged(referee: Engine, fast: Engine, second: Engine):
    def judge(lines: list[str]) -> Report:
        return agreed(second.validate(lines), agreed(fast.validate(lines), referee.validate(lines)), "pyshifty")

    return judge


EDGES = [
    (score, maximum)
    for maximum, highest in BANDS.items()
    for score in (0, *(each for edge in highest for each in (edge, edge + 1)), maximum)
]


@pytest.mark.parametrize(("score", "maximum"), EDGES)
def test_a_rating_outside_the_band_of_its_score_is_a_warning_and_no_violation(
    score: int, maximum: int, fast: Engine
) -> None:
    for level in LEVELS:
        lines = graph_of(score, maximum, level)
        found = [each for each in fast.validate(lines).results if each.source_shape == SHAPE]
        assert [each.severity for each in found] == ([] if level == expected(score, maximum) else [SH.Warning])


def graph_of(score: int, maximum: int, level: str) -> list[str]:
    """Of the one that is in the valid data, the same."""
    if (score, maximum, level) == (1, 27, "inadequate"):
        return changed()
    removed, added = "", ""
    if score != 1:
        removed, added = "overall: insp:score 1 .", f"overall: insp:score {score} ."
    if maximum != 27:
        removed, added = f"{removed} overall: insp:maxScore 27 .", f"{added} overall: insp:maxScore {maximum} ."
    if level != "inadequate":
        of = "overall: insp:rating {0} . inspection: insp:overallRating {0} . unit: insp:currentRating {0} ."
        removed, added = f"{removed} {of.format('inadequate:')}", f"{added} {of.format(LEVEL % level)}"
    return changed(removed, added)


def test_engines_agree_on_a_warning_and_its_message(judged) -> None:
    report = judged(graph_of(9, 27, "good"))
    assert report.violations == ()
    [warning] = [each for each in report.warnings if each.source_shape == SHAPE]
    assert "A score of 9 out of 27 is outside the usual band of the rating" in warning.message
    assert "The rating stands as stated" in warning.message


@pytest.mark.parametrize(("score", "maximum"), [(9, 40), (0, 100)])
def test_an_unknown_maximum_has_no_bands(score: int, maximum: int, judged) -> None:
    assert judged(graph_of(score, maximum, "good")).results == ()


def test_bands_are_whole_and_in_order() -> None:
    for maximum, highest in BANDS.items():
        assert all(low < high for low, high in pairwise((-1, *highest, maximum)))


def test_no_score_that_the_inspectorate_published_is_outside_its_band() -> None:
    path = resources.folder("examples") / "hmi-probation" / "sources" / "inspections.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        scored = [row for row in csv.DictReader(lines) if row["score"] and row["maximum score"]]
    assert scored
    for row in scored:
        assert row["overall rating"].casefold().replace(" ", "-") == expected(
            int(row["score"]), int(row["maximum score"])
        )
