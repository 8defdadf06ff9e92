"""Which format a client gets: by RFC 9110 section 12.5.1, and for the headers that real clients send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.formats import Format
from lod.web.http.negotiation import DOCUMENT, GRAPH, accepts_gzip, choose
from lod.web.sparql.question import TABLES

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RAPPER = (
    "application/n-triples, text/plain;q=0.1, text/turtle, application/x-turtle, application/turtle,"
    " application/rdf+xml, text/rdf;q=0.6, application/json, text/html;q=0.6,"
    " application/xhtml+xml;q=0.8, text/n3;q=0.3, */*;q=0.1"
)
RDFLIB = "application/rdf+xml;q=0.7, text/turtle;q=0.9, application/ld+json;q=0.8, text/n3, */*;q=0.1"
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,text/trig;q=0.6,"
    "application/n-quads;q=0.5,*/*;q=0.3"
)
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,"
    "application/xhtml+xml;q=0.18"
)
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param(None, Format.HTML, id="no header"),
        pytest.param("", Format.HTML, id="empty header"),
        pytest.param("*/*", Format.HTML, id="curl"),
        pytest.param(CHROME, Format.HTML, id="chrome"),
        pytest.param(FIREFOX, Format.HTML, id="firefox"),
        pytest.param(JAVA, Format.HTML, id="java with a bare star"),
        pytest.param(RAPPER, Format.TURTLE, id="rapper"),
        pytest.param(RDFLIB, Format.TURTLE, id="rdflib"),
        pytest.param(JENA, Format.TURTLE, id="jena"),
        pytest.param(COMUNICA, Format.JSON_LD, id="comunica"),
        pytest.param("application/json, text/plain, */*", Format.JSON, id="axios"),
        pytest.param("text/turtle", Format.TURTLE, id="one type"),
        pytest.param("TEXT/Turtle ; Q=0.5", Format.TURTLE, id="case does not matter"),
        pytest.param("text/html, text/turtle", Format.TURTLE, id="RDF named beside HTML at one weight"),
        pytest.param("text/turtle, */*", Format.TURTLE, id="named beats wildcard at one weight"),
        pytest.param("text/html, text/turtle;q=0.9", Format.HTML, id="weight beats kind"),
        pytest.param("text/*", Format.HTML, id="type wildcard"),
        pytest.param("application/*", Format.JSON_LD, id="application wildcard"),
        pytest.param("*/*;q=0.8, text/html;q=0", Format.TURTLE, id="weight 0 refuses, the more specific range rules"),
        pytest.param("text/turtle;q=0.1, text/*;q=0.9, text/html;q=0.2", Format.HTML, id="specific weight is used"),
        pytest.param('application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"', Format.JSON_LD, id="profile"),
        pytest.param("text/turtle;charset=utf-8", Format.TURTLE, id="charset"),
        pytest.param("text/turtle;q=high", Format.TURTLE, id="a weight that cannot be read counts as none"),
        pytest.param("text/turtle;q=9", Format.TURTLE, id="a weight above 1"),
        pytest.param(",,, ;q=1, text/turtle", Format.TURTLE, id="empty elements"),
        pytest.param("nonsense", None, id="a type without subtype names nothing here"),
        pytest.param("((((", Format.HTML, id="nothing that can be read counts as no header"),
        pytest.param("image/png", None, id="nothing acceptable"),
        pytest.param("*/*;q=0", None, id="everything refused"),
        pytest.param("text/turtle;q=0", None, id="only a refusal"),
    ],
)
def test_a_document(accept: str | None, expected: Format | None) -> None:
    assert choose(accept, DOCUMENT) is expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param(None, Format.SPARQL_JSON, id="no header"),
        pytest.param("*/*", Format.SPARQL_JSON, id="curl"),
        pytest.param(FIREFOX, Format.HTML, id="firefox"),
        pytest.param("application/sparql-results+xml,application/xml;q=0.5", Format.SPARQL_XML, id="SPARQLWrapper XML"),
        pytest.param(
            "application/sparql-results+json,application/json,text/javascript,application/javascript",
            Format.SPARQL_JSON,
            id="SPARQLWrapper JSON",
        ),
        pytest.param("application/json", Format.JSON, id="plain JSON"),
        pytest.param("text/csv", Format.CSV, id="CSV"),
        pytest.param("text/tab-separated-values, text/csv;q=0.9", Format.TSV, id="TSV"),
        pytest.param("text/turtle", None, id="a graph format for a table"),
    ],
)
def test_a_table_of_solutions(accept: str | None, expected: Format | None) -> None:
    assert choose(accept, TABLES) is expected


def test_without_html_on_offer_turtle_leads() -> None:
    assert choose(FIREFOX, GRAPH) is Format.TURTLE


@given(st.text(alphabet='text/urlehmq=0.1;,*+ap"\\ \x00é', max_size=80))
def test_no_header_is_an_error(accept: str) -> None:
    assert choose(accept, DOCUMENT) in (*DOCUMENT, None)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(None, False, id="no header"),
        pytest.param("gzip, deflate, br", True, id="browser"),
        pytest.param("gzip;q=0", False, id="refused"),
        pytest.param("*", True, id="anything"),
        pytest.param("*, gzip;q=0", False, id="anything but"),
        pytest.param("identity", False, id="identity"),
        pytest.param("x-gzip", True, id="old name"),
    ],
)
def test_gzip(header: str | None, expected: bool) -> None:
    assert accepts_gzip(header) is expected
