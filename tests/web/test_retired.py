"""What was taken back answers 410 and stays citable; a unit that went on as another redirects; history follows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import pipeline, profiles
from lod.ingest import SourceFiles
from lod.pipeline import LocalProcesses
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS

AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
BASE = "https://data.example.org"
UNITS = "/unit/probation-delivery-unit"
SHEFFIELD = "/inspection/probation-delivery-unit/N55SHF"
WITHDRAWN, SUPERSEDED, STANDING = f"{SHEFFIELD}/2022-05-01", f"{SHEFFIELD}/2023-03-30", f"{SHEFFIELD}/2024-05-01"
ROWS = """\
unit,unit type,overall rating,published
Sheffield,Probation delivery unit,Outstanding,2022-05-01
Sheffield,Probation delivery unit,Good,2023-03-30
Sheffield,Probation delivery unit,Inadequate,2024-05-01
York,Probation delivery unit,Inadequate,2024-06-01
"""
CORRECTIONS = f"""\
[[correction]]
inspection = "{BASE}/id{WITHDRAWN}"
kind = "withdrawn"
date = 2022-06-01
reason = "The report was <not> ready."

[[correction]]
inspection = "{BASE}/id{SUPERSEDED}"
kind = "superseded"
date = 2024-05-01
reason = "The fieldwork was done again."
superseded_by = "{BASE}/id{STANDING}"

[[correction]]
inspection = "{BASE}/id{STANDING}"
kind = "corrected"
date = 2024-09-01
reason = "Two reports had been mixed up."
rating = "hmi-probation-rating/requires-improvement"

[[unit]]
from = "{BASE}/id{UNITS}/N55YRK"
into = "{BASE}/id{UNITS}/N55YNY"
date = "2025-04"
reason = "The two were merged."
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "register.csv").write_text(ROWS, "utf-8")
    (folder / "corrections.toml").write_text(CORRECTIONS, "utf-8")
    build(folder)
    with TestClient(create_app(ABOUT, folder / "public", LIMITS), follow_redirects=False) as client:
        yield client


def build(folder: Path, at: datetime.datetime = AT) -> None:
    files = [SourceFiles("register", (folder / "register.csv",), profiles.load("hmi-probation"))]
    path = folder / "corrections.toml"
    pipeline.build(ABOUT, files, folder, folder / "public", at, corrected=path, scheduler=LocalProcesses(1))


# --- inspections that were taken back


def test_a_withdrawn_inspection_is_gone_and_says_since_when_and_why(client: TestClient) -> None:
    answer = client.get(f"/id{WITHDRAWN}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
    problem = answer.json()
    assert problem["type"] == "/problems#gone"
    assert "2022-06-01" in problem["detail"]
    assert "The report was <not> ready. Nothing stands instead." in problem["detail"]


def test_the_kind_of_problem_is_explained(client: TestClient) -> None:
    assert 'id="gone"' in client.get("/problems").text


def test_it_leads_to_what_was_published(client: TestClient) -> None:
    available = client.get(f"/id{WITHDRAWN}", headers={"Accept": "application/json"}).json()["available"]
    assert {"href": f"/doc{WITHDRAWN}.ttl", "type": "text/turtle"} in available
    assert {"href": f"/id{WITHDRAWN}/judgement/overall", "type": "text/html"} in available


def test_people_are_told_in_html_and_markup_is_escaped(client: TestClient) -> None:
    answer = client.get(f"/id{WITHDRAWN}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert "The report was &lt;not&gt; ready." in answer.text


def test_a_superseded_inspection_names_the_one_that_stands_instead(client: TestClient) -> None:
    answer = client.get(f"/id{SUPERSEDED}", headers={"Accept": "application/json"})
    assert answer.status_code == 410
    assert f"<{BASE}/id{STANDING}> stands instead" in answer.json()["detail"]
    assert f'</id{STANDING}>; rel="http://purl.org/dc/terms/isReplacedBy"' in answer.headers["link"]


@pytest.mark.parametrize("path", [f"/doc{SUPERSEDED}", f"/doc{SUPERSEDED}.nt"])
def test_its_document_is_sent_whole_with_the_410(path: str, client: TestClient) -> None:
    answer = client.get(path, headers={"Accept": "application/n-triples"})
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/n-triples")
    judgement = f"<{BASE}/id{SUPERSEDED}/judgement/overall>"
    level = "https://w3id.org/inspection-results/scheme/hmi-probation-rating/good"
    assert f"{judgement} <https://w3id.org/inspection-results/def#rating> <{level}> ." in answer.text
    assert '"The fieldwork was done again."@en' in answer.text


def test_it_is_in_no_list(client: TestClient) -> None:
    rows = client.get("/api/inspections", headers={"Accept": "text/csv"}).text.splitlines()[1:]
    listed = [row.split(",")[0].removeprefix(f"{BASE}/id") for row in rows]
    assert listed == [STANDING, "/inspection/probation-delivery-unit/N55YRK/2024-06-01"]
    assert f"/doc{WITHDRAWN}" not in client.get("/doc/inspection/").text


def test_its_page_says_first_that_it_was_taken_back(client: TestClient) -> None:
    answer = client.get(f"/doc{SUPERSEDED}", headers={"Accept": "text/html"})
    assert answer.status_code == 410
    assert "This inspection was taken back (2024-05-01)" in answer.text


def test_a_judgement_that_was_taken_back_keeps_its_address(client: TestClient) -> None:
    assert client.get(f"/id{WITHDRAWN}/judgement/overall").status_code == 303
    document = client.get(f"/doc{WITHDRAWN}/judgement/overall", headers={"Accept": "application/json"}).json()
    assert document["rating"]["prefLabel"] == "Outstanding"


def test_a_corrected_inspection_is_there_with_both_ratings(client: TestClient) -> None:
    answer = client.get(f"/doc{STANDING}", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    said = answer.json()
    assert said["overallRating"]["prefLabel"] == "Requires improvement"
    (old,) = said["hadJudgement"]
    (correction,) = said["correctedBy"]
    assert old["rating"]["prefLabel"] == "Inadequate"
    assert correction["description"] == "Two reports had been mixed up."


# --- units


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (f"/id{UNITS}/N55YRK", f"/id{UNITS}/N55YNY"),
        (f"/doc{UNITS}/N55YRK", f"/doc{UNITS}/N55YNY"),
        (f"/doc{UNITS}/N55YRK.ttl", f"/doc{UNITS}/N55YNY.ttl"),
    ],
)
def test_a_merged_unit_redirects_for_good_and_says_why(path: str, location: str, client: TestClient) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (301, location)
    assert "The two were merged." in answer.text
    assert 'rel="http://purl.org/dc/terms/isReplacedBy"' in answer.headers["link"]


def test_its_inspections_are_on_the_page_of_its_successor(client: TestClient) -> None:
    said = client.get(f"/doc{UNITS}/N55YNY.nt").text
    assert f"<{BASE}/id/inspection/probation-delivery-unit/N55YRK/2024-06-01> " in said
    page = client.get(f"/doc{UNITS}/N55YNY.html").text
    assert "York: inspection 2024-06-01" in page
    assert 'id="history"' in page


def test_a_region_shows_what_it_came_out_of(client: TestClient) -> None:
    page = client.get("/doc/unit/probation-region/N53.html").text
    assert "Humberside, Lincolnshire and North Yorkshire Community Rehabilitation Company" in page
    assert "Unification of probation services: East Midlands" in page


def test_a_unit_that_was_split_is_still_there_and_leads_to_its_parts(client: TestClient) -> None:
    answer = client.get("/doc/unit/probation-delivery-unit/staffordshire.html")
    assert answer.status_code == 200
    assert "Staffordshire South" in answer.text


# --- ratings as of a date


@pytest.mark.parametrize(
    ("as_of", "rating"),
    [
        ("2022-05-15", "Outstanding"),
        ("2022-06-01", None),
        ("2023-06", "Good"),
        ("2024-04-30", "Good"),
        ("2024-06", "Inadequate"),
        ("2024", None),
        ("2025", "Requires improvement"),
    ],
)
def test_the_rating_that_stood_as_it_was_published_then(as_of: str, rating: str | None, client: TestClient) -> None:
    parameters = {"as_of": as_of, "unit": f"{BASE}/id{UNITS}/N55SHF"}
    answer = client.get("/api/ratings", params=parameters, headers={"Accept": "application/json"})
    assert [each["rating"]["prefLabel"] for each in answer.json()["@graph"]] == ([rating] if rating else [])


def test_ratings_are_rows_of_csv(client: TestClient) -> None:
    answer = client.get("/api/ratings", params={"as_of": "2025"}, headers={"Accept": "text/csv"})
    header, *rows = answer.text.splitlines()
    assert header == "id,judges,inspection,issued,unitName,rating,ratingName"
    assert {row.rsplit(",", 1)[-1] for row in rows} == {"Requires improvement", "Inadequate"}


@pytest.mark.parametrize("as_of", ["yesterday", "2025-02-30", "25", ""])
def test_what_is_no_date_is_refused_with_what_is_accepted(as_of: str, client: TestClient) -> None:
    answer = client.get("/api/ratings", params={"as_of": as_of})
    assert answer.status_code == 422
    assert "2024-05-31, 2024-05 or 2024" in answer.json()["detail"]
