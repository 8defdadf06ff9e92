"""Pages for people: what is said of a thing, by names, with links to the server in use and nothing from another."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.iris import Iris
from lod.terms import Literal
from lod.web.app import create_app
from lod.web.http.links import Links
from lod.web.pages import assets
from lod.web.pages.properties import readable
from lod.web.pages.statements import Statements
from tests.web.published import ABOUT, LIMITS, PROSE, TABLE

PAGES = [
    "/",
    "/doc/unit/probation-region/N53",
    "/doc/inspection/probation-region/N53/2025-08-07",
    "/doc/unit",
    "/def/inspection",
    "/def/inspection-rules",
    "/def/inspection-examples",
    "/def/inspection-changes",
    "/sparql",
    "/release/",
    "/shapes",
    "/dataset/test-inspections",
    "/about",
    "/accessibility",
    "/compare",
    "/nothing",
]


def page(client: TestClient, path: str) -> str:
    return client.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_licence_release_date_and_contact(client: TestClient, path: str) -> None:
    text = page(client, path)
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in text
    assert '<a href="/release/2025-08-07-000000000001/">' in text
    assert 'newest publication in the data: <time datetime="2025-08-07">7 August 2025</time>' in text
    assert "mailto:data@example.org" in text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_whole_and_load_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    text = page(client, path)
    assert '<html lang="en">' in text
    assert '<a class="govuk-skip-link" data-module="govuk-skip-link" href="#main">' in text
    assert text.count("<h1>") == 1
    # The script of all pages, and the editor on its page alone; JSON-LD is no program.
    scripts = re.findall(r'<script\b(?! type="application/ld\+json">).*?</script>', text, re.DOTALL)
    assert len(scripts) == 1 or path == "/sparql"
    assert all(re.fullmatch(r'<script type="module" src="/static/assets/[^"/]+"></script>', each) for each in scripts)
    assert not re.search(r"<[^>]+\s(style|onclick)=", text)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)">', text)
    assert styles[0] == f"/static/assets/{bundled().style}"
    assert all(each.startswith("/static/") for each in styles)


def bundled() -> assets.Entry:
    entry = assets.pages()
    assert entry, "the pages' look is not bundled; `python frontend/hook.py` does it"
    return entry


def test_without_the_front_end_pages_have_the_plain_style_sheet(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "pages", lambda: None)
    text = page(client, "/about")
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)">', text) == ["/static/style.css"]
    assert "<script" not in text


TAG = '<strong class="govuk-tag govuk-tag--red"><a href="/def/hmi-probation-rating/inadequate">Inadequate</a></strong>'
"""The lowest level of a scale, as every page has it."""


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/", id="home"),
        pytest.param("/doc/unit/probation-region/N53", id="unit"),
        pytest.param("/doc/inspection/probation-region/N53/2025-08-07", id="inspection"),
        pytest.param("/def/hmi-probation-rating", id="scale"),
        pytest.param("/def/hmi-probation-rating/inadequate", id="level"),
        pytest.param("/doc/statistics/test-inspections/inspections-by-year", id="statistics"),
    ],
)
def test_a_rating_looks_the_same_everywhere(client: TestClient, path: str) -> None:
    assert TAG in page(client, path)


def test_a_publisher_s_colour_is_a_style_sheet_of_its_own(output: Path) -> None:
    client = TestClient(create_app(replace(ABOUT, colour="#00703c"), output, LIMITS))
    assert '<link rel="stylesheet" href="/theme.css">' in page(client, "/about")
    assert client.get("/theme.css").text == ":root{--publisher-colour:#00703c}\n"


@pytest.mark.parametrize("path", ["/doc/unit/probation-region/N53", "/doc/unit/probation-region/N53.html"])
def test_a_page_has_one_address_and_a_preview(client: TestClient, path: str) -> None:
    text = page(client, path)
    address = "https://data.example.org/doc/unit/probation-region/N53"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'<meta property="og:url" content="{address}">' in text
    assert '<meta property="og:title" content="East Midlands – Inspections &lt;for&gt; tests &amp; trials">' in text


def test_an_inspection_is_a_review_in_the_terms_of_schema_org(client: TestClient) -> None:
    text = page(client, "/doc/inspection/probation-region/N53/2025-08-07")
    said = json.loads(LexborHTMLParser(text).css_first('script[type="application/ld+json"]').text())
    assert (said["@type"], said["itemReviewed"]["name"], said["datePublished"]) == (
        "Review",
        "East Midlands",
        "2025-08-07",
    )
    rating = {key: said["reviewRating"][key] for key in ("alternateName", "ratingValue", "worstRating", "bestRating")}
    assert rating == {"alternateName": "Inadequate", "ratingValue": 1, "worstRating": 1, "bestRating": 4}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_over_100_kilobytes(client: TestClient, path: str) -> None:
    assert len(page(client, path).encode()) < 100_000


def test_sections_lead_to_what_there_is(client: TestClient) -> None:
    sections = LexborHTMLParser(page(client, "/doc/unit")).css("header nav a")
    assert [each.text() for each in sections if each.attributes.get("aria-current")] == ["Units"]
    for each in sections:
        assert client.get(each.attributes["href"] or "", headers={"Accept": "text/html"}).status_code == 200


def test_an_inspection_shows_its_parts_and_their_evidence(client: TestClient) -> None:
    text = page(client, "/doc/inspection/probation-region/N53/2025-08-07")
    assert "Overall rating</h2>" in text
    assert '<a href="/id/unit/probation-region/N53">East Midlands</a>' in text
    assert '<time datetime="2025-02">February 2025</time>' in text
    rows = {
        table: [
            " ".join(row.text(separator=" ").split())
            for row in LexborHTMLParser(text).css(f"[aria-labelledby={table}] tbody tr")
        ]
        for table in ("sample", "recommendations")
    }
    assert rows["sample"][:3] == [
        "All 330 evidence",
        "– Community sentence 216 evidence",
        "– Release on licence 114 evidence",
    ]
    assert rows["recommendations"] == ["East Midlands 7 evidence"]
    assert "Test Inspectorate: “East Midlands: inspection 2025-08-07”" in text


def test_a_unit_shows_rating_and_inspections(client: TestClient) -> None:
    text = page(client, "/doc/unit/probation-region/N53")
    assert "Current rating</h2>" in text
    assert 'Published <time datetime="2025-08-07">7 August 2025</time>. On the' in text
    assert "the lowest of 4 levels" in text
    assert '<a href="/id/inspection/probation-region/N53/2025-08-07">' in text
    assert "Odd &amp; &lt;Sons&gt;" in text


def said(page: str, selector: str = "dt, dd:not(:has(dl))") -> list[str]:
    """What a page says, a line for each property and each value that is no part."""
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


def test_evidence_is_one_line_that_leads_to_it_and_to_its_source(client: TestClient) -> None:
    path = "/doc/inspection/probation-region/N53/2025-08-07"
    text = page(client, path)
    assert "a sentence sources/east.txt, characters 10–20; supports rating" in said(text)
    assert "<q>a sentence</q>" in text
    evidence = f"/id{path.removeprefix('/doc')}/judgement/overall/evidence/{PROSE.sha256[:16]}/rating"
    assert f'<a href="{evidence}">characters 10–20</a>' in text
    assert f'<a href="{Iris("/").source(PROSE.sha256)}">sources/east.txt</a>' in text
    assert '<a href="/def/inspection#rating">rating</a>' in text


def test_every_fact_of_a_row_shows_it(client: TestClient) -> None:
    text = page(client, "/doc/inspection/probation-delivery-unit/A%2FB%20%26%20%C3%A9/2024-05")
    assert [line for line in said(text) if line.startswith(TABLE.name)] == [f"{TABLE.name}, row 2"] * 2


def test_evidence_shows_all_it_has_on_its_own_page(client: TestClient) -> None:
    path = "/doc/inspection/probation-region/N53/2025-08-07/judgement/overall/evidence"
    lines = said(page(client, f"{path}/{PROSE.sha256[:16]}/rating"))
    assert lines[:4] == ["source document", "sources/east.txt", "supports", "rating"]
    assert lines[lines.index("quoted text") + 1] == "a sentence"
    assert lines[lines.index("text before") + 1] == "before"
    assert lines[lines.index("start") + 1 : lines.index("start") + 4] == ["10", "end", "20"]


def test_properties_have_names_for_people_and_what_is_wanted_first_comes_first(client: TestClient) -> None:
    text = page(client, "/doc/inspection/probation-region/N53/2025-08-07")
    assert said(text, "main > dl:not([class]) > div > dt") == [
        *("name", "inspects", "overall rating", "published", "fieldwork start", "fieldwork end", "under programme"),
        *("inspected by", "has sample", "has judgement", "has measure", "number of recommendations"),
        *("makes recommendations", "reported in", "evidence"),
    ]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        pytest.param("a+b@example.org", "mailto:a%2Bb@example.org", id="mail"),
        pytest.param("https://example.org/contact", "https://example.org/contact", id="page"),
    ],
)
def test_a_contact_is_an_address_of_either_kind(output: Path, address: str, href: str) -> None:
    client = TestClient(create_app(replace(ABOUT, contact=address), output, LIMITS))
    assert f'<a href="{href}">{address}</a>' in page(client, "/")
    assert client.get("/nothing").json()["contact"] == href
    assert address in client.get("/openapi.json").json()["info"]["contact"].values()


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        pytest.param("https://data.example.org/id/unit/a%2Fb", "/under/id/unit/a%2Fb", id="ours"),
        pytest.param(
            "https://w3id.org/inspection-results/def#Inspection", "/under/def/inspection#Inspection", id="term"
        ),
        pytest.param("https://w3id.org/inspection-results/scheme/a/b", "/under/def/a/b", id="concept"),
        pytest.param("https://w3id.org/inspection-results/def", "/under/def/inspection", id="ontology"),
        pytest.param("https://w3id.org/inspection-results/shapes", "/under/shapes", id="shapes"),
        pytest.param("https://w3id.org/inspection-results/shapes/Unit", "/under/shapes#Unit", id="shape"),
        pytest.param("http://www.w3.org/ns/prov#used", "http://www.w3.org/ns/prov#used", id="elsewhere"),
        pytest.param("mailto:a@example.org", "mailto:a@example.org", id="mail"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("urn:x", None, id="urn"),
    ],
)
def test_links_lead_to_the_server_in_use(iri: str, href: str | None) -> None:
    assert Links("https://data.example.org/", "/under").href(iri) == href


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("insp:fieldworkStart", "fieldwork start"),
        ("rdf:type", "type"),
        ("http://e.org/x#hasPart", "has part"),
        ("dcat:accessURL", "access URL"),
    ],
)
def test_terms_are_read_as_words(name: str, words: str) -> None:
    assert readable(name) == words


def test_a_circle_of_parts_ends() -> None:
    kind = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "urn:Kind")
    triples = [("urn:a", *kind), ("urn:b", *kind), ("urn:a", "urn:part", "urn:b"), ("urn:b", "urn:part", "urn:a")]
    described = Statements(triples, Links("https://data.example.org/"), {}).describe("urn:a")
    part = described.properties[0].values[0].part
    assert part is not None
    assert part.properties[0].values[0].part is None


def test_a_list_is_shown_as_its_members() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    triples = [
        ("urn:a", "urn:members", "_:1"),
        ("_:1", f"{rdf}first", "urn:x"),
        ("_:1", f"{rdf}rest", "_:2"),
        ("_:2", f"{rdf}first", "urn:y"),
        ("_:2", f"{rdf}rest", f"{rdf}nil"),
    ]
    described = Statements(triples, Links("https://data.example.org/"), {}).describe("urn:a")
    assert [value.text for value in described.properties[0].values] == ["urn:x", "urn:y"]


def test_a_part_is_headed_by_its_name_and_does_not_say_it_again() -> None:
    kind = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "urn:Kind")
    name = ("http://purl.org/dc/terms/title", Literal("Part"))
    triples = [("urn:a", "urn:part", "urn:b"), ("urn:b", *kind), ("urn:b", *name), ("urn:b", "urn:size", Literal("2"))]
    (value,) = Statements(triples, Links("https://data.example.org/"), {}).describe("urn:a").properties[0].values
    assert value.part is not None
    assert (value.text, [said.iri for said in value.part.properties]) == ("Part", ["urn:size"])
    (value,) = Statements(triples[:3], Links("https://data.example.org/"), {}).describe("urn:a").properties[0].values
    assert (value.text, value.part) == ("Part", None)


def test_a_thing_without_a_name_is_called_by_its_narrowest_class_of_ours() -> None:
    insp, type_ = "https://w3id.org/inspection-results/def#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    classes = [f"{insp}Judgement", "http://www.w3.org/ns/prov#SomethingOfAVeryLongName", f"{insp}OverallJudgement"]
    triples = [("urn:a", type_, each) for each in classes]
    assert Statements(triples, Links("https://data.example.org/"), {}).name("urn:a") == "overall judgement"
