"""Rating scales: levels in their order, statuses without one, and every value that the captured registers hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SKOS
from rdflib.collection import Collection

from .vocabulary import INSP, RATING, SCALES, STATUSES, Schemes, found, iri, names, table, unknown

EACH_SCALE = pytest.mark.parametrize("name", SCALES)


@EACH_SCALE
def test_a_scale_has_its_levels_and_statuses(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    assert set(names(graph.subjects(RDF.type, INSP.RatingLevel))) == set(SCALES[name].split())
    assert set(names(graph.subjects(RDF.type, INSP.RatingStatus))) == set(STATUSES.get(name, "").split())
    assert (iri(name), RDF.type, INSP.RatingScale) in graph


@EACH_SCALE
def test_ranks_run_from_nought_without_gap(name: str, schemes: Schemes) -> None:
    by_rank = sorted((int(str(rank)), level) for level, rank in schemes[name].subject_objects(INSP.rank))
    assert [rank for rank, _ in by_rank] == list(range(len(by_rank)))
    assert names(level for _, level in by_rank) == SCALES[name].split()


def test_only_the_probation_scale_counts_points(schemes: Schemes) -> None:
    points = {name: sorted(int(str(each)) for each in schemes[name].objects(None, INSP.points)) for name in SCALES}
    assert {name: each for name, each in points.items() if each} == {RATING: [0, 1, 2, 3]}


@EACH_SCALE
def test_levels_stand_worst_to_best_in_the_ordered_collection(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    members = graph.value(iri(name, "ordered"), SKOS.memberList)
    assert members is not None
    assert names(Collection(graph, members)) == SCALES[name].split()


@EACH_SCALE
def test_a_status_has_neither_rank_nor_points(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    for status in graph.subjects(RDF.type, INSP.RatingStatus):
        assert (status, RDF.type, INSP.RatingLevel) not in graph
        assert not list(graph.objects(status, INSP.rank))
        assert not list(graph.objects(status, INSP.points))


@pytest.mark.parametrize(
    ("name", "notations"),
    [
        ("fhrs-rating", "0 1 2 3 4 5"),
        ("ofsted-rating", "4 3 2 1"),
        ("ofsted-rating-to-2012", "4 3 2 1"),
        ("ofsted-rating-to-2015", "4 3 2 1"),
        ("ofsted-area-send", "3 2 1"),
        ("hmi-prisons", "1 2 3 4"),
        ("care-inspectorate", "1 2 3 4 5 6"),
    ],
)
def test_published_numbers_are_notations_whichever_way_they_run(name: str, notations: str, schemes: Schemes) -> None:
    graph = schemes[name]
    levels = [iri(name, level) for level in SCALES[name].split()]
    assert [str(graph.value(level, SKOS.notation)) for level in levels] == notations.split()
    runs_the_other_way = notations.split() == sorted(notations.split(), reverse=True)
    assert any("run the other way" in str(note) for note in graph.objects(None, SKOS.scopeNote)) == runs_the_other_way


def test_a_level_of_one_scale_is_at_most_related_to_one_of_another(schemes: Schemes) -> None:
    matches = {
        (str(level), str(other))
        for name in SCALES
        for relation in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
        for level, other in schemes[name].subject_objects(relation)
    }
    here = iri("ofsted-rating", "requires-improvement")
    related = {iri("ofsted-rating-to-2015", "adequate"), iri("ofsted-rating-to-2012", "satisfactory")}
    assert matches == {(str(here), str(each)) for each in related}
    assert set(schemes["ofsted-rating"].objects(here, SKOS.relatedMatch)) == related


# --- the values that registers hold


def test_every_rating_of_the_food_registers_is_on_their_scales(shared: Path, schemes: Schemes) -> None:
    folder = shared / "data/fhrs/uk-2015-csv/fhrs"
    scottish = [path for path in folder.glob("*.csv") if 760 <= int(path.stem) <= 791]
    english = [folder / "232.csv", folder / "24.csv", folder / "508.csv"]
    assert len(scottish) == 32
    of_scotland = found((row for path in scottish for row in table(path)), "ratingvalue")
    of_england = found((row for path in english for row in table(path)), "ratingvalue")
    assert "Awaiting Inspection" in of_scotland
    assert "AwaitingInspection" in of_england
    assert unknown(of_scotland, "fhis-rating", schemes=schemes) == set()
    assert unknown(of_england, "fhrs-rating", schemes=schemes) == set()


def said_of(value: object, key: str) -> Iterator[str]:
    """Every rating in a record, at whatever depth, or the name of every key question that is rated."""
    match value:
        case list():
            for each in value:
                yield from said_of(each, key)
        case dict():
            for name, each in value.items():
                if name != key:
                    yield from said_of(each, key)
                elif isinstance(each, str):
                    yield each
                else:
                    yield from (question["name"] for question in each)


def test_every_rating_of_the_care_quality_commission_is_on_its_scale(shared: Path, schemes: Schemes) -> None:
    files = sorted((shared / "data/cqc/oldham-api-json/location_details").glob("*.json"))
    records = [json.loads(path.read_text("utf-8")) for path in files]
    ratings = {each for record in records for each in said_of(record, "rating")} - {""}
    questions = {each for record in records for each in said_of(record, "keyQuestionRatings")}
    wide = table(shared / "data/cqc/mooperd-Locations-head.csv")
    columns = [column for column in wide[0] if column.endswith(" rating")]
    assert unknown(ratings | found(wide, *columns), "cqc-rating", schemes=schemes) == set()
    assert unknown(questions | set(columns), "cqc-key-questions", schemes=schemes) == set()
    assert len(columns) == 5


def test_every_rating_of_social_care_providers_is_on_an_ofsted_scale(shared: Path, schemes: Schemes) -> None:
    rows = table(shared / "data/ofsted/buzzfeed-providers-as-at-2018-03-31.csv", header=2)
    columns = [column for column in list(rows[0])[21:] if column]
    ratings = found(rows, *columns)
    assert columns[0] == "Overall effectiveness"
    assert unknown(columns[1:], "ofsted-social-care-providers", schemes=schemes) == set()
    assert unknown(ratings, "ofsted-rating", schemes=schemes) == {"Adequate", "Satisfactory"}
    assert unknown(ratings, "ofsted-rating", "ofsted-rating-to-2015", schemes=schemes) == {"Satisfactory"}
    assert unknown(ratings, "ofsted-rating", "ofsted-rating-to-2012", schemes=schemes) == {"Adequate"}


def test_every_grade_of_local_authorities_is_on_an_ofsted_scale(shared: Path, schemes: Schemes) -> None:
    nothing = {"nan", "None", "inspection_pre_dates_judgement"}
    ilacs = table(shared / "data/ofsted/d2i-ofsted_csc_ilacs_overview.csv")
    overall, *columns = [column for column in ilacs[0] if column.endswith("_grade")]
    assert overall == "overall_effectiveness_grade"
    assert unknown(columns, "ofsted-ilacs", schemes=schemes) == set()
    assert unknown(found(ilacs, overall, *columns) - nothing, "ofsted-rating", schemes=schemes) == set()
    send = table(shared / "data/ofsted/d2i-ofsted_csc_send_overview.csv")
    assert found(send, "outcome_grade") == {"1.0", "2.0", "3.0", "nan"}
    assert unknown(found(send, "outcome_grade") - nothing, "ofsted-area-send", schemes=schemes) == set()
