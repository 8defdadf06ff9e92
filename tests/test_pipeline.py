"""From sources to a release: the same sources give the same bytes, and what breaks its shapes is never published."""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lod import pipeline, profiles, releases
from lod.errors import ReleaseDamaged, SourceError, ValidationFailed
from lod.formats import Format, canonical_lines
from lod.ingest import SourceFiles
from lod.model import Licence, Publication, Publisher
from lod.pipeline import Built, LocalProcesses
from lod.search.asking import Question
from lod.search.index import Index
from lod.search.several import search
from lod.store import open_store
from lod.terms import lines

AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
ABOUT = Publication(
    name="test",
    title="Test results",
    description="Results to test with",
    base_iri="https://data.example.org/",
    publisher=Publisher("Tester", "https://www.example.org/"),
    contact="data@example.org",
)
HEADER = (
    "unit,unit type,overall rating,published,cases,"
    "recommendations,recommendations: to the unit,recommendations: to HMPPS\n"
)
GOOD = "East Midlands,probation region,Inadequate,2025-08-07,330,11,7,4\n"
OLDER = "East Midlands,probation region,Good,2023,,,,\n"
BROKEN = "Wales,probation region,Good,2025-01-05,10,11,7,3\n"
UNREADABLE = "Atlantis,probation region,Adequate,2025-01-05,,,,\n"

Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds a register of these rows into a folder below the test's own."""

    def run(
        *rows: str, output: str = "public", strict: bool = False, prose: str | None = None, workers: int = 1
    ) -> Built:
        sources = tmp_path / "sources"
        sources.mkdir(exist_ok=True)
        (sources / "register.csv").write_text(HEADER + "".join(rows), "utf-8")
        profile = profiles.load("hmi-probation")
        files = [SourceFiles("register", (sources / "register.csv",), profile)]
        if prose:
            (sources / "release.txt").write_text(prose, "utf-8")
            files.append(SourceFiles("press-release", (sources / "release.txt",), profile))
        scheduler = LocalProcesses(workers)
        return pipeline.build(ABOUT, files, tmp_path, tmp_path / output, AT, strict=strict, scheduler=scheduler)

    return run


def contents(folder: Path) -> dict[str, str]:
    """Digest of every file whose bytes follow from the sources: all but the engine's own."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"store", "search"} & {*path.relative_to(folder).parts}
    }


def test_same_sources_give_the_same_bytes_and_the_same_id(build: Build) -> None:
    one, two = build(GOOD, OLDER, output="a"), build(GOOD, OLDER, output="b")
    assert one.release.id == two.release.id
    assert contents(one.release.folder) == contents(two.release.folder)
    assert one.release.id.startswith("2025-08-07-")


def test_building_again_makes_no_new_release(build: Build) -> None:
    assert build(GOOD).new
    assert not build(GOOD).new
    assert build(GOOD, OLDER).new


def test_release_is_whole_and_verified(build: Build) -> None:
    release = build(GOOD, OLDER).release
    releases.verify(release)
    files = {file.name for file in release.manifest.files}
    assert files >= {"data.nq", "data.ttl", "data.jsonld", "catalogue.nt", "void.nt", "report.nt", "sources.json"}
    assert (release.manifest.inspections, release.manifest.units) == (2, 1)


def test_what_a_release_says_is_found_in_it(build: Build) -> None:
    release = build(GOOD, OLDER).release
    found = search([Index(release.folder / "search")], Question("east midlands"))
    kinds = {value.iri: count for value, count in found.facets["kind"]}
    assert kinds["unit"] == 1
    assert kinds["inspection"] == 2
    assert found.hits[0].iri == f"{ABOUT.base_iri}id/unit/probation-region/N53"


@pytest.mark.parametrize("harm", ["changed", "removed", "added"])
def test_the_index_is_verified_as_the_store_is(build: Build, harm: str) -> None:
    release = build(GOOD).release
    values = release.folder / "search" / "values.json"
    if harm == "changed":
        values.write_text("{}")
    elif harm == "removed":
        values.unlink()
    else:
        (values.parent / "more").touch()
    with pytest.raises(ReleaseDamaged, match="search/"):
        releases.verify(release)


def test_every_dump_and_the_store_say_the_same(build: Build) -> None:
    release = build(GOOD, OLDER).release
    data = release.file("data.nq").read_text("utf-8").splitlines(keepends=True)
    assert data == sorted(set(data))
    assert len(data) == release.manifest.triples
    turtle = canonical_lines(release.file("data.ttl").read_bytes(), Format.TURTLE, ABOUT.base_iri)
    assert turtle == data
    stored = open_store(release.store).construct(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"
    )
    assert sorted(lines(stored)) == [line for line in data if "_:" not in line]


def test_latest_inspection_and_current_rating_follow(build: Build) -> None:
    store = open_store(build(GOOD, OLDER).release.store)
    query = """
        PREFIX insp: <https://w3id.org/inspection-results/def#>
        SELECT ?latest ?rating { ?unit insp:latestInspection ?latest ; insp:currentRating ?rating }
    """
    (row,) = store.select(query)
    assert str(row["latest"]).endswith("/probation-region/N53/2025-08-07")
    assert str(row["rating"]).endswith("/inadequate")


def test_a_violation_publishes_nothing_and_leaves_the_current_release_as_it_is(build: Build, tmp_path: Path) -> None:
    before = build(GOOD).release
    bytes_before = contents(tmp_path / "public")
    with pytest.raises(ValidationFailed) as failure:
        build(GOOD, BROKEN)
    (violation,) = failure.value.report.violations
    assert str(violation.focus_node).endswith("/N03/2025-01-05")
    assert releases.current(tmp_path / "public") == before
    assert contents(tmp_path / "public") == bytes_before


def test_rows_that_cannot_be_read_are_reported_and_the_rest_goes_on(build: Build) -> None:
    built = build(GOOD, UNREADABLE)
    assert built.release.manifest.inspections == 1
    assert {(problem.row, problem.column) for problem in built.problems} == {(3, "unit"), (3, "overall rating")}
    (count,) = built.sources
    assert (count.inspections, count.problems) == (1, 2)
    assert (count.rows, count.published, count.not_inspected, count.rejected) == (2, 1, 0, 1)


def test_what_could_not_be_read_is_a_table_with_reasons(build: Build, tmp_path: Path) -> None:
    built = build(GOOD, UNREADABLE, UNREADABLE.replace("2025", "2024"))
    with (tmp_path / "public" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["row"], row["column"], row["found"]) for row in table] == [
        ("3", "unit", "Atlantis"),
        ("3", "overall rating", "Adequate"),
        ("4", "unit", "Atlantis"),
        ("4", "overall rating", "Adequate"),
    ]
    assert {(kind.found, number) for kind, number in built.problem_counts.items()} == {("Atlantis", 2), ("Adequate", 2)}


def test_of_two_rows_about_one_inspection_the_first_is_published(build: Build) -> None:
    built = build(GOOD, OLDER, GOOD.replace("Inadequate", "Good"))
    (count,) = built.sources
    assert (count.rows, count.published, count.rejected, count.inspections) == (3, 2, 1, 2)
    (problem,) = built.problems
    assert (problem.row, problem.message) == (4, "says of the same inspection other than row 2")
    assert built.release.manifest.inspections == 2


def test_rows_that_say_the_same_are_one_inspection_with_two_places(build: Build) -> None:
    built = build(GOOD, GOOD)
    (count,) = built.sources
    assert (count.rows, count.published, count.rejected) == (2, 2, 0)
    assert built.release.manifest.inspections == 1
    data = built.release.file("data.nq").read_text("utf-8")
    assert data.count('"row=2"') == data.count('"row=3"') == 1


def test_a_unit_is_called_as_its_newest_inspection_calls_it(tmp_path: Path) -> None:
    path = tmp_path / "ofsted.csv"
    header = "name,unit type,code,overall rating,published\n"
    old, new = "The Willows,youth justice service,N1,Good,2019\n", "Willow House,youth justice service,N1,Good,2024\n"
    path.write_text(header.replace("name", "unit") + new + old, "utf-8")
    files = [SourceFiles("register", (path,), profiles.load("hmi-probation"), Licence())]
    built = pipeline.build(ABOUT, files, tmp_path, tmp_path / "public", AT, scheduler=LocalProcesses(1))
    query = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX insp: <https://w3id.org/inspection-results/def#>
        SELECT ?name ?other { ?unit a insp:InspectedUnit ; skos:prefLabel ?name ; skos:altLabel ?other .
            FILTER(STRENDS(STR(?unit), "/N1")) }
    """
    (row,) = open_store(built.release.store).select(query)
    assert [getattr(row[name], "lexical", "") for name in ("name", "other")] == ["Willow House", "The Willows"]


AWAITING = "1,A Café,AwaitingInspection,,,,,,\n"
RATED = "2,Another,4,0,5,10,2014-07-09,50.770808,0.289021\n"
EXEMPT = "3,A Third,Exempt,,,,2013-01-01,,\n"
FOOD_HEADER = ",businessname,ratingvalue,structural,hygiene,confidenceinmanagement,ratingdate,latitude,longitude\n"


def test_a_unit_that_is_not_inspected_yet_is_published_with_its_status(tmp_path: Path) -> None:
    (tmp_path / "200.csv").write_text(FOOD_HEADER + AWAITING + RATED + EXEMPT, "utf-8")
    files = [SourceFiles("register", (tmp_path / "200.csv",), profiles.load("fhrs-csv-2015"))]
    built = pipeline.build(ABOUT, files, tmp_path, tmp_path / "public", AT, scheduler=LocalProcesses(1))
    (count,) = built.sources
    assert (count.rows, count.published, count.not_inspected, count.rejected) == (3, 2, 1, 0)
    assert (built.release.manifest.inspections, built.release.manifest.units) == (2, 3)
    query = """
        PREFIX insp: <https://w3id.org/inspection-results/def#>
        SELECT ?unit ?rating { ?unit a insp:InspectedUnit ; insp:currentRating ?rating }
    """
    ratings = {
        str(row["unit"]).rsplit("-", 1)[-1]: str(row["rating"]).rsplit("/", 1)[-1]
        for row in open_store(built.release.store).select(query)
    }
    assert ratings == {"1": "awaiting-inspection", "2": "4", "3": "exempt"}


@pytest.mark.slow
def test_of_a_register_with_wrong_ratings_exactly_these_are_refused(tmp_path: Path) -> None:
    rows = [f"{number},Café {number},{5 if number % 3 else 2},5,0,5,2014-07-09,,\n" for number in range(300)]
    (tmp_path / "200.csv").write_text(FOOD_HEADER + "".join(rows), "utf-8")
    files = [SourceFiles("register", (tmp_path / "200.csv",), profiles.load("fhrs-csv-2015"), Licence())]
    with pytest.raises(ValidationFailed) as failure:
        pipeline.build(ABOUT, files, tmp_path, tmp_path / "public", AT)
    wrong = {
        f"https://data.example.org/id/inspection/food-business/2015-{number}/2014-07-09" for number in range(0, 300, 3)
    }
    assert len(wrong) == 100
    assert len(failure.value.report.violations) == 100
    assert {str(result.focus_node) for result in failure.value.report.violations} == wrong
    assert not releases.releases(tmp_path / "public")


def test_the_number_of_workers_changes_no_byte(build: Build) -> None:
    rows = [f"Service {number},youth justice service,Good,20{year},,,,\n" for number in range(400) for year in (21, 23)]
    one, three = build(*rows, output="one"), build(*rows, output="three", workers=3)
    assert contents(one.release.folder) == contents(three.release.folder)


def test_strict_publishes_nothing_when_a_row_cannot_be_read(build: Build, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Atlantis"):
        build(GOOD, UNREADABLE, strict=True)
    assert not releases.releases(tmp_path / "public")


def test_nothing_found_is_an_error(build: Build) -> None:
    with pytest.raises(SourceError, match="no inspection was found"):
        build()


RELEASE = """Probation services in the East Midlands region receive an overall regional rating of ‘{rating}’.

Probation services in the East Midlands region have received an overall regional rating of ‘{rating}’ by His Majesty’s
Inspectorate of Probation.

Notes to editor

  1. The report is available on our website on 07 August 2025.
"""


def test_two_documents_about_one_inspection_make_one_with_two_sources(build: Build) -> None:
    built = build(GOOD, prose=RELEASE.format(rating="Inadequate"))
    assert built.release.manifest.inspections == 1
    store = open_store(built.release.store)
    query = """
        PREFIX insp: <https://w3id.org/inspection-results/def#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT DISTINCT ?source { ?inspection a insp:Inspection ; prov:wasDerivedFrom/oa:hasSource ?source }
    """
    assert len(store.select(query)) == 2


def test_of_what_sources_contradict_each_other_on_nothing_is_published(build: Build) -> None:
    built = build(GOOD, prose=RELEASE.format(rating="Good"))
    (problem,) = built.problems
    assert "states another rating of East Midlands" in problem.message
    data = built.release.file("data.nq").read_text("utf-8")
    assert built.release.manifest.inspections == 1
    assert not [line for line in data.splitlines() if "/id/" in line.split(" ")[0] and "def#overallRating>" in line]
