"""The page of a release: what changed since the one before, what became of the sources, what the shapes found.

All is read from the files of the release: its feeds, `sources.json` and `report.nt`. A joint release has none of these;
the releases that it is made of have them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from lod import feeds
from lod.errors import ReleaseDamaged, ReleaseNotFound
from lod.feeds.log import Entry
from lod.feeds.states import Kind
from lod.formats import parse_file
from lod.namespaces import SH
from lod.releases import Release
from lod.web.http.links import Links, compact
from lod.web.pages.description import Value

SOURCES, REPORT = "sources.json", "report.nt"


class Source(msgspec.Struct, frozen=True):
    """A source and what became of its rows. A document, such as a press release, has no rows."""

    name: str
    licence: str
    rows: int
    published: int
    not_inspected: int
    rejected: int
    inspections: int
    problems: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of an inspection: new, changed, corrected, withdrawn or removed."""

    inspection: Value
    how: str
    summary: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release changed when it took the place of the one before; without that, all is new."""

    before: str | None
    created: int
    updated: int
    deleted: int
    inspections: Sequence[Changed]
    """Those that were published last, as the feeds tell them; none of the first release."""


def more(release: Release, links: Links) -> dict[str, object]:
    """What the template `release.html` shows besides the manifest. Raises ReleaseDamaged."""
    return {
        "changes": _changes(release, links),
        "sources": _sources(release.folder),
        "results": _results(release.folder),
    }


def _changes(release: Release, links: Links) -> Changes | None:
    """None for a release without feeds."""
    try:
        log = feeds.read(release)
    except ReleaseNotFound:
        return None
    *past, own = log.transitions
    before = past[-1].release if past else None
    told = [_changed(each, links) for each in log.entries if before and each.at == own.at]
    return Changes(before, own.created, own.updated, own.deleted, told)


def _changed(entry: Entry, links: Links) -> Changed:
    name, _, how = entry.title.rpartition(" (")
    there = links.href(entry.about) if entry.kind != Kind.DELETED else None
    return Changed(Value(name, there), how.removesuffix(")"), entry.summary)


@lru_cache(maxsize=32)
def _sources(folder: Path) -> Sequence[Source]:
    """The sources of a release, whose files never change; none where that was not written down."""
    path = folder / SOURCES
    if not path.is_file():
        return ()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Source, ...])
    except msgspec.DecodeError as problem:
        raise ReleaseDamaged(f"release {folder.name}: {SOURCES}: {problem}") from problem


@lru_cache(maxsize=32)
def _results(folder: Path) -> Mapping[str, int] | None:
    """How many results the SHACL report has of each severity; None where there is no report."""
    path = folder / REPORT
    if not path.is_file():
        return None
    found = Counter(compact(str(value)) for _, predicate, value in parse_file(path) if predicate == SH.resultSeverity)
    return {severity.removeprefix("sh:"): count for severity, count in sorted(found.items())}
