"""The difference between two releases, written: in words, as a table, as RDF Patch, as N-Quads. All are made while both
releases are read, from lines as `comparing.compared` gives them."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lod.releases.changes import Change, Kind, changes
from lod.releases.comparing import ADDED, REMOVED, differing

Lines = Iterable[tuple[str, str]]


class Form(StrEnum):
    """How a difference may be written."""

    WORDS = "words"
    CSV = "csv"
    PATCH = "patch"
    NQUADS = "nquads"


@dataclass(frozen=True, slots=True)
class Between:
    """The releases that are compared, by id, and the base of the IRIs of the newer one."""

    old: str
    new: str
    base_iri: str


def written(form: Form, between: Between, lines: Lines) -> Iterator[str]:
    """The difference in a form, in pieces that end with a line."""
    write: dict[Form, Callable[[Between, Lines], Iterator[str]]] = {
        Form.WORDS: _words,
        Form.CSV: _csv,
        Form.PATCH: _patch,
        Form.NQUADS: _nquads,
    }
    return write[form](between, lines)


def _nquads(_between: Between, lines: Lines) -> Iterator[str]:
    return (f"{sign} {line}" for sign, line in differing(lines))


def _words(between: Between, lines: Lines) -> Iterator[str]:
    signs: Counter[str] = Counter()
    kinds: Counter[Kind] = Counter()
    for change in changes(_counted(lines, signs), between.base_iri):
        kinds[change.kind] += 1
        yield "".join(_told(change))
    inspections = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind)
    yield (
        f"from {between.old} to {between.new}: inspections {inspections}; "
        f"statements {signs[ADDED]} added, {signs[REMOVED]} removed\n"
    )


def _counted(lines: Lines, signs: Counter[str]) -> Iterator[tuple[str, str]]:
    for sign, line in lines:
        signs[sign] += 1
        yield sign, line


def _told(change: Change) -> Iterator[str]:
    yield f"{change.kind}: {change.label} <{change.inspection}>\n"
    for value in change.values:
        yield f"    {value}\n"


def _csv(between: Between, lines: Lines) -> Iterator[str]:
    """RFC 4180, with a header; a corrected property is a row, so an inspection may have several."""
    yield _row(("change", "inspection", "label", "property", "before", "after"))
    for change in changes(lines, between.base_iri):
        about = (change.kind, change.inspection, change.label)
        if not change.values:
            yield _row((*about, "", "", ""))
        for value in change.values:
            yield _row((*about, value.name, "; ".join(value.before), "; ".join(value.after)))


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue()


_SUBJECT = re.compile(r"^_:([A-Za-z0-9]+) ")
_OBJECT = re.compile(r" _:([A-Za-z0-9]+) \.$", re.MULTILINE)


def _patch(between: Between, lines: Lines) -> Iterator[str]:
    """RDF Patch, <https://afs.github.io/rdf-delta/rdf-patch.html>: one transaction. Blank nodes are named by their
    canonical labels (RDFC-1.0) in the older dump, as `<_:label>`: a patch never makes new ones."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{between.base_iri}release/{between.old}...{between.new}")
    yield f"H id <urn:uuid:{name}> .\nTX .\n"
    for sign, line in differing(lines):
        named = _OBJECT.sub(r" <_:\1> .", _SUBJECT.sub(r"<_:\1> ", line))
        yield f"{'A' if sign == ADDED else 'D'} {named}"
    yield "TC .\n"
