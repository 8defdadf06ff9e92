"""Reads single files for `lod check`: a source with its facts and problems, and what a page shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lod import ingest
from lod.cli.evidence_page import Checked, Read, Row
from lod.cli.facts import Labels, facts, place, title
from lod.errors import SourceError
from lod.ingest import SourceFiles, hypertext, plain_text, sources
from lod.ingest.documents import Document
from lod.model import Evidence, Fact, Inspection, Licence, NotInspected, Problem, Selector, Source
from lod.namespaces import OGL
from lod.profiles import Profile

_DOCUMENTS = {"text/plain": plain_text.document, "text/html": hypertext.document}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as a source, what was read from it and what could not be."""

    path: Path
    files: SourceFiles
    source: Source
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


def read(path: Path, profile: Profile) -> CheckedFile:
    """A file, read as prose or as a register. Raises SourceError for one that is neither."""
    files = SourceFiles("press-release" if is_prose(path) else "register", (path,), profile, _licence(profile))
    [(source, found)] = [(source, tuple(each)) for source, each in ingest.read(files, path.parent)]
    return CheckedFile(
        path,
        files,
        source,
        tuple(each for each in found if isinstance(each, Inspection | NotInspected)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def shown(file: CheckedFile, labels: Labels) -> Checked:
    """A file as a page shows it: prose with its text, of a register the rows that gave facts."""
    rows = {} if is_prose(file.path) else _rows(file)
    read = (
        Read(title(each), tuple(facts(each, labels, file.source.name)), tuple(_stating(each, rows)))
        for each in file.facts
    )
    return Checked(file.source, tuple(read), file.problems, _document(file) if is_prose(file.path) else None)


def is_prose(path: Path) -> bool:
    """Whether a file is text that is read sentence by sentence; any other is a register."""
    return path.suffix.lower() in (".txt", ".html", ".htm")


def _licence(profile: Profile) -> Licence:
    """Of a source that is merely looked at: it is published under none."""
    return Licence(profile.licence or OGL, "")


def _document(file: CheckedFile) -> Document | None:
    """The text that evidence counts in; none where it cannot be decoded, which is among the problems then."""
    try:
        return _DOCUMENTS[file.source.media_type](sources.read_bytes(file.path))
    except SourceError:
        return None


def _rows(file: CheckedFile) -> Mapping[Selector, Row]:
    """The rows that gave facts, by their places."""
    wanted = {each.selector for fact in file.facts for each in _evidence(fact)}
    return {
        row.place: Row(place(row.place), row.cells)
        for row in ingest.rows(file.files, file.path, file.source)
        if not isinstance(row, Problem) and row.place in wanted
    }


def _stating(fact: Fact, rows: Mapping[Selector, Row]) -> Iterator[Row]:
    places = dict.fromkeys(each.selector for each in _evidence(fact))
    yield from (rows[each] for each in places if each in rows)


def _evidence(fact: Fact) -> Iterator[Evidence]:
    """All evidence of an inspection and its parts; a unit without one is known by its document alone."""
    if isinstance(fact, Inspection):
        yield from fact.evidence
        for parts in (fact.judgements, fact.samples, fact.measures, fact.recommendations, fact.reported_in):
            for part in parts:
                yield from part.evidence
