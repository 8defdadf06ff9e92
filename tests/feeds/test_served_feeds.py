"""The feeds over HTTP."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import feeds
from lod.formats import parse_lines
from lod.namespaces import DCAT
from lod.releases import Release
from lod.store import Limits
from lod.web.app import create_app
from tests.feeds.publishing import about

BASE = "https://data.example.org/"
PAGE = "/feed/ldes/20250901T120000Z/1"


@pytest.fixture(scope="module")
def client(folder: Path, second: Release) -> Iterator[TestClient]:
    """A client of the server of the second release."""
    app = create_app(about(), folder / "public", Limits(timeout=2.0, workers=1, wait=5.0))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "name", "media_type"),
    [
        pytest.param("/sitemap.xml", "sitemap.xml", "application/xml", id="index of sitemaps"),
        pytest.param("/feed/atom", "feed.atom", "application/atom+xml", id="Atom"),
        pytest.param("/.well-known/resourcesync", "resourcesync.xml", "application/xml", id="source description"),
        pytest.param(
            "/feed/resourcesync/capabilitylist.xml", "capabilitylist.xml", "application/xml", id="capabilities"
        ),
        pytest.param("/feed/resourcesync/resourcelist.xml", "resourcelist.xml", "application/xml", id="resources"),
        pytest.param("/feed/resourcesync/changelist.xml", "changelist.xml", "application/xml", id="changes"),
    ],
)
def test_a_file_of_the_release_is_sent_as_it_is(
    client: TestClient, second: Release, path: str, name: str, media_type: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.content == second.feed(name).read_bytes()
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_sitemap_is_compressed_once(client: TestClient, second: Release) -> None:
    answer = client.get("/sitemap-1.xml.gz", headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["content-type"], answer.headers.get("content-encoding")) == ("application/gzip", None)
    assert gzip.decompress(answer.content) == feeds.sitemap(second, 1)


def test_a_list_of_resourcesync_is_sent_unpacked(client: TestClient, second: Release) -> None:
    (changes,) = feeds.read(second).transitions[1].change_files
    for name, expected in (
        ("resourcelist-1.xml", feeds.resource_list(second, 1)),
        (changes.removesuffix(".gz"), gzip.decompress(second.feed(changes).read_bytes())),
    ):
        answer = client.get(f"/feed/resourcesync/{name}")
        assert (answer.headers["content-type"], answer.content) == ("application/xml", expected)


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-2.xml.gz",
        "/feed/resourcesync/resourcelist-2.xml",
        "/feed/resourcesync/manifest.xml",
        "/feed/ldes/20250901T120000Z/99",
        "/feed/ldes/20250901T120000Z/one",
        "/feed/ldes/20250902T120000Z/1",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_robots_are_led_to_the_sitemap(client: TestClient) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in client.get("/robots.txt").text.splitlines()


@pytest.mark.parametrize("path", ["/", "/catalogue.ttl"])
def test_the_catalogue_leads_to_feeds_that_have_a_link_relation(client: TestClient, path: str) -> None:
    links = client.get(path, headers={"Accept": "text/turtle"}).links
    assert links["resourcesync"]["url"] == "/feed/resourcesync/capabilitylist.xml"
    assert '</feed/atom>; rel="alternate"; type="application/atom+xml"' in client.get(path).headers["link"]


def test_every_feed_that_the_catalogue_names_is_there(client: TestClient) -> None:
    said = list(parse_lines(client.get("/catalogue.nt").text.splitlines(keepends=True)))
    services = {subject for subject, predicate, _ in said if predicate == DCAT.endpointURL and "#" in subject}
    ends = {str(value).removeprefix(BASE) for subject, predicate, value in said if predicate == DCAT.endpointURL}
    assert len(services) == 4
    assert {"feed/ldes", "feed/atom", ".well-known/resourcesync"} < ends
    assert {client.get(f"/{end}").status_code for end in ends - {"sparql"}} == {200}


class TestEventStream:
    @pytest.mark.parametrize(
        ("accept", "media_type"),
        [
            ("*/*", "text/turtle; charset=utf-8"),
            ("application/ld+json", "application/ld+json"),
            ("application/n-triples", "application/n-triples"),
        ],
    )
    def test_its_first_page_is_fresh_and_negotiated(self, client: TestClient, accept: str, media_type: str) -> None:
        answer = client.get("/feed/ldes", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert "immutable" not in answer.headers["cache-control"]
        assert "Accept" in answer.headers["vary"]

    def test_its_other_pages_never_change(self, client: TestClient, first: Release) -> None:
        answer = client.get(PAGE)
        assert answer.headers["content-type"] == "application/n-quads"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.content == feeds.page(first, "20250901T120000Z", 1, feeds.own_dumps(first))

    def test_a_page_as_json_has_each_member_as_a_graph(self, client: TestClient) -> None:
        nodes = json.loads(client.get(f"{PAGE}.jsonld").content)
        graphs = nodes["@graph"] if isinstance(nodes, dict) else nodes
        assert any("@graph" in node for node in graphs)

    def test_a_page_is_not_there_in_a_syntax_without_graphs(self, client: TestClient) -> None:
        assert client.get(PAGE, headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param("2025-09-01", ["N55LEE/2025-02", "N55SHF/2023-03-30"], id="since before the log began: all"),
        pytest.param("2025-09-01T12:00:01Z", ["N55LEE/2025-02", "N55SHF/2023-03-30"], id="the second release"),
        pytest.param("2025-10-01T14:00:01+02:00", [], id="later, in another zone"),
    ],
)
def test_inspections_are_narrowed_by_when_they_changed(client: TestClient, since: str, expected: list[str]) -> None:
    found = client.get("/api/inspections", params={"modified_since": since}).json()["items"]
    assert [each["id"].partition("/probation-delivery-unit/")[2] for each in found] == expected


def test_a_time_that_is_none_is_refused(client: TestClient) -> None:
    answer = client.get("/api/inspections", params={"modified_since": "yesterday"})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("modified_since: found 'yesterday'; accepted: a day or a moment")
