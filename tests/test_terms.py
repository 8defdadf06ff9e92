"""Terms are written in canonical N-Triples: what pyoxigraph's RDFC-1.0 writes, we write."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.namespaces import XSD
from lod.terms import Literal, Triple, integer, lines, ordered, text, written


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("https://example.org/a", "<https://example.org/a>", id="IRI"),
        pytest.param("_:b0", "_:b0", id="blank node"),
        pytest.param(Literal("a"), '"a"', id="string without its datatype"),
        pytest.param(text("Gwent", "cy"), '"Gwent"@cy', id="language"),
        pytest.param(integer(-7), '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>', id="integer"),
        pytest.param(Literal('a"b\\c\nd\te\rf'), '"a\\"b\\\\c\\nd\\te\\rf"', id="short escapes"),
        pytest.param(Literal("\x00\x1f\x7f"), '"\\u0000\\u001F\\u007F"', id="control characters"),
        pytest.param(Literal("‘Good’ \U0001f600"), '"‘Good’ \U0001f600"', id="the rest as it is"),
    ],
)
def test_term_is_written_canonically(term: str | Literal, expected: str) -> None:
    assert written(term) == expected


literals = st.one_of(
    st.text(st.characters(codec="utf-8")).map(Literal),
    st.text(st.characters(codec="utf-8")).map(lambda value: text(value, "en")),
    st.integers().map(integer),
    st.text(st.characters(codec="utf-8")).map(lambda value: Literal(value, XSD.anyURI)),
)


@given(st.lists(literals, max_size=5))
def test_lines_are_what_rdfc_1_0_writes(values: list[Literal]) -> None:
    ours = sorted(set(lines(("https://example.org/s", "https://example.org/p", value) for value in values)))
    dataset = ox.Dataset(ox.parse(input="".join(ours).encode(), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert ours == sorted(f"{quad.triple} .\n" for quad in dataset)


def test_triples_are_put_in_one_order_each_once() -> None:
    s, p = "https://example.org/s", "https://example.org/p"
    expected: list[Triple] = [
        (s, p, text("a", "en")),
        (s, p, Literal("a")),
        (s, p, Literal("b")),
        (s, p, "_:b0"),
        (s, p, "https://example.org/o"),
        (s, f"{p}2", Literal("a")),
        (f"{s}2", p, Literal("a")),
    ]
    assert ordered([*reversed(expected), *expected]) == expected
