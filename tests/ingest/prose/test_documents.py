"""Bytes → text and blocks: what is read of a page or a text, and that every position holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.errors import SourceError
from lod.ingest.documents import Document
from lod.ingest.hypertext import document as hypertext
from lod.ingest.plain_text import document as plain_text
from lod.ingest.sentences import readable_blocks, sentences


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One\n\nTwo\n", ["One", "Two"], id="blank lines"),
        pytest.param("  1. One\n  2. Two", ["One", "Two"], id="list items without their numbers"),
        pytest.param("A sentence.\nAnother.", ["A sentence.", "Another."], id="a line that ends a sentence"),
        pytest.param("Leeds PDU is\ninspected again", ["Leeds PDU is\ninspected again"], id="wrapped"),
        pytest.param("Headline\nThe text of the first", ["Headline", "The text of the first"], id="short first line"),
        pytest.param(f"{'x ' * 80}\nLeeds", [("x " * 80).strip(), "Leeds"], id="a paragraph a line"),
        pytest.param("One\r\n\r\nTwo\r\n", ["One", "Two"], id="CRLF"),
        pytest.param(" \n\t\n", [], id="nothing"),
    ],
)
def test_blocks_of_plain_text(text: str, expected: list[str]) -> None:
    assert blocks(plain_text(text.encode())) == expected


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert plain_text(b"\xef\xbb\xbfLeeds").text == "Leeds"


def test_undecodable_text_is_refused_with_the_byte() -> None:
    with pytest.raises(SourceError, match=r"byte 3 \(0xe9\) is not UTF-8"):
        plain_text(b"caf\xe9 au lait")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>One<p>Two", ["One", "Two"], id="unclosed paragraphs"),
        pytest.param("<p>rated <em>‘Good’</em> <b>overall</b></p>", ["rated ‘Good’ overall"], id="inline joins"),
        pytest.param("<p>One<br>Two</p>", ["One", "Two"], id="br parts"),
        pytest.param("<ul><li>A<ol><li>B</ol><li>C</ul>", ["A", "B", "C"], id="nested lists"),
        pytest.param("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"], id="direct text of a div"),
        pytest.param("<p>A&nbsp;&lsquo;B&rsquo; &#38; C</p>", ["A\xa0‘B’ & C"], id="entities"),
        pytest.param("<p>One<script>x()</script>Two</p>", ["One", "Two"], id="a script is not read, and parts"),
        pytest.param("<p>One <span hidden>no</span> Two</p>", ["One", "Two"], id="what is hidden is not read"),
        pytest.param("<nav>N</nav><aside>A</aside><template>T</template><p>P</p>", ["P"], id="around the content"),
        pytest.param("<p>P</p><noscript><p>no</p></noscript><style>p{}</style>", ["P"], id="not for readers"),
    ],
)
def test_blocks_of_a_page(html: str, expected: list[str]) -> None:
    assert blocks(hypertext(html.encode())) == expected


def test_the_text_of_a_page_is_its_text_content() -> None:
    html = "<body>a<!-- no -->\r\n<script>b<c</script><p>d&amp;e</p><noscript><p>f</p></noscript><template>g</template>"
    assert hypertext(html.encode()).text == "a\nb<cd&e<p>f</p>"


def test_only_the_main_content_is_content() -> None:
    document = hypertext(b"<header>H</header><main><h1>T</h1><p>P</p></main><footer>F</footer>")
    assert [(block.is_main, block.is_heading) for block in document.blocks] == [
        (False, False),
        (True, True),
        (True, False),
        (False, False),
    ]


def test_links_keep_their_text_and_address() -> None:
    document = hypertext(b'<p>See <a href=" https://example.org/x "><b>this</b></a></p>')
    link = document.links[0]
    assert (document.text[link.start : link.end], link.href) == ("this", "https://example.org/x")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="https://example.org/a">', "https://example.org/a"),
        ('<link rel="alternate canonical" href="https://example.org/a">', "https://example.org/a"),
        ('<link rel="canonical" href="/a">', None),
        ("", None),
    ],
    ids=["absolute", "among others", "relative", "none"],
)
def test_the_canonical_address_of_a_page(head: str, expected: str | None) -> None:
    assert hypertext(f"<head>{head}</head><p>x</p>".encode()).address == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<p>caf\xc3\xa9</p>", "café"),
        (b"\xef\xbb\xbf<meta charset=iso-8859-1><p>caf\xc3\xa9</p>", "café"),
        (b'<meta charset="windows-1252"><p>\x91Good\x92</p>', "‘Good’"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=ISO-8859-1"><p>caf\xe9</p>', "café"),
    ],
    ids=["UTF-8 by default", "byte order mark first", "windows-1252", "http-equiv"],
)
def test_encodings_of_pages(data: bytes, expected: str) -> None:
    assert blocks(hypertext(data)) == [expected]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<p>caf\xe9</p>", r"byte 6 \(0xe9\) is not utf-8"),
        (b"<meta charset=koi8-r><p>x</p>", "encoding 'koi8-r' is not read; accepted: UTF-8 or windows-1252"),
    ],
    ids=["not UTF-8", "unknown encoding"],
)
def test_pages_in_other_encodings_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        hypertext(data)


def test_pages_may_nest_deeper_than_python_does() -> None:
    document = hypertext(b"<div>" * 3000 + b"deep" + b"</div>" * 3000)
    assert blocks(document) == ["deep"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One. Two? ‘Three.’ Four", ["One.", "Two?", "‘Three.’", "Four"], id="ends"),
        pytest.param("Mr. Jones of St. Helens met i.e. Leeds.", ["Mr. Jones of St. Helens met i.e. Leeds."], id="abbr"),
        pytest.param("It rose by 2.5 points. – Next item.", ["It rose by 2.5 points.", "– Next item."], id="dashes"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    "contact",
    ["Call 07700 900123", "Ring (020) 7946 0000 now", "+44 20 7946 0000", "mail a.b@example.org", "Media enquiries"],
)
def test_blocks_that_tell_how_to_reach_somebody_are_not_read(contact: str) -> None:
    document = plain_text(f"Leeds PDU was inspected.\n\nLeeds PDU was rated ‘Good’. {contact}\n".encode())
    readable = [document.text[block.start : block.end] for block in readable_blocks(document)]
    assert readable == ["Leeds PDU was inspected."]


def test_of_a_block_with_a_contact_the_sentences_away_from_it_are_read() -> None:
    text = "Leeds PDU was rated ‘Good’. It met in May. Jo Bloggs. Ring 07700 900123. She knows. The end. Really."
    document = plain_text(text.encode())
    readable = [document.text[block.start : block.end] for block in readable_blocks(document)]
    assert readable == ["Leeds PDU was rated ‘Good’. It met in May.", "The end. Really."]


def test_figures_are_no_telephone_numbers() -> None:
    document = plain_text(b"We reviewed 1,204 cases in 2024 and 2025, 800 of them in 07 units")
    assert len(list(readable_blocks(document))) == 1


_FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<script>", "</script>", "<main>", "<nav>", "</nav>", "&amp;", "‘Good’", " "]
)


@given(st.lists(st.one_of(_FRAGMENTS, st.text(max_size=8)), max_size=30), st.booleans())
def test_blocks_are_in_order_apart_and_quote_the_text(fragments: list[str], is_html: bool) -> None:
    data = "".join(fragments).encode("utf-8", "ignore")
    document = hypertext(data) if is_html else plain_text(data)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
        for start, stop in sentences(document.text, block.start, block.end):
            span = document.span(start, stop)
            assert document.text[span.start : span.end] == span.exact
            assert document.text[: span.start].endswith(span.prefix)
            assert document.text[span.end :].startswith(span.suffix)
            assert span.prefix in document.text[block.start : span.start]
            assert span.suffix in document.text[span.end : block.end]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="cookie-banner"><p>X</p></div>',
        '<div id="site-header"><p>X</p></div>',
        '<div class="col related-news"><p>X</p></div>',
        '<div class="breadcrumbs">X</div>',
        '<ul class="main-menu"><li>X</li></ul>',
    ],
)
def test_what_is_named_as_furniture_is_not_the_content(furniture: str) -> None:
    document = hypertext(f"<body>{furniture}<p>P</p></body>".encode())
    assert [document.text[each.start : each.end] for each in document.blocks if each.is_main] == ["P"]


@pytest.mark.parametrize(
    "page",
    [
        '<div class="header"><h1>T</h1><p>P</p></div>',
        '<body class="has-sidebar sidebar"><h1>T</h1><p>P</p></body>',
        "<p>X</p><article><h1>T</h1><p>P</p></article>",
        '<p>X</p><div id="content"><h1>T</h1><p>P</p></div>',
    ],
    ids=["holds the heading", "the body", "the only article", "by its name"],
)
def test_the_content_of_a_page_without_a_main_element(page: str) -> None:
    document = hypertext(page.encode())
    assert [document.text[each.start : each.end] for each in document.blocks if each.is_main] == ["T", "P"]


def test_a_line_that_goes_on_in_lower_case_is_of_the_block_before() -> None:
    document = plain_text(b"Leeds PDU scored 5 out of\na possible 21 points in this inspection, they said")
    assert len(document.blocks) == 1
