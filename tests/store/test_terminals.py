from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.errors import QuerySyntaxError
from lod.store.terminals import Kind, decoded, place, tokens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://example.org/a#b>", Kind.IRI),
        ("<>", Kind.IRI),
        ("'it'", Kind.STRING),
        (r'"a \"b\" c"', Kind.STRING),
        ('"""one "two"\nthree"""', Kind.STRING),
        ("'''one ''two'\nthree'''", Kind.STRING),
        ("?x1", Kind.VARIABLE),
        ("$é", Kind.VARIABLE),
        ("@en-GB-oed", Kind.LANGUAGE),
        ("_:b.1", Kind.BLANK),
        ("12", Kind.NUMBER),
        (".5", Kind.NUMBER),
        ("1.5e-3", Kind.NUMBER),
        ("1.e3", Kind.NUMBER),
        ("ex:a.b", Kind.NAME),
        (":", Kind.NAME),
        ("ex:", Kind.NAME),
        (":1%20a\\#b", Kind.NAME),
        ("a.b-c:d", Kind.NAME),
        ("sElEcT", Kind.WORD),
        ("ENCODE_FOR_URI", Kind.WORD),
        ("&&", Kind.MARK),
        ("^^", Kind.MARK),
        (">=", Kind.MARK),
    ],
)
def test_one_token(text: str, kind: Kind) -> None:
    (token,) = tokens(text)
    assert (token.kind, token.text, token.start) == (kind, text, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("SELECT*{?s?p?o}", "SELECT * { ?s ?p ?o }", id="no spaces needed"),
        pytest.param("?s ex:p ex:o.}", "?s ex:p ex:o . }", id="a name does not end in a full stop"),
        pytest.param("ex:o.ex:p", "ex:o.ex:p", id="full stops and colons in a name"),
        pytest.param("true.OPTIONAL{", "true . OPTIONAL {", id="keywords have no full stop in them"),
        pytest.param("true-1", "true - 1", id="nor a hyphen"),
        pytest.param("?a<?b", "?a < ?b", id="less than"),
        pytest.param("?a<?b&&?c>?d", "?a <?b&&?c> ?d", id="an IRI by longest match"),
        pytest.param("?a # {\n?b", "?a ?b", id="comment"),
        pytest.param("<http://example.org/#a>", "<http://example.org/#a>", id="no comment in an IRI"),
        pytest.param("'a'@en.", "'a' @en .", id="language tag"),
        pytest.param("'1'^^xsd:int", "'1' ^^ xsd:int", id="datatype"),
        pytest.param('""""a"""', '""""a"""', id="long string that begins with a quote"),
        pytest.param("1.", "1 .", id="an integer at the end of a triple"),
        pytest.param("", "", id="empty"),
        pytest.param(" # only a comment", "", id="comment at the end"),
    ],
)
def test_longest_match(text: str, expected: str) -> None:
    assert " ".join(token.text for token in tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param('ASK {\n "open }', "line 2, column 2", id="string without an end"),
        pytest.param('ASK { "a\nb" }', "line 1, column 7", id="short string over two lines"),
        pytest.param(r'ASK { "\q" }', "line 1, column 7", id="no such escape"),
        pytest.param("ASK { & }", "line 1, column 7", id="half an operator"),
        pytest.param("ASK { é }", "line 1, column 7", id="no keyword"),
        pytest.param("ASK { \x00 }", "line 1, column 7", id="control character"),
    ],
)
def test_what_begins_no_token_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(QuerySyntaxError, match=f"^{where}: "):
        list(tokens(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\u0053ELECT", "SELECT"),
        (r"\U0001F600", "\U0001f600"),
        (r"\u00e9", "é"),
        (r"\t \x", r"\t \x"),
    ],
)
def test_codepoint_escapes_come_before_the_grammar(text: str, expected: str) -> None:
    assert decoded(text) == expected


@pytest.mark.parametrize("escape", [r"\uD800", r"\U00110000"])
def test_an_escape_that_is_no_character(escape: str) -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 1"):
        decoded(f"\n{escape}")


def test_places_count_from_one() -> None:
    assert [place("ab\nc", offset) for offset in range(4)] == [
        "line 1, column 1",
        "line 1, column 2",
        "line 1, column 3",
        "line 2, column 1",
    ]


_PIECES = st.sampled_from([*"<>\"'#\\{}()?:.-_@e1é \n", "SERVICE", "ex:", "<a:b>", "'''", '"""'])


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_tokens_tile_the_text(text: str) -> None:
    """Whatever the text, its tokens and what may stand between them are all of it, in order."""
    end = 0
    try:
        for token in tokens(text):
            assert re.fullmatch(r"(?:[ \t\r\n]|#[^\r\n]*[\r\n]?)*", text[end : token.start])
            assert text[token.start :].startswith(token.text)
            end = token.start + len(token.text)
    except QuerySyntaxError:
        return
    assert re.fullmatch(r"(?:[ \t\r\n]|#[^\r\n]*[\r\n]?)*", text[end:])
