"""The endpoint as a resource of HTTP: its methods, its conditions, the release that answers, and asking it for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from lod import releases
from lod.model import Inspection
from lod.web.app import create_app
from lod.web.sparql.protocol import SparqlRequest, in_address
from lod.web.sparql.question import question
from tests.web.published import ABOUT, LIMITS, release

RELEASE = "2025-08-07-000000000001"
OLD, NEW = "2024-05-000000000001", "2025-08-07-000000000002"
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def links(answer: object) -> dict[str, str]:
    """The Link header: address by relation."""
    return {rel: href for href, rel in re.findall(r'<([^>]*)>; rel="([^"]+)"', answer.headers["link"])}  # type: ignore[attr-defined]


def test_query_is_a_method(client: TestClient) -> None:
    direct = client.request("QUERY", "/sparql", content=ASK, headers=QUERY)
    form = client.request("QUERY", "/sparql", content="query=ASK%20%7B%7D", headers=FORM)
    assert (direct.status_code, direct.json()["boolean"]) == (200, True)
    assert (form.status_code, form.json()["boolean"]) == (200, True)
    assert direct.headers["etag"] == client.get("/sparql", params={"query": ASK}).headers["etag"]


def test_options_tells_what_can_be_done(client: TestClient) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, POST, QUERY, OPTIONS"
    assert answer.headers["access-control-allow-methods"] == answer.headers["allow"]
    assert answer.headers["accept-query"] == "application/sparql-query, application/x-www-form-urlencoded"


@pytest.mark.parametrize("query", [ASK, "nonsense", "CLEAR ALL"], ids=["an answer", "an error", "an update"])
def test_head_is_get_without_the_body(client: TestClient, query: str) -> None:
    get, head = client.get("/sparql", params={"query": query}), client.head("/sparql", params={"query": query})
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE"])
def test_another_method_is_405_with_those_that_are_accepted(client: TestClient, method: str) -> None:
    answer = client.request(method, "/sparql", params={"query": ASK})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST, QUERY, OPTIONS")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param({"url": "/sparql?query=ASK%7B%7D&_format=csv&_format=tsv"}, 400, id="two formats"),
        pytest.param({"url": "/sparql?query=ASK%zz%7B%7D"}, 400, id="no percent-encoding"),
        pytest.param({"url": "/sparql?query=ASK%7B%7D%"}, 400, id="half of one"),
        pytest.param({"url": "/sparql?" + "a=b&" * 1000}, 400, id="too many parameters"),
        pytest.param(
            {"url": "/sparql?query=ASK%7B%7D", "method": "POST", "content": ASK, "headers": QUERY},
            400,
            id="a query in the address and in the body",
        ),
        pytest.param(
            {"method": "POST", "content": b"\x1f\x8b", "headers": {**QUERY, "Content-Encoding": "gzip"}},
            415,
            id="a compressed body",
        ),
        pytest.param({"method": "QUERY", "content": ASK}, 415, id="QUERY without a type"),
        pytest.param({"method": "QUERY", "content": b"", "headers": FORM}, 400, id="QUERY without a query"),
        pytest.param({"method": "QUERY", "content": "update=CLEAR%20ALL", "headers": FORM}, 403, id="QUERY to update"),
    ],
)
def test_what_is_not_accepted_is_refused(client: TestClient, request_: dict[str, str], status: int) -> None:
    answer = client.request(**{"method": "GET", "url": "/sparql", **request_})  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text


def test_what_is_refused_for_its_type_says_what_is_accepted(client: TestClient) -> None:
    answer = client.post("/sparql", content=ASK, headers={"Content-Type": "text/plain"})
    assert answer.headers["accept-query"] == "application/sparql-query, application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "body", [{"content": COUNT, "headers": QUERY}, {"data": {"query": COUNT}}], ids=["text", "form"]
)
def test_the_dataset_of_a_post_may_stand_in_its_address(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/sparql?default-graph-uri=urn:none", **body)  # type: ignore[arg-type]
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "0"


@given(some.text(some.characters(exclude_categories=["Cs"])))
def test_a_text_comes_out_of_an_address_as_it_went_in(text: str) -> None:
    assert in_address(urlencode([("query", text)]).encode()).query == text


@given(some.lists(some.sampled_from(["%41", "%3d", "%3D", "=", "==", "+", "%2B", "%25", "%0A", "%0D", "_", "a", "~"])))
def test_what_is_encoded_is_decoded_once(pieces: list[str]) -> None:
    encoded = "".join(pieces)
    assert in_address(f"query={encoded}".encode()).query == unquote_plus(encoded)


def test_an_answer_names_its_release_and_its_licence(client: TestClient) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, "/sparql", params={"query": ASK})
        assert answer.headers["x-release"] == RELEASE
        assert re.fullmatch(rf'W/"{RELEASE}\.[0-9a-f]{{16}}"', answer.headers["etag"])
        assert links(answer)["license"].endswith("open-government-licence/version/3/")
        assert answer.headers["cache-control"] == "public, max-age=60"


def test_the_client_that_has_an_answer_gets_it_not_again(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": ASK})
    again = client.get("/sparql", params={"query": ASK}, headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "x-release", "link"):
        assert again.headers[name] == first.headers[name], name
    assert client.get("/sparql", params={"query": f"{ASK} "}, headers={"If-None-Match": first.headers["etag"]}).content


def test_the_tag_is_known_before_the_query_runs(client: TestClient) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    asked = question(SparqlRequest(runaway), None, b"", LIMITS.max_query, f"{ABOUT.base_iri}sparql")
    tag = f'W/"{RELEASE}.{asked.digest[:16]}"'
    answer = client.get("/sparql", params={"query": runaway}, headers={"If-None-Match": tag, "Accept": "*/*"})
    assert answer.status_code == 304


def test_each_format_has_its_own_tag(client: TestClient) -> None:
    asked = [{"query": ASK, "_format": each} for each in ("srj", "srx", "csv")]
    assert len({client.get("/sparql", params=each).headers["etag"] for each in asked}) == 3


def test_a_query_without_an_answer_is_no_representation(client: TestClient) -> None:
    asked = {"If-None-Match": "*"}
    assert client.get("/sparql", params={"query": "nonsense"}, headers=asked).status_code == 400
    assert client.get("/sparql", params={"query": ASK}, headers=asked).status_code == 304


def test_the_answer_to_a_post_has_no_tag(client: TestClient) -> None:
    tag = client.get("/sparql", params={"query": ASK}).headers["etag"]
    answer = client.post("/sparql", data={"query": ASK}, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)
    assert "etag" not in answer.headers


@pytest.fixture
def two(tmp_path: Path, facts: tuple[Inspection, ...]) -> Iterator[TestClient]:
    """A server of a release with one fact less, and of the current one."""
    release(tmp_path, OLD, facts[1:])
    release(tmp_path, NEW, facts)
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        yield client


def test_a_release_is_asked_for_ever(two: TestClient) -> None:
    now = two.get("/sparql", params={"query": COUNT}).json()
    old = two.get(f"/release/{OLD}/sparql", params={"query": COUNT})
    new = two.get(f"/release/{NEW}/sparql", params={"query": COUNT})
    assert new.json() == now
    assert int(old.json()["results"]["bindings"][0]["n"]["value"]) < int(now["results"]["bindings"][0]["n"]["value"])
    assert (old.headers["x-release"], new.headers["x-release"]) == (OLD, NEW)
    assert old.headers["cache-control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"method": "GET", "params": {"query": COUNT, "_format": "csv"}}, id="GET"),
        pytest.param({"method": "POST", "data": {"query": COUNT}}, id="form"),
        pytest.param({"method": "QUERY", "content": COUNT, "headers": QUERY}, id="QUERY"),
        pytest.param({"method": "GET", "params": {"query": COUNT, "default-graph-uri": "urn:x"}}, id="dataset"),
    ],
)
def test_a_result_says_where_it_is_for_ever(two: TestClient, request_: dict[str, str]) -> None:
    answer = two.request(url="/sparql", **request_)  # type: ignore[arg-type]
    cited = links(answer)["cite-as"]
    assert cited.startswith(f"/release/{NEW}/sparql?query=SELECT")
    again = two.get(cited)
    assert (again.status_code, again.content) == (200, answer.content)
    latest = links(again)["latest-version"]
    assert two.get(latest).content == answer.content


def test_the_downloads_of_a_result_are_of_its_release(two: TestClient) -> None:
    path = f"/release/{OLD}/sparql"
    page = two.get(path, params={"query": COUNT}, headers={"Accept": "text/html"}).text
    download = re.search(rf'<a href="({path}\?[^"]*_format=csv[^"]*)"', page)
    assert download
    csv = two.get(download[1].replace("&amp;", "&"))
    assert csv.text == two.get(path, params={"query": COUNT, "_format": "csv"}).text


def test_a_query_that_is_too_long_for_a_link_leads_to_the_service(two: TestClient) -> None:
    answer = two.post("/sparql", data={"query": f"{COUNT} # {'x' * 5000}"})
    assert "cite-as" not in links(answer)
    described = two.get(links(answer)["service-desc"])
    assert f"<https://data.example.org/release/{NEW}/sparql>" in described.text


def test_a_release_describes_its_own_service(two: TestClient) -> None:
    answer = two.get(f"/release/{OLD}/sparql", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert f"sd:endpoint <https://data.example.org/release/{OLD}/sparql>" in answer.text


@pytest.mark.parametrize("name", ["2000-01-000000000000", "%2e%2e", "current", "..%2f..%2fetc", "%00"])
def test_a_release_that_is_not_there_is_404(client: TestClient, name: str) -> None:
    answer = client.get(f"/release/{name}/sparql", params={"query": ASK})
    assert answer.status_code == 404
    assert "root" not in answer.text


def test_a_release_that_was_removed_is_404(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    release(tmp_path, OLD, facts[1:])
    release(tmp_path, NEW, facts)
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        asked = {"query": ASK}
        assert client.get(f"/release/{OLD}/sparql", params=asked).status_code == 200
        assert [each.id for each in releases.prune(tmp_path, 1)] == [OLD]
        assert client.get(f"/release/{OLD}/sparql", params=asked).status_code == 404
        assert client.get("/sparql", params=asked).status_code == 200


def test_an_address_with_a_slash_behind_leads_to_the_endpoint(client: TestClient) -> None:
    answer = client.get("/sparql/?query=ASK%7B%7D")
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/sparql?query=ASK%7B%7D")


def test_below_a_proxys_path_links_lead_there(output: Path) -> None:
    app = create_app(ABOUT, output, LIMITS)
    with TestClient(app, root_path="/data") as client:
        answer = client.get("/data/sparql", params={"query": ASK})
        assert links(answer)["cite-as"].startswith(f"/data/release/{RELEASE}/sparql?query=ASK")
        assert client.get(links(answer)["cite-as"]).json()["boolean"] is True


def test_describe_gives_what_the_document_says(client: TestClient) -> None:
    for path in ("unit/probation-region/N53", "inspection/probation-region/N53/2025-08-07"):
        query = f"DESCRIBE <https://data.example.org/id/{path}>"
        described = client.get("/sparql", params={"query": query}, headers={"Accept": "application/n-triples"}).text
        assert sorted(described.splitlines()) == sorted(client.get(f"/doc/{path}.nt").text.splitlines())


def test_json_ld_of_a_graph_is_in_the_terms_of_our_context(client: TestClient) -> None:
    query = "PREFIX insp: <https://w3id.org/inspection-results/def#> CONSTRUCT WHERE { ?x insp:overallRating ?rating }"
    found = client.get("/sparql", params={"query": query}, headers={"Accept": "application/ld+json"}).json()
    assert found["@graph"]
    assert {key for each in found["@graph"] for key in each} == {"id", "overallRating"}
    assert found["@context"]["overallRating"]["@id"].endswith("overallRating")
