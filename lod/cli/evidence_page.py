"""`lod check --format html`: what was read from sources as one page, for a colleague who checks it and signs.

The page is one file: no script, nothing from elsewhere. A prose source is shown whole, each stretch that states a fact
marked with its kind, in colour and in words; of a register the cells of each row are shown that gave facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import jinja2

import lod
from lod.cli.facts import Fact
from lod.cli.marked_text import Mark, Segment, segments
from lod.errors import SourceError
from lod.ingest.documents import Document
from lod.model import Doubt, Problem, Source

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "unit": ("unit", ("inspects", "unit", "not inspected")),
    "programme": ("programme", ("inspectedBy", "underProgramme", "inspectionNumber", "countedSince")),
    "date": ("date", ("issued", "fieldworkStart", "fieldworkEnd")),
    "rating": ("rating", ("overallRating", "rating")),
    "score": ("score", ("score",)),
    "cases": ("cases", ("caseCount",)),
    "percentage": ("percentage", ("percentage",)),
    "recommendations": ("recommendations", ("recommendationCount", "makesRecommendations")),
    "previous": ("previous inspection", ("previousRating", "previousDate")),
    "report": ("report", ("address", "title", "license")),
    "review": ("needs review", ()),
    "problem": ("not read", ()),
}
"""Kinds of facts: the word for each, and the facts of the kind as `lod.cli.facts` names them."""

_KIND_OF = {name: kind for kind, (_, names) in KINDS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Row:
    """A row or record of a register that gave facts: where it stands, and what is in it by column."""

    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read about one unit: its facts and, in a register, the rows that state them."""

    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A source, what was read from it and what was not. `document` is the text of prose."""

    source: Source
    read: tuple[Read, ...]
    problems: tuple[Problem, ...]
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered line of the page: a fact, or a stretch that could not be read or is doubtful."""

    number: int
    kind: str
    name: str
    value: str
    exact: str
    place: str
    mark: Mark | None = None
    decision: str = ""
    """What to write into the review file to accept a doubtful reading (TOML)."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One source as the template shows it."""

    source: Source
    read: tuple[tuple[Read, tuple[Entry, ...]], ...]
    doubts: tuple[Entry, ...]
    problems: tuple[Entry, ...]
    segments: tuple[Segment, ...]
    kinds: tuple[str, ...]


def page(checked: Iterable[Checked], profile: str) -> str:
    """The page for sources that were read with the profile of that name.

    Raises SourceError when a quotation is not what the source has at its offsets: nobody is to sign such a page.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lod.cli", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheets = tuple(_sheet(each) for each in checked)
    words = {kind: word for kind, (word, _) in KINDS.items()}
    return environment.get_template("evidence.html").render(
        sheets=sheets, words=words, profile=profile, version=lod.__version__
    )


def _sheet(checked: Checked) -> _Sheet:
    numbered = _Numbers(checked)
    read = tuple((each, tuple(numbered.fact(fact) for fact in each.facts)) for each in checked.read)
    doubts = tuple(numbered.problem(each, "review") for each in checked.problems if isinstance(each, Doubt))
    problems = tuple(numbered.problem(each, "problem") for each in checked.problems if not isinstance(each, Doubt))
    entries = (*(entry for _, facts in read for entry in facts), *doubts, *problems)
    shown = {entry.kind for entry in entries if entry.mark}
    return _Sheet(
        source=checked.source,
        read=read,
        doubts=doubts,
        problems=problems,
        segments=tuple(segments(checked.document, _together(entries))) if checked.document else (),
        kinds=tuple(kind for kind in KINDS if kind in shown),
    )


def _together(entries: Sequence[Entry]) -> list[Mark]:
    """The marks, those that one stretch has for several facts of a kind as one."""
    numbers: dict[tuple[int, int, str], list[int]] = {}
    for entry in entries:
        if entry.mark:
            numbers.setdefault((entry.mark.start, entry.mark.end, entry.kind), []).append(entry.number)
    return [Mark(*stretch, tuple(of)) for stretch, of in numbers.items()]


class _Numbers:
    """Numbers what was read from a source, and finds each in its text."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._last = 0
        self._anchors: dict[tuple[int, int, str], Mark] = {}

    def fact(self, fact: Fact) -> Entry:
        """A fact. Raises SourceError when its quotation is not in the text where it says."""
        number, kind = self._number(), _KIND_OF[fact.name.partition(" on ")[0]]
        document = self._checked.document
        if document and fact.start is not None and fact.end is not None:
            there = document.text[fact.start : fact.end]
            if there != fact.exact:
                raise SourceError(
                    f"{fact.source}, {fact.place}: found {there!r}, which is not the quoted {fact.exact!r}"
                )
        mark = self._mark(fact.start, fact.end, kind, number)
        return Entry(number, kind, fact.name, fact.value, fact.exact or "", fact.place, mark)

    def problem(self, problem: Problem, kind: str) -> Entry:
        """What could not be read, or only in doubt."""
        number = self._number()
        mark = self._mark(problem.start, problem.end, kind, number)
        place = f"characters {problem.start}–{problem.end}" if mark else ""
        if problem.row is not None:
            place = f"row {problem.row}" + (f", column {problem.column}" if problem.column is not None else "")
        message = problem.message + (f"; accepted: {problem.accepted}" if problem.accepted else "")
        decision = _decision(problem) if isinstance(problem, Doubt) else ""
        return Entry(number, kind, message, "", problem.found, place, mark, decision)

    def _number(self) -> int:
        self._last += 1
        return self._last

    def _mark(self, start: int | None, end: int | None, kind: str, number: int) -> Mark | None:
        """The mark of a stretch; of one that is marked already for its kind, that mark."""
        if self._checked.document is None or start is None or end is None:
            return None
        return self._anchors.setdefault((start, end, kind), Mark(start, end, kind, (number,)))


def _decision(doubt: Doubt) -> str:
    lines = ["[[reading]]", f'property = "{doubt.supports}"', f"start = {doubt.start}", f"end = {doubt.end}"]
    if doubt.value:
        return "\n".join([*lines, 'decision = "accept"'])
    return "\n".join([*lines, 'decision = "replace"', 'value = "…"'])
