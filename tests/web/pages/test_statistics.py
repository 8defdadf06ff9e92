"""Statistics as pages, CSV and RDF, from the cubes of the release."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from lod.formats import Format, canonical_lines
from lod.namespaces import QB
from lod.web.pages import statistics
from lod.web.pages.statistics import Cube, Observation, Value
from tests.web.published import ABOUT

CUBE = f"/doc/statistics/{ABOUT.name}/inspections-by-unit-type"
SCALE = "https://w3id.org/inspection-results/scheme/hmi-probation-rating"
TYPE = "https://w3id.org/inspection-results/scheme/unit-type"


def test_the_cubes_of_the_release_are_listed(client: TestClient) -> None:
    page = client.get("/doc/statistics", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert f'href="/id/statistics/{ABOUT.name}/inspections-by-unit-type"' in page.text
    assert f"/id/statistics/{ABOUT.name}/inspections-by-year" in page.text
    assert f"<{ABOUT.base_iri}id{CUBE.removeprefix('/doc')}>" in client.get("/doc/statistics.nt").text


def test_a_cube_is_a_table_for_each_scale_the_best_rating_first(client: TestClient) -> None:
    page = client.get(CUBE, headers={"Accept": "text/html"}).text
    assert page.count("<table>") == 1
    assert page.index(">Good</a>") < page.index(">Inadequate</a>")
    assert "2 inspections are counted." in page
    assert 'href="/def/unit-type/probation-region"' in page


def test_of_many_rows_a_page_shows_what_it_holds(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    scale, ratings = Value("A scale"), [Value(f"Rating {number}", rank=number) for number in range(9)]
    areas = [Value(f"An area with a name, {number}", f"urn:area:{number:04}") for number in range(1000)]
    counted = tuple(Observation(scale, rating, area, 12_345) for area in areas for rating in ratings)
    many = f"/doc/statistics/{ABOUT.name}/many"  # an address of its own: pages are kept
    cube = Cube(f"{ABOUT.base_iri}id{many.removeprefix('/doc')}", "Many", "", "area", counted, (), "")
    monkeypatch.setattr(statistics, "_cube", lambda *_: cube)
    page = client.get(many, headers={"Accept": "text/html"}).text
    assert len(page.encode()) < 100_000
    assert page.count("An area with a name, ") == 450
    assert f'550 more rows are in <a href="{many}.csv">the CSV</a>' in page


def test_a_cube_is_a_csv(client: TestClient) -> None:
    answer = client.get(f"{CUBE}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.DictReader(io.StringIO(answer.text))) == [
        {
            "scale": SCALE,
            "scaleName": "HM Inspectorate of Probation rating scale",
            "rating": f"{SCALE}/{rating.lower()}",
            "ratingName": rating,
            "unitType": f"{TYPE}/{kind}",
            "unitTypeName": kind.replace("-", " ").capitalize(),
            "count": "1",
        }
        for rating, kind in (("Good", "probation-delivery-unit"), ("Inadequate", "probation-region"))
    ]


@pytest.mark.parametrize("syntax", [Format.TURTLE, Format.JSON_LD, Format.N_TRIPLES, Format.RDF_XML])
def test_a_cube_is_rdf_with_its_observations(client: TestClient, syntax: Format) -> None:
    answer = client.get(CUBE, headers={"Accept": syntax.media_type})
    assert answer.headers["content-location"] == f"{CUBE}.{syntax.suffix}"
    said = canonical_lines(answer.content, syntax, ABOUT.base_iri)
    assert len([line for line in said if line.endswith(f" <{QB.Observation}> .\n")]) == 2


def test_an_observation_and_a_cube_are_things_with_documents(client: TestClient) -> None:
    observation = f"{CUBE}/hmi-probation-rating.good_unit-type.probation-delivery-unit"
    for path in (CUBE, observation):
        answer = client.get(path.replace("/doc/", "/id/"))
        assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert client.get(f"{observation}.ttl").status_code == 200


def test_the_structures_are_answered_as_vocabulary(client: TestClient) -> None:
    assert "Inspections by rating and year" in client.get("/def/statistics", headers={"Accept": "text/html"}).text


def test_a_cube_that_is_not_there(client: TestClient) -> None:
    assert client.get(f"/doc/statistics/{ABOUT.name}/nothing").status_code == 404
    assert client.get("/doc/statistics/nothing/units-by-area", headers={"Accept": "text/html"}).status_code == 404


def test_a_status_stands_after_every_level() -> None:
    level, worse, status = Value("Pass", "x:1", 1), Value("Improvement", "x:0", 0), Value("Exempt", "x:e")
    assert sorted([status, worse, level], key=statistics._best_first) == [level, worse, status]
