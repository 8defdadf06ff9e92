"""The rule of the Food Hygiene Rating Scheme: on every real row by its twin in Python, and by the shape on a sample."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from lod.namespaces import SH
from lod.validation import Engine
from lod.validation.engines import ENGINES
from lod.validation.shapes import SHAPES_IRI, shapes

from . import food

CONCEPTS = "".join(food.vocabulary())
BELOW_FIVE = f"{SHAPES_IRI}/FoodHygieneRating-overallRating"
FIVE = f"{SHAPES_IRI}/FoodHygieneRating-best"


def national(shared: Path) -> Iterator[food.Row]:
    """The rated rows of the national register of 2015."""
    number = 0
    for path in sorted((shared / "data" / "fhrs" / "uk-2015-csv" / "fhrs").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                scores = (row["hygiene"], row["structural"], row["confidenceinmanagement"])
                if row["ratingvalue"] in {"0", "1", "2", "3", "4", "5"} and "nan" not in scores:
                    hygiene, structural, confidence = (int(float(score)) for score in scores)
                    yield food.Row(number, hygiene, structural, confidence, row["ratingvalue"])
                    number += 1


@pytest.fixture(scope="module")
def rated(shared: Path) -> list[food.Row]:
    return list(national(shared))


def test_rule_holds_on_every_rated_row(rated: list[food.Row]) -> None:
    assert len(rated) == 395_776
    wrong = [row for row in rated if str(food.fhrs_rating(row.hygiene, row.structural, row.confidence)) != row.rating]
    assert wrong == []


@pytest.mark.slow
def test_shape_holds_on_a_sample_of_the_rated_rows(rated: list[food.Row]) -> None:
    sample = rated[::131]
    assert len(sample) == 3_022
    engine = ENGINES["shacl"](shapes())
    for start in range(0, len(sample), 250):
        assert engine.validate([food.chunk(sample[start : start + 250]), CONCEPTS]).results == ()


@pytest.mark.parametrize("name", ENGINES)
def test_wrong_ratings_are_found_and_no_others(name: str) -> None:
    rows = list(food.generated(360))
    wrong = {row.number for row in rows[::3][:100]}
    register = [row._replace(rating=str((int(row.rating) + 1) % 6)) if row.number in wrong else row for row in rows]
    engine: Engine = ENGINES[name](shapes())
    results = [
        result
        for start in range(0, len(register), 120)
        for result in engine.validate([food.chunk(register[start : start + 120]), CONCEPTS]).results
    ]
    assert {(result.source_shape, result.component) for result in results} == {
        (BELOW_FIVE, f"{SH.iri}SPARQLConstraintComponent"),
        (FIVE, f"{SH.iri}OrConstraintComponent"),
    }
    focus_nodes = [result.focus_node for result in results]
    assert len(focus_nodes) == len(wrong) == 100
    assert set(focus_nodes) == {row.inspection for row in register if row.number in wrong}


@pytest.mark.parametrize("name", ENGINES)
def test_message_shows_how_the_rating_follows(name: str) -> None:
    [result] = ENGINES[name](shapes()).validate([food.chunk([food.Row(0, 10, 10, 10, "4")]), CONCEPTS]).results
    assert "sum to 30, the highest is 10, and the rating is" in result.message
    assert result.message.count("fhrs-rating/4") == 1
    assert "the rating that follows is" in result.message
    assert "fhrs-rating/3" in result.message


@pytest.mark.parametrize("name", ENGINES)
def test_message_shows_what_the_best_rating_needs(name: str) -> None:
    [result] = ENGINES[name](shapes()).validate([food.chunk([food.Row(0, 0, 10, 0, "5")]), CONCEPTS]).results
    assert "rating is 5 and a score is above 5" in result.message


@pytest.mark.parametrize(
    "row",
    [food.Row(0, 25, 25, 30, "exempt"), food.Row(0, 0, 0, 0, "5"), food.Row(0, 25, 25, 30, "0")],
    ids=["status beside scores", "best", "worst"],
)
@pytest.mark.parametrize("name", ENGINES)
def test_no_false_alarm(name: str, row: food.Row) -> None:
    assert ENGINES[name](shapes()).validate([food.chunk([row]), CONCEPTS]).results == ()


@pytest.mark.parametrize("rating", ["5", "4"])
@pytest.mark.parametrize("name", ENGINES)
def test_nothing_follows_where_a_score_is_missing(name: str, rating: str) -> None:
    lines = food.chunk([food.Row(0, 25, 25, 30, rating)]).splitlines(keepends=True)
    without = [line for line in lines if "judgement/hygiene" not in line]
    assert ENGINES[name](shapes()).validate([*without, CONCEPTS]).results == ()


@pytest.mark.parametrize("rating", ["5", "4"])
@pytest.mark.parametrize("name", ENGINES)
def test_nothing_follows_under_no_programme(name: str, rating: str) -> None:
    lines = food.chunk([food.Row(0, 25, 25, 30, rating)]).splitlines(keepends=True)
    without = [line for line in lines if "underProgramme" not in line]
    assert ENGINES[name](shapes()).validate([*without, CONCEPTS]).results == ()


@pytest.mark.parametrize("rating", "012345")
def test_every_combination_of_scores_has_one_rating(rating: str) -> None:
    rows = list(food.generated(180))
    engine: Engine = ENGINES["shacl"](shapes())
    found = engine.validate([food.chunk([row._replace(rating=rating) for row in rows]), CONCEPTS])
    wrong = {row.inspection for row in rows if row.rating != rating}
    assert 0 < len(wrong) < len(rows)
    assert {result.focus_node for result in found.violations} == wrong
    assert len(found.violations) == len(wrong)
