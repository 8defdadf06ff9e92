from __future__ import annotations

import contextlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.errors import QueryRefused, QuerySyntaxError
from lod.store import Limits, outline, refuse
from lod.store.embedded import open_engine
from lod.store.terminals import decoded
from tests.canary import Canary

PROLOGUE = "BASE <http://example.org/> PREFIX service: <http://example.org/service#> PREFIX ex: <http://example.org/>\n"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("ask {}", "ASK"),
        ("# SELECT\nCONSTRUCT WHERE {}", "CONSTRUCT"),
        (PROLOGUE + "DESCRIBE ex:a", "DESCRIBE"),
        ("PREFIX select: <http://example.org/select> ASK {}", "ASK"),
        (r"\u0041SK {}", "ASK"),
        ("INSERT DATA {}", None),
        ("hello", None),
        ("", None),
    ],
)
def test_form(text: str, form: str | None) -> None:
    assert outline(text).form == form


def test_figures() -> None:
    found = outline("SELECT * { { ?s ?p ?o FILTER(?o > (1 + 2)) } UNION { ?s <a:p>/<a:q>* ?o } }")
    assert (found.depth, found.operators, found.tokens) == (4, 6, 28)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('SELECT * { ?s ?p "SERVICE <http://example.org/> {}" }', id="string"),
        pytest.param("SELECT * { ?s ?p '''\n} SERVICE <http://example.org/> { '''}", id="long string"),
        pytest.param("SELECT * { ?s <http://example.org/SERVICE> ?o }", id="IRI"),
        pytest.param("SELECT * { # SERVICE <http://example.org/> {}\n}", id="comment"),
        pytest.param(PROLOGUE + "SELECT * { ?s ex:service service:x }", id="prefixed names"),
        pytest.param(PROLOGUE + "SELECT * { service:x ex:p service: . }", id="prefix"),
        pytest.param(PROLOGUE + "SELECT * { ?s ex:p service:x . { ?s ?p ?o } }", id="prefixed name before a group"),
        pytest.param(PROLOGUE + "SELECT * { GRAPH service:x { ?s ?p ?o } }", id="name of a graph"),
        pytest.param(PROLOGUE + "DESCRIBE ?s FROM service:x { ?s ?p ?o }", id="name of the default graph"),
        pytest.param("SELECT ?service $SERVICE { ?service ?p $SERVICE }", id="variable"),
        pytest.param('SELECT * { ?s ?p "x"@service }', id="language tag"),
        pytest.param("SELECT * { ?s ?p _:SERVICE }", id="blank node"),
        pytest.param("SELECT * { VALUES (?a ?b) { (1 <http://example.org/#SERVICE>) } }", id="IRI after a value"),
        pytest.param("SELECT * { ?s ?p ?o FILTER(?o < 1 && ?o > 0) }", id="comparison"),
        pytest.param("SELECT (COUNT(DISTINCT <urn:a#b>) AS ?n) { ?s ?p ?o }", id="IRI as an argument"),
    ],
)
def test_a_service_that_is_none_passes(text: str) -> None:
    refuse(text, Limits())
    list(ox.Store().query(text))  # the engine agrees that it is SPARQL, and calls nobody


SERVICES = {
    "plain": "SELECT * { SERVICE <$> { ?a ?b ?c } }",
    "any case": "SELECT * { SeRvIcE <$> { ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT <$> { ?a ?b ?c } }",
    "no space": "SELECT*{SERVICE<$>{?a ?b ?c}}",
    "comment between": "SELECT * { SERVICE#>\n<$>{ ?a ?b ?c } }",
    "name": "PREFIX ex: <$> SELECT * { SERVICE ex: { ?a ?b ?c } }",
    "subquery": "SELECT * { { SELECT * { SERVICE <$> { ?a ?b ?c } } } }",
    "exists": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <$> { ?a ?b ?c } } }",
    "optional": "SELECT * { OPTIONAL { SERVICE <$> { ?a ?b ?c } } }",
    "after a string": """SELECT * { BIND("\\"" AS ?x) SERVICE <$> { ?a ?b ?c } }""",
    "after a long string": '''SELECT * { BIND("""a"" """ AS ?x) SERVICE <$> { ?a ?b ?c } }''',
    "after a comparison": "SELECT * { FILTER(1<2) SERVICE <$> { ?a ?b ?c } FILTER(2>1) }",
}
LOOSE = {
    "keyword and name in one": "PREFIX : <$> SELECT * { service:x { ?a ?b ?c } }",
    "two keywords in one": "PREFIX ex: <$> SELECT * { SERVICESILENTex:x { ?a ?b ?c } }",
    "two keywords and an IRI": "SELECT * { SERVICESILENT<$> { ?a ?b ?c } }",
    "behind a boolean": "PREFIX ex: <$> SELECT * { ?s ?p trueSERVICEex:x { ?a ?b ?c } }",
    "boolean, then an IRI": "SELECT * { ?s ?p trueSERVICE<$> { ?a ?b ?c } }",
    "behind a boolean and a full stop": "PREFIX ex: <$> SELECT * { ?s ?p true.SERVICEex:x { ?a ?b ?c } }",
    "after a semicolon": "PREFIX : <$> SELECT * { ?s ?p ?o; service:x { ?a ?b ?c } }",
    "less-than and a comment": "SELECT * { FILTER(1<2#>'''\n) SERVICE <$> { ?a ?b ?c } #'''\n}",
    "less-than and a string": "SELECT * { FILTER('1'<'>') SERVICE <$> { ?a ?b ?c } BIND('1' AS ?x) } #'",
    "all inside a false IRI": "PREFIX ex: <$> SELECT * { FILTER(1<2)SERVICEex:x#>\n{ ?a ?b ?c } }",
}


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES.keys())
def test_service_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match=r"line \d+, column \d+: .*network"):
        refuse(text.replace("$", "http://127.0.0.1:1/"), Limits())


def test_service_written_in_escapes_is_refused() -> None:
    """The engine decodes them late or not at all; it is given the decoded text."""
    with pytest.raises(QueryRefused, match="line 1, column 12: SERVICE"):
        refuse(r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> {} }", Limits())


@pytest.mark.parametrize("text", [*SERVICES.values(), *LOOSE.values()], ids=[*SERVICES, *LOOSE])
def test_what_the_engine_takes_for_a_service_is_refused(text: str, folder: Path, listener: Canary) -> None:
    """The engine is the referee: each of these texts makes it call, by the grammar or not."""
    text = text.replace("$", listener.iri)
    with contextlib.suppress(OSError):  # SILENT and EXISTS keep it to themselves
        list(open_engine(folder).query(text))
    assert listener.calls
    with pytest.raises(QueryRefused, match=r"^line \d+, column \d+: "):
        refuse(text, Limits())


_PIECES = [
    *("SERVICE", "service:x", "SILENT", "true", "<$>", "ex:", "?s ?p ?o", ".", ";", "{ ?a ?b ?c }", "{", "}"),
    *("FILTER(1", "BIND(1 AS ?x)", ")", "<2", "<", ">", "#", "\n", " ", "'", '"', "'''", r"\u0022", r"\u0023", "\\"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_no_text_that_passes_calls_anybody(pieces: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(value=True)))
    with contextlib.closing(Canary()) as listener:
        text = f"PREFIX ex: <$> PREFIX : <$> SELECT * {{ {pieces} }}".replace("$", listener.iri)
        try:
            refuse(text, Limits())
        except (QueryRefused, QuerySyntaxError):
            return
        with contextlib.suppress(SyntaxError, OSError, RuntimeError):
            list(store.query(decoded(text)))
        assert listener.calls == 0


@pytest.mark.parametrize(
    "keyword", ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "insert"]
)
def test_updates_are_refused(keyword: str) -> None:
    with pytest.raises(QueryRefused, match=f"line 2, column 1: {keyword.upper()} is an update; .* queries only"):
        refuse(f"PREFIX ex: <http://example.org/>\n{keyword} DATA {{ ex:a ex:b ex:c }}", Limits())


def test_an_update_keyword_elsewhere_is_no_update() -> None:
    refuse("SELECT ?insert { ?insert <a:DELETE> 'DROP ALL' }", Limits())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("ASK {" + " " * 65536 + "}", "65,542 bytes; accepted: up to 65,536", id="bytes"),
        pytest.param("ASK { ?s ?p '" + "é" * 40000 + "' }", "80,016 bytes", id="bytes, not characters"),
        pytest.param("ASK " + "{" * 101 + "}" * 101, "101 deep; accepted: up to 100", id="groups"),
        pytest.param("ASK {FILTER(" + "(" * 99 + "1" + ")" * 99 + ")}", "101 deep", id="parentheses"),
        pytest.param("ASK {" + "[ ?p " * 100 + "1" + "]" * 100 + "}", "101 deep", id="blank nodes"),
        pytest.param(
            "ASK {" + "UNION".join(["{}"] * 2002) + "}", "2,001 operators; accepted: up to 2,000", id="unions"
        ),
        pytest.param("ASK {?s " + "/".join(["<a:b>"] * 2002) + " ?o}", "2,001 operators", id="path"),
        pytest.param("ASK {FILTER(" + "&&".join(["?x"] * 2002) + ")}", "2,001 operators", id="and"),
        pytest.param("ASK {FILTER(" + "!" * 2001 + "?x)}", "2,001 operators", id="not"),
    ],
)
def test_a_text_over_a_limit_is_refused(text: str, message: str) -> None:
    with pytest.raises(QueryRefused, match=message):
        refuse(text, Limits())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ASK " + "{" * 100 + "}" * 100, id="depth"),
        pytest.param("ASK {" + "UNION".join(["{}"] * 2001) + "}", id="operators"),
        pytest.param("ASK { VALUES ?x {" + "<http://example.org/a> " * 2500 + "} }", id="long list of values"),
    ],
)
def test_a_text_at_a_limit_passes(text: str) -> None:
    refuse(text, Limits())


@pytest.mark.parametrize(
    ("text", "changing"),
    [
        ("SELECT (NOW() AS ?now) {}", True),
        ("ASK { FILTER(rand() < 0.5) }", True),
        ("SELECT * { BIND(StrUUID() AS ?u) }", True),
        ("CONSTRUCT { ?b a ?c } { BIND(BNODE() AS ?b) }", True),
        ("ASK { FILTER(trueNOW()) }", True),
        ("SELECT ?now { ?now <urn:UUID> 'RAND()' } # BNODE()", False),
    ],
)
def test_what_may_differ_each_time_is_known(text: str, changing: bool) -> None:
    assert outline(text).changing is changing


def test_every_query_of_the_w3c_suites_is_read(shared: Path) -> None:
    """Where the engine parses a query of the SPARQL test suites, so does the outline, and it refuses only SERVICE."""
    read = 0
    for path in sorted((shared / "conformance" / "data" / "rdf-tests").rglob("*.rq")):
        text = path.read_text("utf-8", errors="replace")
        if not _parses(text):
            continue
        found = outline(text)
        assert found.form, path
        assert not found.ambiguous, path
        assert not found.undeclared, path
        read += 1
    assert read > 300


def _parses(text: str) -> bool:
    if "service" in text.lower():
        return False  # asked of the engine, it would call
    try:
        ox.Store().query(text, base_iri="http://example.org/")
    except SyntaxError:
        return False
    except RuntimeError:
        return True
    return True
