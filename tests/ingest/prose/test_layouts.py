"""Whatever the layout, a document states the same, and what is quoted as evidence is what stands there."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod import profiles
from lod.ingest import press_release
from lod.ingest.sentences import is_contact
from lod.model import Evidence, Inspection, Problem, TextSpan
from lod.profiles import Profile

from .conftest import document_of, source_of
from .stated import Release, found, written

RELEASES = [release for release in written(profiles.load("hmi-probation")) if not release.is_page]
UNWRAPPED = [release for release in RELEASES if max(map(len, release.text.splitlines())) > 120]
"""Those with a paragraph a line: in a text wrapped at a width, more white space would be another width."""


def spans(value: object) -> Iterator[TextSpan]:
    """Every stretch that evidence in a fact quotes."""
    if isinstance(value, Evidence):
        assert isinstance(value.selector, TextSpan)
        yield value.selector
    elif isinstance(value, tuple):
        for each in value:
            yield from spans(each)
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from spans(getattr(value, field.name))


def read(data: bytes, media_type: str, profile: Profile) -> list[Inspection | Problem]:
    """The facts in a document, whose evidence is checked."""
    facts = list(press_release.read(source_of(data, media_type), data, profile))
    text = document_of(data, media_type).text
    for fact in facts:
        if isinstance(fact, Problem):
            assert fact.start is None or 0 <= fact.start < (fact.end or 0) <= len(text)
            continue
        for span in spans(fact):
            assert span.exact == text[span.start : span.end]
            assert span.exact.strip() == span.exact != ""
            assert span.prefix == text[span.start - len(span.prefix) : span.start]
            assert span.suffix == text[span.end : span.end + len(span.suffix)]
            assert not is_contact(span.prefix + span.exact + span.suffix)
    return facts


def blocks(text: str) -> list[str]:
    return [each for each in re.split(r"\n\s*\n|\n(?=\s*(?:\d+\.|[-–•])\s)", text.strip()) if each.strip()]


def as_paragraphs(text: str) -> str:
    lines = (line for block in blocks(text) for line in block.splitlines())
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)


def as_list(text: str) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in text.strip().splitlines() if line.strip())}</ul>"


def as_line_breaks(text: str) -> str:
    return f"<div>{html.escape(text.strip()).replace(chr(10), '<br>')}</div>"


def with_inline_markup(text: str) -> str:
    marked = re.sub(r"(‘[^’<]+’)", r"<strong>\1</strong>", html.escape(text.strip(), quote=False))
    marked = re.sub(r"\b(PDU|YJS|region)\b", r"<abbr>\1</abbr>", marked)
    return "".join(f"<p>{line}</p>" for line in marked.splitlines() if line.strip())


def among_furniture(text: str) -> str:
    other = "<p>Croydon PDU has received an overall rating of ‘Outstanding’.</p><p>Published: 1 January 2020</p>"
    return (
        f'<div class="cookie-banner">{other}</div><div id="site-header">{other}</div><nav>{other}</nav>'
        f'<main>{as_paragraphs(text)}</main><aside>{other}</aside><div class="related-news">{other}</div>'
    )


@pytest.mark.parametrize(
    "layout",
    [as_paragraphs, as_list, as_line_breaks, with_inline_markup, among_furniture],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.id)
def test_a_page_states_what_its_text_states(release: Release, layout: Callable[[str], str], profile: Profile) -> None:
    page = f"<!doctype html><meta charset=utf-8><title>x</title><body>{layout(release.text)}</body>".encode()
    assert found(read(page, "text/html", profile)) <= release.facts


def spaced(text: str, seed: int) -> str:
    """White space as copying and pasting makes it: doubled, no-break, tabs; never where it would part a block."""
    draw = random.Random(seed)  # noqa: S311 - a test's variety
    return re.sub(r"(?<=\S) (?=\S)", lambda _: draw.choice((" ", " ", "  ", "\xa0", "\t", " \xa0")), text)


@given(st.sampled_from(UNWRAPPED), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_white_space_changes_nothing(profile: Profile, release: Release, seed: int) -> None:
    text = spaced(release.text, seed)
    assert found(read(text.encode(), "text/plain", profile)) == found(
        read(release.text.encode(), "text/plain", profile)
    )


@given(st.lists(st.sampled_from([block for release in RELEASES for block in blocks(release.text)]), max_size=12))
@settings(max_examples=40, deadline=None)
def test_however_blocks_are_mixed_evidence_quotes_the_document(profile: Profile, mixed: list[str]) -> None:
    read("\n\n".join(mixed).encode(), "text/plain", profile)
    read(as_paragraphs("\n\n".join(mixed)).encode(), "text/html", profile)
