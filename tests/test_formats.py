"""RDF syntaxes are read and written without loss, and refused with a message that names the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.errors import RdfSyntaxError
from lod.formats import RDF_FORMATS, Format, canonical_lines, format_of, parse_lines, relabelled, serialise
from lod.terms import Literal, lines

LINES = [
    '<https://example.org/a> <https://example.org/p> "x"@en .\n',
    "<https://example.org/a> <https://example.org/q> <https://example.org/b> .\n",
]


@pytest.mark.parametrize("syntax", RDF_FORMATS, ids=lambda syntax: syntax.name)
def test_each_syntax_gives_back_the_same_triples(syntax: Format) -> None:
    written = serialise(LINES, syntax)
    assert canonical_lines(written, syntax, "https://example.org/") == LINES


def test_equal_graphs_have_equal_lines_whatever_their_blank_nodes_are_called() -> None:
    one = canonical_lines(b"_:x <https://e.org/p> [ <https://e.org/q> 1 ] .", Format.TURTLE, "https://e.org/")
    two = canonical_lines(b"_:b <https://e.org/p> _:a . _:a <https://e.org/q> 1 .", Format.TURTLE, "https://e.org/")
    assert one == two


def test_blank_nodes_of_two_documents_are_kept_apart() -> None:
    graph = b'_:x <https://e.org/p> _:y . _:x <https://e.org/q> "_:c14n0 ." .'
    found = canonical_lines(graph, Format.TURTLE, "https://e.org/")
    assert list(relabelled(found, "doc1-")) == [
        "_:doc1-0 <https://e.org/p> _:doc1-1 .\n",
        '_:doc1-0 <https://e.org/q> "_:c14n0 ." .\n',
    ]


def test_lines_survive_parsing() -> None:
    triples = list(parse_lines(LINES))
    assert triples[0][2] == Literal("x", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en")
    assert list(lines(triples)) == LINES


def test_what_does_not_parse_is_named() -> None:
    with pytest.raises(RdfSyntaxError, match=r"units\.ttl: .*line 1"):
        canonical_lines(b"<a> <b>", Format.TURTLE, "https://example.org/", "units.ttl")


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("a.ttl", Format.TURTLE), ("a.nq", Format.N_QUADS), ("a.JSONLD", Format.JSON_LD), ("a.json", Format.JSON_LD)],
)
def test_suffix_tells_the_syntax(name: str, syntax: Format) -> None:
    assert format_of(Path(name)) is syntax


def test_unknown_suffix_lists_the_known_ones() -> None:
    with pytest.raises(RdfSyntaxError, match=r"\.ttl, \.jsonld, \.nt, \.rdf, \.nq"):
        format_of(Path("data.xlsx"))
