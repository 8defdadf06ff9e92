"""The page to write a query on, as the server sends it; what a browser makes of it is in tests/browser."""

from __future__ import annotations

import json

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.web.pages.assets import Entry
from lod.web.sparql import editor

HTML = {"Accept": "text/html"}


@pytest.fixture(params=[True, False], ids=["bundled", "left-out"])
def bundled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """With the editor, and without: a build may leave it out."""
    bundle = Entry("editor-A.js", "editor-B.css") if request.param else None
    monkeypatch.setattr(editor, "bundle", lambda: bundle)
    return bool(request.param)


def sent(client: TestClient, path: str = "/sparql") -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, headers=HTML).text)


def test_the_page_has_a_form_with_or_without_the_editor(client: TestClient, bundled: bool) -> None:
    page = sent(client)
    (query,) = page.css("form textarea#query[name=query]")
    assert query.text().strip().startswith("# ")
    assert [each.attributes["src"] for each in page.css("main script")] == (
        ["/static/assets/editor-A.js"] if bundled else []
    )
    assert bool(page.css("#editor")) is bundled


def test_examples_are_links_to_their_answers(client: TestClient, bundled: bool) -> None:
    links = sent(client).css("#examples a[data-view]")
    assert links
    address = links[0].attributes["href"]
    assert address
    assert client.get(address, headers=HTML).status_code == 200


def test_the_page_lets_its_own_script_run_and_speak_to_this_server_alone(client: TestClient) -> None:
    policy = client.get("/sparql", headers=HTML).headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert not [each for each in policy if "unsafe" in each or "http" in each]


def test_other_pages_run_the_script_of_all_pages_alone(client: TestClient) -> None:
    policy = client.get("/", headers=HTML).headers["content-security-policy"].split("; ")
    assert "script-src 'self'" in policy
    assert not [each for each in policy if "unsafe" in each or "http" in each]
    assert not sent(client, "/").css("main script")


def test_the_script_is_told_where_to_ask_and_where_iris_lead(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "bundle", lambda: Entry("a.js", "b.css"))
    (place,) = sent(client).css("#editor")
    assert place.attributes["data-endpoint"] == "/sparql"
    assert place.attributes["data-completion"] == "/def/completion.json"
    assert json.loads(place.attributes["data-links"] or "") == {
        "https://data.example.org/": "/",
        "https://w3id.org/inspection-results/def#": "/def/inspection#",
        "https://w3id.org/inspection-results/scheme/": "/def/",
    }


def test_the_page_of_a_release_asks_that_release(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "bundle", lambda: Entry("a.js", "b.css"))
    path = "/release/2025-08-07-000000000001/sparql"
    (place,) = sent(client, path).css("#editor")
    assert place.attributes["data-endpoint"] == path


def test_results_have_the_form_again(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=HTML)
    page = LexborHTMLParser(answer.text)
    (form,) = page.css("form")
    assert form.attributes.get("action") is None
    assert form.css("textarea")[0].text().strip() == "ASK {}"
    assert not page.css("main script")
