"""Answers that are kept: which, how many, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.model import Inspection
from lod.web.app import create_app
from lod.web.serving.settings import Serving
from lod.web.sparql.cache import AnswerCache, Kept, Key
from tests.web.published import ABOUT, LIMITS, release

REGION = "https://data.example.org/id/unit/probation-region/N53"
SELECT = f"SELECT ?p ?o {{ <{REGION}> ?p ?o }} ORDER BY ?p ?o"


def key(number: int) -> Key:
    return Key("release", str(number), False, "")


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache = AnswerCache(100_000)
    for number in range(10):
        cache.put(key(number), Kept((), b"x" * 10_000, 1))
        cache.get(key(0))
    assert cache.size <= 100_000
    assert cache.get(key(0))
    assert not cache.get(key(1))
    assert cache.get(key(9))


def test_an_answer_that_would_push_out_many_is_not_kept() -> None:
    cache = AnswerCache(100_000)
    cache.put(key(1), Kept((), b"x" * 50_000, 1))
    assert (len(cache), cache.size) == (0, 0)


def test_an_answer_that_is_there_takes_its_room_once() -> None:
    cache = AnswerCache(100_000)
    for _ in range(3):
        cache.put(key(1), Kept((), b"x" * 976, 1))
    assert (len(cache), cache.size) == (1, 2_000)


@pytest.fixture
def served(output: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ABOUT, output, LIMITS)) as client:
        yield client


def figures(client: TestClient) -> tuple[int, int]:
    """Hits and misses so far."""
    said = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if not line.startswith("#"))
    return int(float(said["lod_cache_hits_total"])), int(float(said["lod_cache_misses_total"]))


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml", "text/html"])
def test_the_same_is_answered_from_before(served: TestClient, accept: str, coding: str) -> None:
    asked = {"Accept": accept, "Accept-Encoding": coding}
    first, again = (served.get("/sparql", params={"query": SELECT}, headers=asked) for _ in range(2))
    assert figures(served) == (1, 1)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers == first.headers


def test_each_way_to_ask_finds_the_same_answer(served: TestClient) -> None:
    served.get("/sparql", params={"query": SELECT})
    served.post("/sparql", data={"query": SELECT})
    served.request("QUERY", "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"})
    served.head("/sparql", params={"query": SELECT})
    assert figures(served) == (3, 1)


def test_another_format_dataset_or_text_is_another_answer(served: TestClient) -> None:
    bodies = {
        served.get("/sparql", params={"query": SELECT, **more}, headers={"Accept": accept}).content
        for accept, more in (
            ("text/csv", {}),
            ("text/tab-separated-values", {}),
            ("text/csv", {"default-graph-uri": "urn:none"}),
            ("text/csv", {"named-graph-uri": REGION}),
        )
    }
    served.get("/sparql", params={"query": f"{SELECT} "}, headers={"Accept": "text/csv"})
    assert figures(served) == (0, 5)
    assert len(bodies) == 3  # without a default graph there is nothing, twice


@pytest.mark.parametrize(
    "query", ["SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"]
)
def test_what_differs_each_time_is_asked_each_time(served: TestClient, query: str) -> None:
    first, again = (served.get("/sparql", params={"query": query}) for _ in range(2))
    assert first.content != again.content
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert figures(served) == (0, 0)


def test_what_has_no_answer_is_not_kept(served: TestClient) -> None:
    for query in ("SELECT nonsense", "ASK { SERVICE <http://127.0.0.1:1/> {} }"):
        statuses = [served.get("/sparql", params={"query": query}).status_code for _ in range(2)]
        assert statuses == [400, 400]
    assert figures(served)[0] == 0


def test_a_cache_of_nothing_keeps_nothing(output: Path) -> None:
    with TestClient(create_app(ABOUT, output, LIMITS, serving=Serving(cache=0))) as client:
        for _ in range(2):
            client.get("/sparql", params={"query": SELECT})
        assert figures(client) == (0, 2)


def test_a_new_release_is_asked_anew(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    ask = {"query": f"ASK {{ <{REGION}> ?p ?o }}"}
    release(tmp_path, "2024-05-000000000001", facts[1:])
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        assert [client.get("/sparql", params=ask).json()["boolean"] for _ in range(2)] == [False, False]
        release(tmp_path, "2025-08-07-000000000002", facts)
        assert client.get("/sparql", params=ask).json()["boolean"] is True
        old = client.get("/release/2024-05-000000000001/sparql", params=ask)
        assert old.json()["boolean"] is False
