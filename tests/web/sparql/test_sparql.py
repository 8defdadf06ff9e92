"""The SPARQL 1.1 Protocol: every way to ask, every format, every refusal."""

import csv
import io

import pytest
from starlette.testclient import TestClient

ASK = "ASK { ?s ?p ?o }"
RATINGS = """
PREFIX insp: <https://w3id.org/inspection-results/def#>
SELECT ?unit ?rating { ?unit insp:currentRating ?rating } ORDER BY ?unit"""
JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"method": "GET", "params": {"query": ASK}}, id="GET"),
        pytest.param({"method": "POST", "data": {"query": ASK}}, id="POST of a form"),
        pytest.param(
            {"method": "POST", "content": ASK, "headers": {"Content-Type": "application/sparql-query; charset=UTF-8"}},
            id="POST of a query",
        ),
    ],
)
def test_a_query_is_asked_in_three_ways(client: TestClient, request_: dict[str, str]) -> None:
    answer = client.request(url="/sparql", **request_)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (200, JSON)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        pytest.param(RATINGS, "*/*", JSON, id="any: JSON"),
        pytest.param(RATINGS, "application/json", "application/json", id="plain JSON"),
        pytest.param(RATINGS, "application/sparql-results+xml", "application/sparql-results+xml", id="XML"),
        pytest.param(RATINGS, "text/csv", "text/csv; charset=utf-8", id="CSV"),
        pytest.param(RATINGS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", id="TSV"),
        pytest.param(RATINGS, "text/html", "text/html; charset=utf-8", id="HTML"),
        pytest.param(ASK, "application/sparql-results+xml", "application/sparql-results+xml", id="ASK in XML"),
        pytest.param(ASK, "text/html", "text/html; charset=utf-8", id="ASK in HTML"),
        pytest.param(
            "DESCRIBE <https://data.example.org/id/unit/probation-region/N53>",
            "*/*",
            "text/turtle; charset=utf-8",
            id="DESCRIBE, any: Turtle",
        ),
        pytest.param("CONSTRUCT WHERE { ?s a ?o }", "application/ld+json", "application/ld+json", id="JSON-LD"),
        pytest.param("CONSTRUCT WHERE { ?s a ?o }", "application/rdf+xml", "application/rdf+xml", id="RDF/XML"),
        pytest.param("CONSTRUCT WHERE { ?s a ?o }", "application/n-triples", "application/n-triples", id="N-Triples"),
        pytest.param("CONSTRUCT WHERE { ?s a ?o }", "text/html", "text/html; charset=utf-8", id="a graph in HTML"),
    ],
)
def test_answers_come_in_the_format_asked_for(client: TestClient, query: str, accept: str, content_type: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert len(answer.content) > 4


def test_solutions_keep_their_terms(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": RATINGS})
    first, second = answer.json()["results"]["bindings"]
    rating = "https://w3id.org/inspection-results/scheme/hmi-probation-rating/"
    assert first["rating"] == {"type": "uri", "value": f"{rating}good"}
    assert second["rating"] == {"type": "uri", "value": f"{rating}inadequate"}
    table = client.get("/sparql", params={"query": RATINGS}, headers={"Accept": "text/csv"}).text
    assert list(csv.reader(io.StringIO(table)))[1][1] == f"{rating}good"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_percent_encoding_is_decoded_once(client: TestClient, method: str) -> None:
    query = 'SELECT ("a%2Fb+c" AS ?x) {}'
    sent = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    answer = client.request(method, "/sparql", **sent)  # type: ignore[arg-type]
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "a%2Fb+c"


def test_the_dataset_asked_for_is_honoured(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    answer = client.get("/sparql", params={"query": query, "default-graph-uri": "urn:no-such-graph"})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "0"


@pytest.mark.parametrize(
    ("request_", "status", "name"),
    [
        pytest.param({"url": "/sparql?query=ASK{}&query=ASK{}"}, 400, "bad-request", id="two queries"),
        pytest.param(
            {"method": "POST", "data": {}, "headers": {"Content-Type": FORM}}, 400, "bad-request", id="no query"
        ),
        pytest.param({"params": {"query": "SELECT nonsense"}}, 400, "query-syntax", id="syntax"),
        pytest.param({"params": {"query": ""}}, 400, "query-syntax", id="empty query"),
        pytest.param(
            {"params": {"query": "ASK { SERVICE <http://127.0.0.1/> {} }"}}, 400, "query-refused", id="SERVICE"
        ),
        pytest.param({"params": {"query": "CLEAR ALL"}}, 400, "query-refused", id="an update as a query"),
        pytest.param({"params": {"update": "CLEAR ALL"}}, 403, "update-refused", id="update by GET"),
        pytest.param({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "update-refused", id="update by form"),
        pytest.param(
            {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
            "update-refused",
            id="update by body",
        ),
        pytest.param({"params": {"query": ASK}, "headers": {"Accept": "image/png"}}, 406, "not-acceptable", id="406"),
        pytest.param(
            {"params": {"query": ASK}, "headers": {"Accept": "text/turtle"}}, 406, "not-acceptable", id="a table in RDF"
        ),
        pytest.param(
            {"params": {"query": 'SELECT ("\\u0001" AS ?x) {}', "_format": "srx"}},
            406,
            "format-unfit",
            id="not in XML 1.0",
        ),
        pytest.param(
            {"params": {"query": ASK, "_format": "ttl"}}, 406, "not-acceptable", id="_format that is not there"
        ),
        pytest.param({"method": "POST", "content": ASK}, 415, "unsupported-type", id="no content type"),
        pytest.param(
            {"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}},
            415,
            "unsupported-type",
            id="another content type",
        ),
        pytest.param(
            {
                "method": "POST",
                "content": ASK.encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
            415,
            "unsupported-type",
            id="another charset",
        ),
        pytest.param({"url": "/sparql?query=ASK%20%7B%20%22%FF%22%20%7D"}, 400, "bad-request", id="broken UTF-8, GET"),
        pytest.param(
            {"method": "POST", "content": b"query=%FF", "headers": {"Content-Type": FORM}},
            400,
            "bad-request",
            id="broken UTF-8, form",
        ),
        pytest.param(
            {"method": "POST", "content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}},
            400,
            "bad-request",
            id="broken UTF-8, body",
        ),
        pytest.param(
            {"method": "POST", "content": b"#" * 400_000, "headers": {"Content-Type": "application/sparql-query"}},
            413,
            "request-too-large",
            id="too much",
        ),
        pytest.param(
            {"method": "POST", "data": {"query": "(" * 70_000}}, 400, "query-refused", id="a query over the limit"
        ),
        pytest.param({"method": "PUT"}, 405, "method-not-allowed", id="another method"),
    ],
)
def test_what_is_not_accepted_is_refused(client: TestClient, request_: dict[str, str], status: int, name: str) -> None:
    answer = client.request(**{"method": "GET", "url": "/sparql", **request_})  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert answer.json()["type"] == f"/problems#{name}"
    assert answer.json()["detail"]


def test_a_runaway_query_is_stopped_with_503(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems#query-timeout"
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_without_a_query_programs_get_the_service_description(client: TestClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "sd:Service" in answer.text
    assert "<https://data.example.org/sparql>" in answer.text


def test_without_a_query_people_get_the_form(client: TestClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).text
    assert '<label for="query">' in page
    assert "insp:currentRating" in page


def test_a_page_of_results_links_to_their_downloads(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": RATINGS}, headers={"Accept": "text/html"}).text
    assert '<th scope="col">rating</th>' in page
    assert '<a href="/def/hmi-probation-rating/good">' in page
    assert "_format=csv" in page
    assert (
        client.get("/sparql", params={"query": RATINGS, "_format": "csv"})
        .headers["content-type"]
        .startswith("text/csv")
    )


def test_results_are_escaped(client: TestClient) -> None:
    query = 'SELECT ("<script>" AS ?x) (<javascript:alert(1)> AS ?y) {}'
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"}).text
    assert "<script>" not in page
    assert 'href="javascript:' not in page
