from __future__ import annotations

import itertools
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod import resources
from lod.store import Limits, outline
from lod.store.describing import named
from lod.store.glancing import described_at_a_glance, form_at_a_glance, is_small
from tests.store import test_query_text as full

LOD = Path(resources.__file__).parents[1]
QUERIES = sorted([*LOD.glob("lod/queries/*.rq"), *LOD.glob("ontology/**/*.rq")])


def assert_agrees(text: str) -> bool:
    """The full reading says the same wherever the glance says anything; gives whether it does."""
    form = form_at_a_glance(text)
    if form is None:
        return False
    found = outline(text)  # raises where it is not made of tokens
    assert found.form == form
    assert (found.update, found.service, found.ambiguous, found.file, found.changing) == (None,) * 4 + (False,)
    for size in range(1, 4):
        limits = Limits(max_depth=size, max_operators=10 * size, max_query=15 * size)
        if is_small(text, limits):
            assert found.depth <= limits.max_depth
            assert found.operators <= limits.max_operators
            assert len(text.encode()) <= limits.max_query
    return True


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?p ?o WHERE { <https://data.example.org/id/unit/x/1> ?p ?o }", "SELECT"),
        ("# of a unit\nask { <urn:a> a ?class }", "ASK"),
        ("PREFIX ex: <http://example.org/#>\nBASE <urn:a>\nconstruct { ?s ex:p 1.5 } where {}", "CONSTRUCT"),
        ("DESCRIBE <http://example.org/#it> <b>", "DESCRIBE"),
        ("ASK { <https://data.example.org/id/unit/youth-justice-service/1> ?p <HTTP://uuid.example.org/> }", "ASK"),
        ("SELECT * { ?s ?p \"x\"@en-GB, 'y'^^<urn:t> FILTER(?o < 3 && ?o>=ex:a.b) } LIMIT 10", "SELECT"),
    ],
)
def test_plain_queries_are_known_at_a_glance(text: str, form: str) -> None:
    assert form_at_a_glance(text) == form
    assert assert_agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        *(each.replace("$", "http://127.0.0.1:1/") for each in [*full.SERVICES.values(), *full.LOOSE.values()]),
        "INSERT DATA {}",
        "PREFIX ex: <urn:x> CLEAR ALL",
        "SELECT * { BIND(NOW() AS ?x) }",
        "SELECT (RAND() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT (trueSTRUUID() AS ?x) {}",
        "SELECT * FROM <file:///etc/passwd> {}",
        "BASE <file:///etc/> SELECT * FROM <passwd> {}",
        "SELECT * FROM <FILE:///etc/passwd> {}",
        "SELECT * { <http://service.example.org/> ?p ?o FILTER(NOW()) }",
        "PREFIX p: <http://service.example.org/> SELECT * { BIND(RAND() AS ?x) }",
        "SELECT * { ?s ?p '<http://x'. SERVICE#>\n<urn:x> {} }",
        "SELECT * { FILTER('<http://x'=str(NOW())||'a'>'b') }",
        'SELECT * { FILTER("<http://x"=str(NOW())||"a">"b") }',
        "SELECT * { ?s ?p ?o #<http://x\nFILTER(NOW()>?o) }",
        "SELECT * { FILTER(?a<?b#>\n) }",
        "SELECT * { FILTER(?a<'b'&&'c'>?d) }",
        r"SELECT * { ?s ?p '\u0053' }",
        "SELECT * { \u017fervice:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'caf\u00e9' }",
        "SELECT * { ?s ?p 'a }",
        "SELECT * { ?s ?p '''a''' }",
        "SELECT * { ?s a.b:c ?o }",
        "SELECT * { ?s ?p 1e }",
        "SELECTED",
        "",
    ],
)
def test_what_takes_a_full_reading_is_left_to_it(text: str) -> None:
    assert form_at_a_glance(text) is None


def test_both_readings_agree_on_every_query_of_the_suites(shared: Path) -> None:
    paths = [*QUERIES, *sorted((shared / "conformance" / "data" / "rdf-tests").rglob("*.rq"))]
    texts = [path.read_bytes().decode() for path in paths]
    known = sum(assert_agrees(text) for text in texts)
    assert known > len(texts) / 2


def test_both_readings_agree_on_every_start_of_our_queries() -> None:
    """Texts that end anywhere, as those of people who are writing do."""
    for path in QUERIES[:5]:
        text = path.read_text(encoding="utf-8")
        for end in range(0, len(text), 3):
            assert_agrees(text[:end])


_PIECES = [
    *("SELECT", "ASK", "*", " ", "\n", "{", "}", "(", ")", "[", "]", ".", "..", ";", ",", "a", "ex:", "ex:a", ":"),
    *("<", ">", "<=", "<a>", "<urn:x>", "<http://x/#y>", "<#", "#", "'", '"', "''", '""', "'x'", "1", "1.", ".5", "e3"),
    *("-", "--", "%20", "_", "_:", "^", "^^", "@en", "?x", "$y", "?", "PREFIX ", "BASE ", "&&", "||", "|", "!", "!="),
    *("<http://now/>", "<http://x", "now()", "SERVICE ", "NOW()>"),
    *("union", "DESCRIBE", "a.b", "x-", "\r", "\t", "=", "/", "+", "~", "\x00", "true", "1e5", "é", "::"),
]


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_both_readings_agree_on_any_text(pieces: str) -> None:
    assert_agrees(f"SELECT * {{ {pieces}")
    assert_agrees(pieces)


def test_both_readings_agree_on_all_pairs() -> None:
    for text in map("".join, itertools.chain(*(itertools.product(_PIECES, repeat=size) for size in (1, 2)))):
        assert_agrees(f"ASK {text}")
        assert_agrees(f"ASK{text}")


@pytest.mark.parametrize(
    "hard",
    [
        "<" * 9,
        "<a",
        "<http://",
        "<http://now",
        "'",
        '"',
        "'''",
        "a.",
        "ex:a.",
        "1.",
        "#",
        "(",
        "?",
        "{ ",
        "PREFIX a:<b> ",
        ".",
    ],
)
def test_time_is_linear(hard: str) -> None:
    started = time.process_time()
    form_at_a_glance("SELECT " + hard * 30_000)
    form_at_a_glance(hard * 30_000)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "iris"),
    [
        ("DESCRIBE <https://data.example.org/id/unit/x/1>", ["https://data.example.org/id/unit/x/1"]),
        ("# <urn:c>\ndescribe<http://a/b> <http://a/c>#<http://a/d> x\n", ["http://a/b", "http://a/c"]),
        ("DESCRIBE", []),
        ("DESCRIBE <b>", []),
        ("DESCRIBE <http://a/../b>", []),
        ("DESCRIBE <http://a/b> ?x", []),
        ("DESCRIBE <http://a/b> { }", []),
        ("DESCRIBE <http://a/b> FROM <http://a/c>", []),
        ("PREFIX a: <http://a/> DESCRIBE <http://a/b>", []),
        (r"DESCRIBE <http://a/\u0062>", []),
    ],
)
def test_what_is_plainly_described_is_known_at_a_glance(text: str, iris: list[str]) -> None:
    assert described_at_a_glance(text) == iris


_DESCRIBING = [
    "DESCRIBE",
    " ",
    "\n",
    "#",
    "<http://a/b>",
    "<http://a/c d>",
    "<http://a>",
    "<b>",
    "?x",
    "*",
    "{}",
    "<",
    ">",
]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(_DESCRIBING), max_size=8).map("".join))
def test_both_readings_describe_the_same(pieces: str) -> None:
    text = f"DESCRIBE {pieces}"
    if found := described_at_a_glance(text):
        ox.Store().query(text)  # raises where the engine cannot read it
        assert named(text) == [ox.NamedNode(iri) for iri in found]
