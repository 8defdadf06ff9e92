"""Evaluation in this process: the process boundary is in test_isolated."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest

from lod.errors import FormatUnfit, QueryFailed, QueryRefused, QuerySyntaxError, ResultTooLarge
from lod.formats import RDF_FORMATS, Format
from lod.store import Limits, Query
from lod.store.embedded import open_engine
from lod.store.evaluation import Answer, evaluate

TABLES = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV)
AWKWARD = r"""SELECT ?x ?y { VALUES (?x ?y) { ("a\nb" 1) ("c\"d, <result> }},{" UNDEF) (UNDEF UNDEF) } }"""
"""Three rows whose text looks like the ends of rows."""


@pytest.fixture(scope="module")
def engine(folder: Path) -> ox.Store:
    return open_engine(folder)


def names(form: Format) -> str:
    return form.name


def ask(engine: ox.Store, text: str, form: Format = Format.SPARQL_JSON, limits: Limits | None = None) -> Answer:
    return evaluate(engine, Query(text, form), limits or Limits())


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Format.CSV, b"name,number\r\nEast Midlands,1\r\n"),
        (Format.TSV, b'?name\t?number\n"East Midlands"@en\t1\n'),
        (
            Format.SPARQL_JSON,
            b'{"head":{"vars":["name","number"]},"results":{"bindings":[{"name":{"type":"literal","value":'
            b'"East Midlands","xml:lang":"en"},"number":{"type":"literal","value":"1",'
            b'"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}',
        ),
    ],
    ids=["csv", "tsv", "json"],
)
def test_solutions(engine: ox.Store, form: Format, body: bytes) -> None:
    text = "SELECT ?name (1 AS ?number) { ?unit <http://example.org/name> ?name }"
    assert ask(engine, text, form) == Answer(body, form, 1)


@pytest.mark.parametrize("form", TABLES, ids=names)
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("SELECT * { ?unit <http://example.org/cases> ?n }", 300, id="many"),
        pytest.param("SELECT * { ?unit <urn:none> ?n }", 0, id="none"),
        pytest.param("SELECT * {}", 1, id="one without variables"),
        pytest.param("SELECT ?x { VALUES ?y { 1 2 3 } }", 3, id="unbound"),
        pytest.param(AWKWARD, 3, id="awkward"),
        pytest.param("ASK {}", 1, id="boolean"),
    ],
)
def test_rows_are_counted_in_every_format(engine: ox.Store, form: Format, text: str, rows: int) -> None:
    assert ask(engine, text, form).rows == rows


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Format.SPARQL_JSON, b'{"head":{},"boolean":true}'),
        (Format.CSV, b"true"),
        (Format.TSV, b"true"),
    ],
    ids=["json", "csv", "tsv"],
)
def test_booleans(engine: ox.Store, form: Format, body: bytes) -> None:
    """CSV and TSV have no booleans by their specification; the engine's bare word is what clients get elsewhere too."""
    assert ask(engine, "ASK { ?s ?p ?o }", form).body == body


@pytest.mark.parametrize("form", RDF_FORMATS, ids=names)
@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s <http://example.org/cases> ?o }", "DESCRIBE <urn:x>"])
def test_graphs_parse_to_as_many_triples_as_are_counted(engine: ox.Store, form: Format, text: str) -> None:
    answer = ask(engine, text, form)
    syntax = ox.RdfFormat.from_media_type(form.media_type)
    assert len(ox.Dataset(ox.parse(input=answer.body, format=syntax))) == answer.rows


def test_a_graph_holds_each_triple_once_and_in_order(engine: ox.Store) -> None:
    text = "CONSTRUCT { <urn:s> <urn:p> ?last } WHERE { ?s <http://example.org/cases> ?n BIND(?n / ?n * 2 AS ?last) }"
    assert ask(engine, text, Format.N_TRIPLES).body == (
        b'<urn:s> <urn:p> "2"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    )


def test_turtle_uses_the_usual_prefixes(engine: ox.Store) -> None:
    text = 'CONSTRUCT { <urn:s> <http://purl.org/dc/terms/title> "t" } WHERE {}'
    assert b'<urn:s> dct:title "t"' in ask(engine, text, Format.TURTLE).body


GRAPHS = ox.Dataset(
    ox.Quad(ox.NamedNode(f"urn:s{n}"), ox.NamedNode("urn:p"), ox.Literal(str(n)), graph)
    for n, graph in enumerate((ox.DefaultGraph(), ox.NamedNode("urn:g1"), ox.NamedNode("urn:g2")))
)


@pytest.mark.parametrize(
    ("text", "default", "named", "found"),
    [
        pytest.param("SELECT ?o { ?s ?p ?o }", (), (), "0", id="the store's own default graph"),
        pytest.param("SELECT ?o { ?s ?p ?o }", ("urn:g1",), (), "1", id="a default graph"),
        pytest.param("SELECT ?o { ?s ?p ?o } ORDER BY ?o", ("urn:g1", "urn:g2"), (), "12", id="two merged"),
        pytest.param("SELECT ?o { ?s ?p ?o }", ("urn:none",), (), "", id="a graph that does not exist is empty"),
        pytest.param("SELECT ?o { ?s ?p ?o }", (), ("urn:g1",), "", id="named graphs only: no default graph"),
        pytest.param("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", (), ("urn:g2",), "2", id="a named graph"),
        pytest.param("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", ("urn:g1",), (), "", id="default only: no named graphs"),
        pytest.param("SELECT ?o FROM <urn:g2> { ?s ?p ?o }", (), (), "2", id="FROM"),
        pytest.param("SELECT ?o FROM <urn:g2> { ?s ?p ?o }", ("urn:g1",), (), "1", id="the protocol's beats FROM"),
        pytest.param("SELECT ?o FROM <file:///etc/passwd> { ?s ?p ?o }", (), (), "", id="FROM reads no file"),
    ],
)
def test_the_dataset_of_the_protocol(text: str, default: tuple[str, ...], named: tuple[str, ...], found: str) -> None:
    """SPARQL 1.1 Protocol, section 2.1.4."""
    store = ox.Store()
    store.extend(GRAPHS)
    answer = evaluate(store, Query(text, Format.CSV, default, named), Limits())
    assert answer.body.decode().split()[1:] == list(found)


def test_a_graph_that_is_no_iri_is_named(engine: ox.Store) -> None:
    with pytest.raises(QueryRefused, match="graph 'no iri'; accepted: an absolute IRI"):
        evaluate(engine, Query("ASK {}", Format.CSV, ("no iri",)), Limits())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("SELECT * {\n ?s ?p }", r"^line 2, column 8: found }; expected .*a variable", id="place"),
        pytest.param("SELECT * { ?s insp:rating ?o }", "prefix insp: is not declared; begin .*/def#>", id="prefix"),
        pytest.param("SELECT ?x { } GROUP BY ?y", "SELECT contains a variable that is unbound", id="its own sentence"),
        pytest.param("SELECT * { ?s", r"^line 1, column 14: found the end of the query", id="end"),
    ],
)
def test_syntax_errors_say_where_and_what(engine: ox.Store, text: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match=message) as caught:
        ask(engine, text)
    assert "\\u{" not in str(caught.value)


def test_an_unknown_function_is_named(engine: ox.Store) -> None:
    with pytest.raises(QueryRefused, match=r"urn:f.*accepted: the functions of SPARQL 1\.1"):
        ask(engine, "SELECT (<urn:f>(1) AS ?x) {}")


@pytest.mark.parametrize(
    ("text", "form", "limits"),
    [
        pytest.param("SELECT * { ?s ?p ?o }", Format.SPARQL_JSON, Limits(max_rows=302), id="rows"),
        pytest.param("SELECT * { ?s ?p ?o }", Format.CSV, Limits(max_bytes=4000), id="bytes"),
        pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", Format.TURTLE, Limits(max_rows=302), id="triples"),
        pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", Format.JSON_LD, Limits(max_bytes=4000), id="bytes of a graph"),
    ],
)
def test_a_result_over_a_limit_is_an_error_not_a_part(
    engine: ox.Store, text: str, form: Format, limits: Limits
) -> None:
    with pytest.raises(ResultTooLarge, match=r"more than (302 rows|4,000 bytes)"):
        ask(engine, text, form, limits)


@pytest.mark.parametrize("form", TABLES, ids=names)
def test_a_result_at_the_limit_is_given(engine: ox.Store, form: Format) -> None:
    assert ask(engine, "SELECT * { ?s ?p ?o }", form, Limits(max_rows=303)).rows == 303


@pytest.mark.parametrize(
    ("text", "form", "instead"),
    [
        (r'SELECT ("a\u0001" AS ?x) {}', Format.SPARQL_XML, "application/sparql-results+json"),
        (r'SELECT ("a\uFFFF" AS ?x) {}', Format.SPARQL_XML, "application/sparql-results+json"),
        (r'CONSTRUCT { <urn:s> <urn:p> "\f" } WHERE {}', Format.RDF_XML, "text/turtle"),
    ],
)
def test_xml_that_would_be_ill_formed_is_refused(engine: ox.Store, text: str, form: Format, instead: str) -> None:
    """XML 1.0, section 2.2; the other formats hold these characters."""
    with pytest.raises(FormatUnfit, match=f"control characters.*ask for {re.escape(instead)}"):
        ask(engine, text, form)
    other = Format.TURTLE if form is Format.RDF_XML else Format.SPARQL_JSON
    assert ask(engine, text, other).rows == 1


def test_xml_keeps_carriage_returns(engine: ox.Store) -> None:
    root = ET.fromstring(ask(engine, r'SELECT ("a\r\nb" AS ?x) {}', Format.SPARQL_XML).body)  # noqa: S314 - our own
    literal = root.find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "a\r\nb"


def test_json_is_json_whatever_it_holds(engine: ox.Store) -> None:
    document = msgspec.json.decode(ask(engine, r'SELECT ("\u0000\"\\" AS ?x) {}').body)
    assert document["results"]["bindings"][0]["x"]["value"] == '\0"\\'


@pytest.mark.parametrize(
    ("text", "form"), [("SELECT * {}", Format.TURTLE), ("ASK {}", Format.HTML), ("DESCRIBE <urn:x>", Format.CSV)]
)
def test_a_format_of_another_form_is_refused(engine: ox.Store, text: str, form: Format) -> None:
    with pytest.raises(FormatUnfit, match=f"{form.label} cannot hold .*; accepted: "):
        ask(engine, text, form)


def test_codepoint_escapes_are_read_as_the_specification_says(engine: ox.Store) -> None:
    assert ask(engine, r"\u0041SK { FILTER('\u00e9' = 'é') }", Format.CSV).body == b"true"


def test_what_the_engine_cannot_do_is_a_failure_not_a_crash(engine: ox.Store) -> None:
    with pytest.raises(QueryFailed, match="cannot be evaluated"):
        ask(engine, "SELECT * { SERVICE ?unbound { ?s ?p ?o } }")
