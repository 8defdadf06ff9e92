"""What is sent to engines and read from them, without an engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.errors import QueryRefused
from lod.namespaces import XSD
from lod.store.remote import Credentials, release_graph
from lod.store.remote.binding import bound, protected
from lod.store.remote.bodies import Body
from lod.store.remote.contents import contents, pieces
from lod.store.remote.reach import names_dataset, refuse_reach
from lod.store.remote.selection import with_variables
from lod.terms import Literal, Term, text

E = "http://example.org/"


def test_a_release_is_named_below_its_publication() -> None:
    assert (
        release_graph("https://data.example.org/", "2025-08-07-ab") == "https://data.example.org/release/2025-08-07-ab"
    )


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Credentials("reader", "secret"))


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("ASK { ?x ?p ?o }", "ASK { <http://example.org/a> ?p ?o }"),
        ("SELECT ?x ?o { ?x ?p ?o }", "SELECT (<http://example.org/a> AS ?x) ?o { <http://example.org/a> ?p ?o }"),
        (
            "SELECT (COUNT(?x) AS ?n) { $x ?p '?x' }",
            "SELECT (COUNT(<http://example.org/a>) AS ?n) { <http://example.org/a> ?p '?x' }",
        ),
        (
            "SELECT ?o { { SELECT ?x ?o { ?x ?p ?o } LIMIT 2 } }",
            f"SELECT ?o {{ {{ SELECT (<{E}a> AS ?x) ?o {{ <{E}a> ?p ?o }} LIMIT 2 }} }}",
        ),
        (
            "CONSTRUCT { ?x ?p ?xx } WHERE { ?x ?p ?xx } # ?x",
            f"CONSTRUCT {{ <{E}a> ?p ?xx }} WHERE {{ <{E}a> ?p ?xx }} # ?x",
        ),
        (
            "SELECT ?x ?o { { SELECT ?x ?o { ?x ?p ?o } LIMIT 2 } }",
            f"SELECT (<{E}a> AS ?x) ?o {{ {{ SELECT  ?o {{ <{E}a> ?p ?o }} LIMIT 2 }} }}",
        ),
    ],
    ids=["where", "projection", "expression", "subquery", "template", "both"],
)
def test_bindings_in_the_text(query: str, sent: str) -> None:
    assert bound(query, {"x": f"{E}a"}) == sent


@pytest.mark.parametrize(
    "term",
    [
        "_:b0",
        "http://example.org/ a",
        "http://example.org/> . ?s ?p ?o } #",
        "relative",
        Literal("x", "http://example.org/> ."),
        text("x", 'en" .'),
    ],
)
def test_what_is_no_term_is_refused(term: Term) -> None:
    with pytest.raises(QueryRefused, match=r"\?x: found .*accepted: an"):
        bound("ASK { ?x ?p ?o }", {"x": term})


@pytest.mark.parametrize(
    ("written", "safe"),
    [(r'"\\u0022"', r'"\\\u00750022"'), (r'"\\\\U"', r'"\\\\\U00000055"'), (r'"\u0001 \n \\n"', r'"\u0001 \n \\n"')],
)
def test_no_escaped_backslash_stands_before_a_u(written: str, safe: str) -> None:
    assert protected(written) == safe.replace(r"\U00000055", r"\u0055")


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_blank_nodes_of_virtuoso_are_renamed_wherever_the_bytes_are_parted(size: int) -> None:
    sent = b'{ "s": { "type": "bnode", "value": "nodeID://b1" }, "o": { "value": "\\"bnode\\", nodeID://b2" } }' * 9
    body = Body(iter([sent[at : at + size] for at in range(0, len(sent), size)]))
    assert body.read() == sent.replace(b'"nodeID://b1"', b'"b1"')


def test_the_contents_of_a_release(tmp_path: Path) -> None:
    typed = f"^^<{XSD.decimal}>"
    rows = [
        f"<{E}a> <{E}p> _:c14n0 .\n",
        f'<{E}b> <{E}p> "2.5"{typed} .\n',
        f'<{E}b> <{E}p> "2.50"{typed} .\n',
        f'<{E}b> <{E}q> "2.5"{typed} .\n',
        f"_:c14n0 <{E}p> <{E}a> .\n",
    ]
    (tmp_path / "data.nq").write_text("".join(rows))
    found = contents(tmp_path / "data.nq")
    assert (found.triples, found.blank_triples, found.equal) == (5, 2, 1)
    assert found.blank.decode() == rows[0] + rows[4]
    assert [held for held in range(8) if found.are(held)] == [4, 5]
    assert [len(piece) for piece in pieces(tmp_path / "data.nq", 2 * len(rows[2]))] == [2, 1]
    assert [len(piece) for piece in pieces(tmp_path / "data.nq", 1)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT * FROM <urn:g> { }", True),
        ("ask from named <urn:g> { }", True),
        ("ASK { ?from ?p 'FROM' }", False),
        ("ASK { ?s <urn:FROM> ?o } # FROM", False),
    ],
)
def test_from_is_told_from_its_letters(query: str, answer: bool) -> None:
    assert names_dataset(query) is answer


@pytest.mark.parametrize(
    "query",
    [
        "ASK { GRAPH ?g { } }",
        "ASK { FILTER(true)gr\\u0061ph <urn:g> { } }",
        "ASK { FILTER(true || <bif:exec>(1)) }",
        "PREFIX j: <java:com.example.> ASK { }",
    ],
)
def test_what_reaches_beyond_a_release_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="line 1, column"):
        refuse_reach(query)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("SELECT * { ?a ?b ?c }", "SELECT  ?a ?b  { ?a ?b ?c }"),
        ("SELECT distinct * { }", "SELECT distinct  ?a ?b  { }"),
        ("SELECT ?a { { SELECT * { } } }", "SELECT ?a { { SELECT * { } } }"),
        ("SELECT (2 * ?a AS ?b) { }", "SELECT (2 * ?a AS ?b) { }"),
        ("ASK { ?a ?b* ?c }", "ASK { ?a ?b* ?c }"),
    ],
)
def test_only_the_querys_own_star_is_replaced(query: str, sent: str) -> None:
    assert with_variables(query, ("a", "b")) == sent
