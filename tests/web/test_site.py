"""The server follows the pointer to the current release, without a restart."""

from pathlib import Path

from starlette.requests import Request
from starlette.testclient import TestClient

from lod.model import Inspection
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, release

REGION = "/doc/unit/probation-region/N53.nt"
ASK = "ASK { <https://data.example.org/id/unit/probation-region/N53> ?p ?o }"


def test_before_the_first_release_it_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        answer = client.get(REGION)
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems#no-release")
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 503
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").json() == {"status": "live"}


def test_a_new_release_is_served_at_once(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    release(tmp_path, "2024-05-000000000001", facts[1:])
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        assert client.get(REGION).status_code == 404
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is False
        release(tmp_path, "2025-08-07-000000000002", facts)
        assert client.get(REGION).status_code == 200
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
        assert client.get("/health/ready").json() == {"status": "ready", "release": "2025-08-07-000000000002"}
        assert client.get("/release/2024-05-000000000001/data.nq").status_code == 200


def test_a_request_is_answered_from_one_release_though_another_comes(
    tmp_path: Path, facts: tuple[Inspection, ...]
) -> None:
    app = create_app(ABOUT, tmp_path, LIMITS)
    site = app.state.site
    begun, next_one = (Request({"type": "http", "app": app, "state": {}}) for _ in range(2))
    release(tmp_path, "2024-05-000000000001", facts[1:])
    assert site.served(begun).release.id == "2024-05-000000000001"
    release(tmp_path, "2025-08-07-000000000002", facts)
    assert site.served(begun).release.id == "2024-05-000000000001"
    assert site.served(next_one).release.id == "2025-08-07-000000000002"
