"""Errors are RFC 9457 problem documents: what was wrong, what is accepted, whom to ask."""

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lod.errors import LodError, QueryError
from lod.web import problems
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS


def test_a_problem_says_what_and_where_and_whom_to_ask(client: TestClient) -> None:
    answer = client.get("/nothing here")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": "/problems#not-found",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "Nothing is published at /nothing here.",
        "instance": "/nothing%20here",
        "contact": "mailto:data@example.org",
    }


def test_a_browser_gets_a_page(client: TestClient) -> None:
    answer = client.get("/<script>", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text


def test_a_method_that_is_not_accepted_is_405_with_those_that_are(client: TestClient) -> None:
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "QUERY", "OPTIONS"}
    assert answer.json()["type"] == "/problems#method-not-allowed"


def test_every_kind_is_explained_where_its_type_leads(client: TestClient) -> None:
    page = client.get("/problems").text
    assert all(f'id="{kind.name}"' in page for kind in problems.KINDS)


def test_every_query_error_has_a_status() -> None:
    assert set(QueryError.__subclasses__()) <= set(problems.ERRORS)


@pytest.mark.parametrize(
    "error", [RuntimeError("secret"), LodError("secret")], ids=["a bug", "an error without status"]
)
def test_an_unforeseen_error_is_500_and_tells_nothing(output: object, error: Exception) -> None:
    def fail(_: Request) -> Response:
        raise error

    app = create_app(ABOUT, output, LIMITS)  # type: ignore[arg-type]
    app.router.routes.append(Route("/fail", fail))
    answer = TestClient(app).get("/fail")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
