"""Documents that are sent from memory: the same responses, as long as they are those of the current release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.model import Inspection
from lod.web.app import create_app
from lod.web.serving.settings import Serving
from tests.web.published import ABOUT, LIMITS, release

REGION = "/doc/unit/probation-region/N53"


@pytest.fixture
def served(output: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ABOUT, output, LIMITS), follow_redirects=False) as client:
        yield client


def hits(client: TestClient) -> int:
    said = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if not line.startswith("#"))
    return int(float(said["lod_cache_hits_total"]))


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
@pytest.mark.parametrize(
    "path", [REGION, f"{REGION}.ttl", "/doc/inspection", "/id/unit/probation-region/N53", "/def/inspection"]
)
def test_the_second_response_is_the_first(served: TestClient, path: str, accept: str, coding: str) -> None:
    asked = {"Accept": accept, "Accept-Encoding": coding}
    first, again = (served.get(path, headers=asked) for _ in range(2))
    assert hits(served) == 1
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers.multi_items() == first.headers.multi_items()


@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_head_gives_the_fields_alone(served: TestClient, accept: str) -> None:
    whole = served.get(REGION, headers={"Accept": accept})
    head = served.head(REGION, headers={"Accept": accept})
    assert (hits(served), head.content) == (1, b"")
    assert head.headers.multi_items() == whole.headers.multi_items()


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_it_is_told_so(served: TestClient, form: str) -> None:
    etag = served.get(REGION).headers["etag"]
    asked = {"If-None-Match": form.format(etag)}
    kept = served.get(REGION, headers=asked)
    assert (hits(served), kept.status_code, kept.content) == (1, 304, b"")
    assert kept.headers.multi_items() == fresh(served).get(REGION, headers=asked).headers.multi_items()


def fresh(served: TestClient) -> TestClient:
    """A client of another server of the same, which has kept nothing."""
    site = served.app.state.site  # type: ignore[attr-defined]
    return TestClient(create_app(ABOUT, site.output, LIMITS, serving=Serving(cache=0)), follow_redirects=False)


def test_what_a_client_has_of_another_is_sent(served: TestClient) -> None:
    served.get(REGION)
    assert served.get(REGION, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"Accept": "text/turtle"},
        {"Accept-Encoding": "identity"},
        {"Host": "data.example.org"},
    ],
    ids=["accept", "accept-encoding", "host"],
)
def test_what_it_depends_on_tells_responses_apart(served: TestClient, other: dict[str, str]) -> None:
    usual = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    served.get(REGION, headers=usual)
    found = served.get(REGION, headers={**usual, **other})
    assert hits(served) == 0
    assert found.headers.multi_items() == fresh(served).get(REGION, headers={**usual, **other}).headers.multi_items()


@pytest.mark.parametrize(
    "path", ["/doc/unit/none", "/id/unit/none", f"{REGION}?after=%00", "/doc/unit/probation-region/N53.jpg"]
)
def test_errors_are_not_kept(served: TestClient, path: str) -> None:
    first = served.get(path)
    again = served.get(path)
    assert first.status_code == again.status_code
    assert hits(served) == (1 if first.status_code == 200 else 0)


def test_what_is_asked_with_long_fields_is_not_kept(served: TestClient) -> None:
    asked = {"Accept": "text/turtle, " + ", ".join(f"a/{number}" for number in range(1000))}
    assert {served.get(REGION, headers=asked).status_code for _ in range(3)} == {200}
    assert hits(served) == 0


def test_nothing_is_kept_where_there_is_no_room(output: Path) -> None:
    with TestClient(create_app(ABOUT, output, LIMITS, serving=Serving(cache=0))) as client:
        assert {client.get(REGION).status_code for _ in range(3)} == {200}
        assert hits(client) == 0


def test_a_new_release_has_its_own_documents(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    release(tmp_path, "2025-08-07-000000000001", facts)
    path = "/doc/inspection/probation-region/N53/2025-08-07"
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        assert {client.get(path).status_code for _ in range(2)} == {200}
        release(tmp_path, "2025-08-08-000000000002", facts[1:])
        assert {client.get(path).status_code for _ in range(2)} == {404}


def test_before_the_first_release_nothing_is_kept(tmp_path: Path) -> None:
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        assert {client.get(REGION).status_code for _ in range(2)} == {503}


def test_kept_documents_are_counted_as_others_are(served: TestClient) -> None:
    for _ in range(3):
        served.get(REGION)
    said = [line for line in served.get("/metrics").text.splitlines() if line.startswith("lod_requests_total")]
    assert 'lod_requests_total{method="GET",route="doc",status="200"} 3.0' in said
