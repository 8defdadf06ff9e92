"""The page of a release: what changed, what became of the sources, what the shapes found, licence and files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.releases import Release
from lod.web.app import create_app
from tests.feeds.publishing import DERBY, FIRST, LEEDS, SECOND, SHEFFIELD, YORK, about, correction, publish
from tests.web.published import LIMITS

BASE = "https://data.example.org/"
ILL = "Nowhere,Planet,Good,2023-03-30\n"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """In the second Sheffield is corrected, York is gone, Leeds has come, a row is rejected; of Derby the new file says
    what the old one said."""
    folder = tmp_path_factory.mktemp("changing")
    first = publish(folder, SHEFFIELD, YORK, DERBY, at=FIRST)
    second = publish(folder, SHEFFIELD, LEEDS, DERBY, ILL, at=SECOND, corrected=correction(BASE))
    return first, second


@pytest.fixture(scope="module")
def client(releases: tuple[Release, Release]) -> Iterator[TestClient]:
    with TestClient(create_app(about(), releases[1].output, LIMITS), follow_redirects=False) as client:
        yield client


def page(client: TestClient, release: Release) -> Html:
    answer = client.get(f"/release/{release.id}/", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return Html(answer.text)


def rows(page: Html, table: str) -> list[list[str]]:
    found = page.css(f"[aria-labelledby={table}] tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found]


def test_what_changed_is_told_by_name(client: TestClient, releases: tuple[Release, Release]) -> None:
    shown = page(client, releases[1])
    assert sorted(row[:2] for row in rows(shown, "changes")) == [
        ["Leeds: inspection 2025-02", "new"],
        ["Sheffield: inspection 2023-03-30", "corrected"],
        ["York: inspection 2024-06-01", "removed"],
    ]
    assert any("Mixed up." in row[2] for row in rows(shown, "changes"))
    assert shown.css_first("#changes + p a").attributes["href"] == f"/release/{releases[0].id}/"


def test_what_is_published_still_is_led_to(client: TestClient, releases: tuple[Release, Release]) -> None:
    links = page(client, releases[1]).css("[aria-labelledby=changes] tbody th a")
    assert {each.text().partition(":")[0] for each in links} == {"Leeds", "Sheffield"}
    assert all(client.get(each.attributes["href"] or "").status_code == 303 for each in links)


def test_of_the_first_release_all_is_new(client: TestClient, releases: tuple[Release, Release]) -> None:
    shown = page(client, releases[0])
    assert "It was the first: all of its" in shown.css_first("main").text()
    assert rows(shown, "changes") == []


def test_every_row_of_a_source_is_accounted_for(client: TestClient, releases: tuple[Release, Release]) -> None:
    assert rows(page(client, releases[1]), "quality")[0] == ["register.csv", "4", "3", "0", "1", "3", "1"]


def test_what_the_shapes_found_is_told(client: TestClient, releases: tuple[Release, Release]) -> None:
    shown = page(client, releases[0])
    report = shown.css_first("#quality + p a[href$='report.nt']").attributes["href"] or ""
    assert client.get(report).status_code == 200
    assert "It conforms to the shapes: they found nothing." in shown.css_first("#quality + p").text()
    assert (
        "The data were validated in 1 part; 1 of these by a second SHACL engine too" in shown.css_first("main").text()
    )


def test_licence_and_files_stand_on_it(client: TestClient, releases: tuple[Release, Release]) -> None:
    shown = page(client, releases[1])
    assert "Contains public sector information" in shown.css_first("#licence + ul").text()
    assert "data.nq" in [row[0] for row in rows(shown, "files")]
