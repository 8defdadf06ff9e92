"""Which stretches of a document are read: its sentences, without any that tells how to reach a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from lod.ingest.documents import Block, Document

_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+(?:[–—•-]\s*)?[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|approx|vs)|\b[A-Za-z]\.[A-Za-z])\.$")

_CONTACT = re.compile(
    r"""
      (?<![\w.+-]) [\w.+-]+ @ [\w-]+ \. [\w.-]+             # an e-mail address
    | (?<!\w) (?:\+44|\(?0) (?:[\s()-]*\d){9,10} (?!\w)       # a telephone number of the United Kingdom
    | \b (?:media|press) \s+ (?:enquir(?:y|ies)|officers?|office|contacts?|queries) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_contact(text: str) -> bool:
    """Whether a text says how to reach somebody: an e-mail address, a telephone number, a press office."""
    return _CONTACT.search(text) is not None


def readable_blocks(document: Document) -> Iterator[Block]:
    """The blocks that are read at all: personal data is not published, so where it stands nothing is read.

    Of a block with a contact in it, a page's notes in one paragraph say, there remain the runs of sentences that are
    not beside it: the sentence before or after a telephone number may be the name of whose it is.
    """
    for block in document.blocks:
        if is_contact(document.text[block.start : block.end]):
            yield from _away_from_contacts(document.text, block)
        else:
            yield block


def _away_from_contacts(text: str, block: Block) -> Iterator[Block]:
    spans = list(sentences(text, block.start, block.end))
    contacts = [is_contact(text[start:end]) for start, end in spans]
    for is_near, run in groupby(range(len(spans)), key=lambda index: any(contacts[max(0, index - 1) : index + 2])):
        if not is_near:
            indexes = list(run)
            yield replace(block, start=spans[indexes[0]][0], end=spans[indexes[-1]][1])


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences within `text[start:end]`, as offsets into the text, without the white space between them."""
    begin = start
    for stop in _END.finditer(text, start, end):
        if stop.end() < end and not _ABBREVIATION.search(text, begin, stop.start() + 1):
            yield begin, stop.end()
            begin = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
    if begin < end:
        yield begin, end
