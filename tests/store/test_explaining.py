"""What is said of queries that are none: the place, what is found there, what would fit, what was perhaps meant."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.errors import LodError, QuerySyntaxError
from lod.formats import Format
from lod.store import Limits, Query, refuse
from lod.store.evaluation import evaluate
from lod.store.grammar import FUNCTIONS, departure
from lod.store.terminals import decoded, tokens

LOD = Path(__file__).resolve().parents[2]
GROUP = '",", ".", ";", "{", "}", BIND, FILTER, GRAPH, MINUS, OPTIONAL, VALUES'
FORMS = "ASK, BASE, CONSTRUCT, DESCRIBE, PREFIX, SELECT"
ENDS = "GROUP, HAVING, LIMIT, OFFSET, ORDER, VALUES"
CALLS = '"(", a function, an IRI in < >, a prefixed name, COUNT, EXISTS, GROUP_CONCAT, NOT'
INSP = "PREFIX insp: <https://w3id.org/inspection-results/def#>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?s WHERE { ?s ?p ?o", f"line 1, column 27: found the end of the query; expected {GROUP}"),
        ("SELECT ?s WHERE ?s ?p ?o }", 'line 1, column 17: found ?s; expected "{"'),
        ("SELCT ?s WHERE { ?s ?p ?o }", f"line 1, column 1: found SELCT; expected {FORMS}; did you mean SELECT?"),
        ("SELECT ?s WERE { ?s ?p ?o }", 'found WERE; expected "(", "{", a variable, FROM, WHERE; did you mean WHERE?'),
        ("PREFX ex: <http://e/> ASK { ?s ?p ?o }", f"column 1: found PREFX; expected {FORMS}; did you mean PREFIX?"),
        ("PREFIX ex <http://e/> ASK { ?s ?p ?o }", "column 8: found ex; expected a prefixed name"),
        ("PREFIX ex: http://e/ ASK { ?s ?p ?o }", "column 12: found http:; expected an IRI in < >"),
        ("SELECT ?s { ?s insp:rating ?o }", f"16: the prefix insp: is not declared; begin the query with {INSP}"),
        ("SELECT ?s { ?s ins:rating ?o }", "column 16: the prefix ins: is not declared; did you mean insp:?;"),
        ("SELECT ?s { ?s foo:bar ?o }", "not declared; begin the query with PREFIX foo: <…>; known here: dcat,"),
        ("PREFIX mine: <urn:> ASK { ?s mien:p ?o }", "the prefix mien: is not declared; did you mean mine:?;"),
        ("SELECT *\n{ ?s a insp:I ;\n  dct:p ?d }", "line 3, column 3: the prefix dct: is not declared; begin"),
        ("SELECT ?s { ?s ?p }", "column 19: found }; expected "),
        ("SELECT ?s { ?s ?p ?o ?x }", f"column 22: found ?x; expected {GROUP}"),
        ("SELECT ?s { ?s ?p ?o } LIMT 10", f"column 24: found LIMT; expected {ENDS}; did you mean LIMIT?"),
        ("SELECT ?s { ?s ?p ?o } LIMIT ten", "column 30: found ten; expected a number"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", "column 30: found ?s; expected BY"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY", 'column 32: found the end of the query; expected "(", a function, '),
        ("SELECT (COUNT(?o) AS n) { ?s ?p ?o }", "column 22: found n; expected a variable"),
        ("SELECT ?s COUNT(?o) { ?s ?p ?o }", 'column 11: found COUNT; expected "(", "{", a variable, FROM, WHERE'),
        ("SELECT ?s, ?p { ?s ?p ?o }", "column 10: found ,; expected "),
        ("SELECT DISTICT ?s { ?s ?p ?o }", 'expected "(", "*", a variable, DISTINCT, REDUCED; did you mean DISTINCT?'),
        ("ASK { ?s ?p ?o FILTER(?o > 3 }", 'column 30: found }; expected "&&", ")", "*", "+", "-", "/", "||"'),
        ("ASK { ?s ?p ?o FILTER ?o > 3 }", f"column 23: found ?o; expected {CALLS}"),
        ("ASK { ?s ?p ?o FILTER(REGX(?o, 'a')) }", "column 23: found REGX; expected "),
        ("ASK { ?s ?p ?o FILTER(REGX(?o, 'a')) }", "did you mean REGEX?"),
        ("ASK { ?s ?p ?o FILTER(SUBSTRING(?o, 1) = '') }", "did you mean SUBSTR?"),
        ("ASK { ?s ?p ?o . OPTIONL { ?s ?q ?r } }", "did you mean OPTIONAL?"),
        ("ASK { ?s ?p ?o MINUSS { ?s ?q ?r } }", f"found MINUSS; expected {GROUP}; did you mean MINUS?"),
        ("ASK { ?s ?p ?o FILTR(?o > 3) }", "did you mean FILTER?"),
        ("ASK { ?s ?p 'abc }", "line 1, column 13: nothing in SPARQL begins like \"'abc }\""),
        ("ASK { ?s <http://a b> ?o }", "column 10: found <; expected "),
        ("ASK { ?s <http://a b> ?o }", "an IRI in < > holds no space and no quote"),
        ("", f"line 1, column 1: found the end of the query; expected {FORMS}"),
        ("ASK", 'line 1, column 4: found the end of the query; expected "{", FROM, WHERE'),
        ("CONSTRUCT { ?s ?p ?o } # where", 'line 1, column 23: found the end of the query; expected "{", FROM, WHERE'),
        ("SELECT * { ?s ?p ?o } }", f"column 23: found }}; expected {ENDS}"),
        ("SELECT * { ?s ?p ?o } UNION { ?s ?p ?o }", f"column 23: found UNION; expected {ENDS}"),
        ("SELECT * { ?s ?p ?o } HAVING ?x", f"column 30: found ?x; expected {CALLS}"),
        ("SELECT * { ?s ?p 2..5 }", "column 23: found }; expected "),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "The SELECT contains a variable that is unbound"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "a variable that AS names twice"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", "a row of VALUES that is too short or too long"),
    ],
)  # fmt: skip
def test_a_broken_query_is_explained(text: str, said: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        _asked(text)
    assert said in str(caught.value)


def _asked(text: str) -> None:
    refuse(text, Limits())
    evaluate(ox.Store(), Query(text, Format.CSV), Limits())


def _is_query(text: str) -> bool:
    try:
        ox.Store().query(text, base_iri="http://example.org/")
    except (SyntaxError, RuntimeError):
        return False
    return True


def _departs(path: Path) -> bool:
    return departure(tokens(decoded(path.read_text("utf-8")))) is not None


@pytest.mark.parametrize(
    "path", sorted([*LOD.glob("lod/queries/*.rq"), *LOD.glob("ontology/**/*.rq")]), ids=lambda path: path.stem
)
def test_our_own_queries_follow_the_grammar(path: Path) -> None:
    assert not _departs(path)


def test_the_queries_of_the_w3c_suites_do(shared: Path) -> None:
    """Only SERVICE is left out; and of those that the engine refuses by their syntax many have a place."""
    right, wrong = list[Path](), list[Path]()
    for path in sorted((shared / "conformance" / "data" / "rdf-tests").rglob("*.rq")):
        text = path.read_text("utf-8", errors="replace")
        if "SERVICE" in text.upper():
            continue
        try:
            (right if _is_query(text) else wrong).append(path)
            assert not (_departs(path) and path in right), path
        except LodError:
            assert path in wrong
    assert len(right) > 300
    assert len(wrong) > 40


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_one_of_the_engine(name: str) -> None:
    values = ("", "?x", "?x, ?y", "?x, ?y, ?z")
    assert any(_is_query(f"SELECT ({name}({given}) AS ?result) {{}}") for given in values)
    assert not _is_query(f"SELECT ({name}X(?x) AS ?result) {{}}")
