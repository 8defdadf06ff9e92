"""What the server tells of itself: figures for Prometheus, lines of JSON, and whether it is ready."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from lod.web.app import create_app
from lod.web.serving.settings import Serving
from tests.web.published import ABOUT, LIMITS

ASK = "ASK { ?s ?p ?o } # who asks for Jane Doe?"
Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def log() -> list[bytes]:
    """What the server of `client` has logged."""
    return []


@pytest.fixture
def client(output: Path, log: list[bytes]) -> Iterator[TestClient]:
    with TestClient(create_app(ABOUT, output, LIMITS, log=log.append)) as client:
        yield client


def figures(client: TestClient) -> Figures:
    """Every sample by name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_route_method_and_status(client: TestClient) -> None:
    client.get("/doc/unit/probation-region/N53")
    client.get("/doc/unit/nothing")
    client.get("/wp-login.php")
    client.get("/sparql", params={"query": ASK})
    client.post("/sparql", data={"query": "nonsense"})
    client.request("BREW", "/sparql")
    found = figures(client)

    def count(route: str, method: str, status: str) -> float:
        return found["lod_requests_total", (("method", method), ("route", route), ("status", status))]

    assert count("doc", "GET", "200") == count("doc", "GET", "404") == 1
    assert count("other", "GET", "404") == 1
    assert count("sparql", "GET", "200") == count("sparql", "POST", "400") == count("sparql", "other", "405") == 1
    assert found["lod_request_seconds_count", (("route", "sparql"),)] == 3
    assert found["lod_queries_total", (("outcome", "answered"),)] == 1
    assert found["lod_queries_total", (("outcome", "query-syntax"),)] == 1
    assert found["lod_queries_total", (("outcome", "method-not-allowed"),)] == 1


def test_the_pool_the_cache_and_the_release_are_told(client: TestClient) -> None:
    for _ in range(3):
        client.get("/sparql", params={"query": ASK})
    found = figures(client)
    assert (found["lod_cache_hits_total", ()], found["lod_cache_misses_total", ()]) == (2, 1)
    assert found["lod_cache_bytes", ()] > 0
    assert found["lod_queries_running", ()] == found["lod_queries_waiting", ()] == 0
    assert found["lod_release_info", (("release", "2025-08-07-000000000001"), ("software", "0.1.0"))] == 1
    memory = [value for (name, _), value in found.items() if name == "lod_worker_memory_bytes"]
    assert len(memory) >= 1
    assert all(5e6 < each < 2e9 for each in memory)


def test_a_kill_is_counted(client: TestClient) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    assert client.get("/sparql", params={"query": runaway}).status_code == 503
    found = figures(client)
    assert found["lod_queries_timed_out_total", ()] == 1
    assert found["lod_queries_killed_total", ()] >= 1
    assert found["lod_queries_total", (("outcome", "query-timeout"),)] == 1


def test_nobody_can_make_series_without_end(client: TestClient) -> None:
    def ask(number: int) -> int:
        client.get(f"/{number}/{number}")
        client.request(f"M{number}", "/sparql")
        return sum(name.startswith("lod_request") for name, _ in figures(client))

    assert ask(1) > 0
    after_one = ask(2)
    assert [ask(number) for number in range(3, 20)] == [after_one] * 17


def test_scrapers_may_ask_for_openmetrics(client: TestClient) -> None:
    answer = client.get("/metrics", headers={"Accept": "application/openmetrics-text"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


def test_figures_can_be_kept_from_strangers(output: Path) -> None:
    with TestClient(create_app(ABOUT, output, LIMITS, serving=Serving(metrics=False))) as client:
        assert client.get("/metrics").status_code == 404


def test_every_query_leaves_a_line_without_its_text_or_who_asked(client: TestClient, log: list[bytes]) -> None:
    for query in (ASK, ASK, "nonsense"):
        client.get("/sparql", params={"query": query, "_format": "csv"})
    first, again, broken = map(json.loads, log)
    assert {name: first[name] for name in ("outcome", "status", "form", "format", "rows", "release")} == {
        "outcome": "answered",
        "status": 200,
        "form": "ASK",
        "format": "CSV",
        "rows": 1,
        "release": "2025-08-07-000000000001",
    }
    assert first["query"] == again["query"] != broken["query"]
    assert (first.get("cached"), again["cached"]) == (None, True)
    assert (broken["outcome"], broken["status"]) == ("query-syntax", 400)
    assert all(0 < float(str(each["seconds"])) < 10 for each in (first, again, broken))
    assert not any(word in b"".join(log) for word in (b"Jane", b"testclient", b"nonsense"))


def test_the_text_is_logged_when_the_settings_say_so(output: Path) -> None:
    log: list[bytes] = []
    app = create_app(ABOUT, output, LIMITS, serving=Serving(log_queries=True), log=log.append)
    with TestClient(app) as client:
        client.get("/sparql", params={"query": ASK})
    assert json.loads(log[0])["text"] == ASK


def test_every_other_request_leaves_a_line_without_who_asked(client: TestClient, log: list[bytes]) -> None:
    client.get("/api/units?unit=https://secret.example.org/")
    (line,) = map(json.loads, log)
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/units", 200)
    assert b"secret" not in log[0]


def test_ready_asks_the_store_and_the_query_processes(client: TestClient) -> None:
    before = figures(client)["lod_queries_running", ()]
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"], before) == (200, "ready", 0)


def test_a_server_whose_query_processes_are_gone_is_not_ready(output: Path) -> None:
    client = TestClient(create_app(ABOUT, output, LIMITS))  # not entered: its processes are not started
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems#busy")
    assert client.get("/health/live").status_code == 200
