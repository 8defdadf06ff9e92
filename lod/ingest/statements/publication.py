"""When a report was published, what the document is called, and under which licence it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lod.ingest.annotation import slot
from lod.ingest.documents import Block
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.dates import impossible_dates
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.sentences import readable_blocks
from lod.ingest.statements.clauses import current
from lod.ingest.statements.inspected import most_named
from lod.model import PartialDate, Problem, UnitKey
from lod.namespaces import OGL, OGL_FORMS

_DATE = slot(Kind.DATE, "date")
_ON = r"(?:,|:| \(| on| from| at| of| \d\d[.:]\d\d(?: ?[ap]m)?(?:,| on)?){0,3}"
_REPORT = (
    r"(?:[Ii]ts|[Tt]he|[Oo]ur) (?:findings|results)|"
    r"(?:(?:[Tt]he|[Tt]his|[Tt]hese|[Oo]ur|[Bb]oth|[Aa]ll) )?(?:‹number \d+› )?(?:(?:full|[Ii]nspection)"
    r" )*[Rr]eports?,?"
)
_ANOTHER = r"[^.;]*\b(?:annual|thematic|strategy|framework|guid\w+|bulletin|research)\b"
_BY_RANK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bavailable(?: to \w+)?(?: online)? (?:on|at|from|via) (?:(?:our|its|the)(?: [\w']+)*? website"
        rf"|(?:https?://|www\.)[^\s‹›]+?),?{_ON} {_DATE}",
        rf"(?:^\W*|\band )(?:{_REPORT}) (?:[^‹›;.·]{{0,40}} (?:{slot(Kind.UNIT, 'unit')} )?)?(?:(?:is|are|was|were"
        rf"|will be|has been|have been) )?(?:being )?"
        rf"(?:published|released|out)(?: today| online| on (?:our|its|the)(?: [\w']+)* website| by [\w' ]+?)?{_ON}"
        rf" {_DATE}",
        rf"\btoday,? ?\(?(?:on )?{_DATE}\)?,? (?:has |have )?published (?!{_ANOTHER})",
        rf"\bpublished (?:its|the|this|an?) (?!{_ANOTHER})[^‹›;.]{{0,40}}(?:report|inspection)\b[^;.]{{0,80}}"
        rf" today,? ?\(?{_DATE}",
        rf"\b[Rr]eports (?:on|into|about) (?:the )?{slot(Kind.UNIT)}(?:,? (?:and )?{slot(Kind.UNIT)})+ (?:are|were)"
        rf" published{_ON} {_DATE}",
        rf"\breport published today,? ?\(?{_DATE}",
        rf"\bpublished (?:both|its|the|these) (?:inspection )?reports?{_ON} {_DATE}",
        rf"^\W*(?:[Dd]ate of publication|[Dd]ate published|[Pp]ublication date|[Pp]ublished(?: / \w+| on (?:our|the"
        rf"|its) website)?|[Rr]elease date)"
        rf" ?:?(?: on)? ?{_DATE}(?: by [\w' ]+)?\W*$",
    )
)
"""The report's own date comes before that of the page about it."""
_LABEL = re.compile(r"^\W*(?:[Dd]ate of publication|[Pp]ublication date|[Pp]ublished)(?: on)? ?:?$")
_ANY_LABEL = re.compile(r":\W*$|\b(?:started|began|ended|updated|reviewed)\W*$", re.IGNORECASE)
_ONLY_A_DATE = re.compile(rf"^\W*{_DATE}\W*$")
_PUBLISHED = re.compile(r"\b(?:available on|[Pp]ublished)\b")

_OGL = re.compile(
    r"\bOpen Government Licen[cs]e,? (?:v|version )?\s?3(?:\.0)?(?![\d.]*\d)|"
    + "|".join(re.escape(form) + r"(?![\w/-])" for form in sorted(OGL_FORMS, key=len, reverse=True)),
    re.IGNORECASE,
)
_LONGEST_TITLE = 160
"""Characters; a sentence of plain text that is longer is no heading."""


def issued(reading: Reading) -> Stated[PartialDate] | Problem | None:
    """The date of publication, with month or day; a problem for two different dates or one that cannot be."""
    for impossible in _impossible(reading):
        return reading.problem("is no date that a calendar has", "a date such as 7 August 2025", impossible)
    for pattern in _BY_RANK:
        found = reading.agreed("issued", "dates of publication", _matches(reading, pattern))
        if found:
            return found
    return reading.agreed("issued", "dates of publication", (*_labelled(reading), *_alone(reading)))


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Stated[PartialDate]]:
    for sentence in reading.sentences:
        match = pattern.search(current(sentence))
        of = match.groupdict().get("unit") if match else None
        if of and sentence.mention(of).value.key != most_named(reading):
            continue
        mention = sentence.mention(match["date"]) if match else None
        if mention and mention.value.month is not None:
            yield Stated(mention.value, mention.start, mention.end)


def _labelled(reading: Reading) -> Iterator[Stated[PartialDate]]:
    """A date that stands alone below its label: "Published:"."""
    for label, sentence in pairwise(reading.sentences):
        match = _ONLY_A_DATE.match(sentence.reduced)
        if match and _LABEL.match(label.reduced):
            mention = sentence.mention(match["date"])
            yield Stated(mention.value, mention.start, mention.end)


def _alone(reading: Reading) -> Iterator[Stated[PartialDate]]:
    """A day in a block of its own, without a word of what was then."""
    for before, sentence in pairwise((None, *reading.sentences)):
        match = _ONLY_A_DATE.match(sentence.reduced) if sentence else None
        if sentence is None or match is None or (before and _ANY_LABEL.search(before.reduced)):
            continue
        mention = sentence.mention(match["date"])
        if mention.value.day is not None:
            yield Stated(mention.value, mention.start, mention.end, doubt="a date that stands alone")


def _impossible(reading: Reading) -> Iterator[Stated[None]]:
    for sentence in reading.sentences:
        if _PUBLISHED.search(current(sentence)):
            for start, end in impossible_dates(reading.text_of(sentence)):
                yield Stated(None, sentence.start + start, sentence.start + end)


def licence(reading: Reading) -> Stated[str] | None:
    """The Open Government Licence v3.0, by name or by any form of its IRI, as `OGL`; wherever a page has it."""
    document = reading.document
    for block in readable_blocks(document):
        match = _OGL.search(document.text, block.start, block.end)
        if match:
            return Stated(OGL, match.start(), match.end())
        for link in document.links:
            if link.href in OGL_FORMS and block.start <= link.start < link.end <= block.end:
                return Stated(OGL, link.start, link.end)
    return None


def title(reading: Reading, units: frozenset[UnitKey]) -> Stated[str] | None:
    """The first heading that names one of the units inspected, its white space as single spaces. In plain text a
    heading is a block of one short sentence with others after it."""
    for block in headings(reading):
        named = (
            mention.value.key
            for sentence in reading.sentences
            if block.start <= sentence.start < block.end
            for mention in sentence.of(Kind.UNIT)
        )
        if any(key in units for key in named):
            return Stated(" ".join(reading.text_of(block).split()), block.start, block.end)
    return None


def headings(reading: Reading) -> Iterator[Block]:
    """The marked headings of a page; in plain text, or without any, blocks of one short sentence with others after."""
    blocks = [block for block in readable_blocks(reading.document) if block.is_main]
    marked = [block for block in blocks if block.is_heading]
    if marked:
        yield from marked
        return
    for block in blocks[:-1]:
        inside = [each for each in reading.sentences if block.start <= each.start < block.end]
        if len(inside) == 1 and block.end - block.start <= _LONGEST_TITLE:
            yield block
