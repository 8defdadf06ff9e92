"""The ontology's documentation: each term, how it relates, what checks it, an example of it; drawn, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.formats import Format, canonical_lines, parse_lines
from lod.model import Inspection
from lod.namespaces import INSP, ONTOLOGY_IRI
from lod.profiles import schemes
from lod.resources import folder
from lod.terms import Triple
from lod.web.app import create_app
from lod.web.ontology import changelog, terminology
from lod.web.ontology.changelog import Block
from lod.web.ontology.diagram_plans import PLANS
from lod.web.ontology.diagrams import diagrams, undrawn
from lod.web.ontology.rules import borrowed, rules
from lod.web.ontology.shapes import all_lines
from lod.web.ontology.terminology import OntologyTerm
from tests.web.published import ABOUT, LIMITS, release

OLD = f"{INSP.iri}Verdict"
DEPRECATED = f"""
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{OLD}> a owl:Class ; rdfs:label "verdict"@en ; skos:definition "An earlier word for a judgement."@en ;
    owl:deprecated true ; dct:isReplacedBy <{INSP.Judgement}> ; rdfs:isDefinedBy <{ONTOLOGY_IRI}> .
"""


def shown(client: TestClient, path: str) -> Html:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return Html(answer.text)


@pytest.fixture(scope="module")
def page(client: TestClient) -> Html:
    return shown(client, "/def/inspection")


@pytest.fixture(scope="module")
def rules_page(client: TestClient) -> Html:
    return shown(client, "/def/inspection-rules")


@pytest.fixture(scope="module")
def examples_page(client: TestClient) -> Html:
    return shown(client, "/def/inspection-examples")


def triples() -> list[Triple]:
    """What the shipped ontology says, with its alignments."""
    files = [folder("ontology") / name for name in ("inspection.ttl", "alignments.ttl")]
    lines = [canonical_lines(path.read_bytes(), Format.TURTLE, ONTOLOGY_IRI) for path in files]
    return [triple for each in lines for triple in parse_lines(each)]


@pytest.fixture(scope="module")
def terms() -> tuple[OntologyTerm, ...]:
    return terminology.terms(terminology.by_subject(triples()))


def section(page: Html, name: str) -> str:
    """What the page says of a term."""
    return " ".join(page.css_first(f"section[aria-labelledby='{name}']").text(separator=" ").split())


def test_every_term_is_there_with_its_definition(page: Html, terms: tuple[OntologyTerm, ...]) -> None:
    assert {term.name for term in terms} == set(INSP)
    for term in terms:
        assert " ".join(term.definition.split()) in section(page, term.name)
        assert term.iri in section(page, term.name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("OverallJudgement", "a kind of judgement", id="broader"),
        pytest.param("Judgement", "kinds of it overall judgement", id="narrower"),
        pytest.param("RatingLevel", "never also rating status", id="disjoint"),
        pytest.param("inspects", "of inspection value inspected unit", id="domain-and-range"),
        pytest.param("rating", "of judgement value rating level , rating status", id="listed-range"),
        pytest.param("fieldworkStart", "value xsd:date , xsd:gYear , xsd:gYearMonth", id="literals"),
        pytest.param("addressee", "of recommendation , group of recommendations", id="listed-domain"),
        pytest.param("Inspection", "is a kind of prov:Activity", id="alignment"),
        pytest.param("Judgement", "is close to schema:Rating", id="close-alignment"),
        pytest.param("fieldworkStart", "compare prov:startedAtTime", id="compared"),
        pytest.param("fieldworkStart", "Not a subproperty of prov:startedAtTime", id="comment"),
        pytest.param("Inspection", "Checked by", id="shapes"),
    ],
)
def test_a_term_says_how_it_relates(page: Html, name: str, said: str) -> None:
    assert said in section(page, name)


def test_shapes_are_told_with_message_and_severity(rules_page: Html) -> None:
    told = section(rules_page, "Judgement")
    assert "A judgement is of one unit that is described in the data: name that unit. Violation" in told
    assert "Warning" in section(rules_page, "rating")
    links = rules_page.css("section[aria-labelledby='Judgement'] td, section[aria-labelledby='Judgement'] th a")
    assert any((each.attributes.get("href") or "").startswith("/shapes#Judgement") for each in links)


def test_every_shape_that_tells_something_about_a_term_of_ours_is_on_the_page(rules_page: Html) -> None:
    of_class, of_property = rules(terminology.by_subject(parse_lines(all_lines())))
    about = {of: told for found in (of_class, of_property) for of, told in found.items() if of.startswith(INSP.iri)}
    assert len(about) > 25
    for of, told in about.items():
        text = section(rules_page, of.removeprefix(INSP.iri))
        assert all(" ".join(rule.message.split()) in text for rule in told)


def test_a_term_has_an_example_of_the_release_that_is_served(client: TestClient, examples_page: Html) -> None:
    assert len(examples_page.css("pre")) > 30
    example = examples_page.css_first("section[aria-labelledby='Inspection']")
    thing = example.css_first(".iri a").attributes["href"] or ""
    assert client.get(thing).status_code == 303
    assert "insp:inspects <https://data.example.org/id/unit/" in example.css_first("pre").text()


def test_a_term_without_an_example_has_none(page: Html, examples_page: Html) -> None:
    assert not examples_page.css("section[aria-labelledby='supersedes']")
    assert not page.css("section[aria-labelledby='supersedes'] a[href*=examples]")


@pytest.mark.parametrize("path", ["/def/inspection", "/def/inspection-rules", "/def/inspection-examples"])
def test_anchors_are_named_once(client: TestClient, path: str) -> None:
    page = shown(client, path)
    names = [each.attributes["id"] for each in page.css("[id]")]
    assert len(names) == len(set(names))
    inside = {each.attributes["href"] for each in page.css("main a[href^='#']")}
    assert {f"#{name}" for name in names} >= inside


def test_rules_and_examples_of_a_term_are_one_link_away(page: Html, rules_page: Html, examples_page: Html) -> None:
    for name, there in (("rules", rules_page), ("examples", examples_page)):
        address = f"/def/inspection-{name}#"
        links = [each.attributes["href"] or "" for each in page.css(f"section a[href^='{address}']")]
        assert {each.removeprefix(address) for each in links} == {each.attributes["id"] for each in there.css("h2")}


# --- diagrams


def test_every_class_stands_in_a_diagram(terms: tuple[OntologyTerm, ...]) -> None:
    assert undrawn(terms) == []


def test_every_property_of_the_ontology_is_drawn_or_listed(terms: tuple[OntologyTerm, ...]) -> None:
    """Those that lead to terms of RDF or of other vocabularies have no place in a diagram."""
    drawn = diagrams(terms)
    shown = {label for diagram in drawn for arrow in diagram.arrows for label in arrow.labels}
    shown |= {line.removesuffix(" ↻") for diagram in drawn for box in diagram.boxes for line in box.lines}
    inside = {
        term.name
        for term in terms
        if not term.is_class
        and any(each.startswith(INSP.iri) for each in term.domains)
        and (term.has_literals or any(each.startswith(INSP.iri) for each in term.ranges))
    }
    assert inside - shown == set()


def test_what_evidence_leads_to_is_drawn_from_the_shapes(terms: tuple[OntologyTerm, ...]) -> None:
    links = borrowed(terminology.by_subject(parse_lines(all_lines())))
    [diagram] = [each for each in diagrams(terms, links) if each.name == "evidence"]
    assert "evidence – oa:hasSource → source document." in diagram.words
    assert "extraction – prov:used → source document." in diagram.words


def test_equal_ontologies_give_equal_drawings(terms: tuple[OntologyTerm, ...]) -> None:
    again = sorted(triples(), reverse=True)
    assert diagrams(terminology.terms(terminology.by_subject(again))) == diagrams(terms)


def test_boxes_do_not_overlap_and_stand_inside(terms: tuple[OntologyTerm, ...]) -> None:
    for diagram in diagrams(terms):
        for box in diagram.boxes:
            assert box.x + box.width <= diagram.width
            assert box.y + box.height <= diagram.height
            for other in diagram.boxes:
                apart = (
                    box.x + box.width <= other.x
                    or other.x + other.width <= box.x
                    or box.y + box.height <= other.y
                    or other.y + other.height <= box.y
                )
                assert apart or box is other


def test_drawings_have_a_title_and_the_same_in_words(page: Html) -> None:
    for drawing in page.css("svg"):
        title, words = (drawing.attributes["aria-labelledby"] or "").split()
        assert drawing.css_first(f"#{title}").text()
        assert "→" in drawing.css_first(f"#{words}").text()
    assert len(page.css("svg")) == len(PLANS)


def test_drawings_keep_to_the_policy(client: TestClient) -> None:
    answer = client.get("/def/inspection", headers={"Accept": "text/html"})
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"<style|\sstyle=|<script(?! type=\"module\" src=)|\son[a-z]+=", answer.text)


# --- changes


def test_the_change_log_is_on_a_page(client: TestClient) -> None:
    text = " ".join(shown(client, "/def/inspection-changes").css_first("main").text().split())
    for line in (folder("ontology") / "CHANGELOG.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            assert line.removeprefix("## ") in text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A", [Block("heading", (("A",),), 1)]),
        ("one\ntwo\n\nthree", [Block("paragraph", (("one two",),)), Block("paragraph", (("three",),))]),
        ("- a `b` c\n  d\n- e", [Block("list", (("a ", "b", " c d"), ("e",)))]),
        ("text\n- item", [Block("paragraph", (("text",),)), Block("list", (("item",),))]),
        ("", []),
    ],
    ids=["heading", "paragraphs", "list", "list-after-paragraph", "nothing"],
)
def test_marks_of_a_change_log(markdown: str, expected: list[Block]) -> None:
    assert list(changelog.blocks(markdown)) == expected


# --- deprecated terms


@pytest.fixture(scope="module")
def with_deprecated(tmp_path_factory: pytest.TempPathFactory, facts: tuple[Inspection, ...]) -> Iterator[TestClient]:
    """A server whose release has a deprecated term in its ontology."""
    more = canonical_lines(DEPRECATED.encode(), Format.TURTLE, ONTOLOGY_IRI)
    whole = schemes.vocabulary_lines
    output: Path = tmp_path_factory.mktemp("deprecated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schemes, "vocabulary_lines", lambda *named: sorted({*whole(*named), *more}))
        release(output, "2025-08-07-000000000002", facts)
    with TestClient(create_app(ABOUT, output, LIMITS), follow_redirects=False) as client:
        yield client


def test_a_deprecated_term_is_still_answered(with_deprecated: TestClient) -> None:
    answer = with_deprecated.get("/def/inspection/Verdict")
    assert (answer.status_code, answer.headers["location"]) == (303, "/def/inspection#Verdict")
    assert f"<{OLD}> " in with_deprecated.get("/def/inspection.nt").text


def test_a_deprecated_term_says_so_and_what_to_use(with_deprecated: TestClient) -> None:
    page = Html(with_deprecated.get("/def/inspection", headers={"Accept": "text/html"}).text)
    told = section(page, "Verdict")
    assert "Deprecated: data published with it keep their meaning" in told
    assert "Use judgement ." in told
    assert not [each for each in page.css("svg text") if each.text() == "Verdict"]
