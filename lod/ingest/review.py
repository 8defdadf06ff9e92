"""What the publisher decided about readings of a document: `NAME.review.toml` beside the document `NAME`.

A decision names a reading by its property and its stretch of text, and accepts it, rejects it or gives another value.
It holds for one text only, which the digest names: offsets say nothing about another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from lod.errors import SettingsError
from lod.ingest.sources import Location, read_bytes
from lod.model import Source

SUFFIX = ".review.toml"

PROPERTIES = (
    "inspects", "issued", "fieldworkStart", "fieldworkEnd", "underProgramme", "rating", "score", "caseCount",
    "recommendationCount", "percentage", "previousRating", "previousDate", "inspectionNumber", "countedSince",
)  # fmt: skip
"""What may be decided, by the ontology's local names."""


class Decision(StrEnum):
    """What is decided about a reading."""

    ACCEPT = "accept"
    """It is right, though doubtful."""
    REJECT = "reject"
    """It is wrong, though it may look certain."""
    REPLACE = "replace"
    """The stretch states another value."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about the reading of a property at `text[start:end]`; `value` only with `replace`."""

    supports: str
    start: int
    end: int
    decision: Decision
    value: str | None
    where: str
    """File and entry, for messages."""


@dataclass(slots=True)
class Review:
    """The decisions about one document, and which of them a reading met."""

    rulings: Mapping[tuple[str, int, int], Ruling] = field(default_factory=dict)
    _met: set[Ruling] = field(default_factory=set)

    def ruling(self, supports: str, start: int, end: int) -> Ruling | None:
        """What was decided about a reading, if anything; it then counts as met."""
        found = self.rulings.get((supports, start, end))
        if found:
            self._met.add(found)
        return found

    def check(self) -> None:
        """Raises SettingsError for a decision about what was never read."""
        for ruling in self.rulings.values():
            if ruling not in self._met:
                found = f"{ruling.supports} at characters {ruling.start}–{ruling.end}"
                raise SettingsError(ruling.where, found, "a property and stretch that `lod check` shows")


def beside(path: Location, source: Source) -> Review:
    """The review of a document, empty where no file is beside it. Documents on object storage have none.

    Raises SettingsError, naming file and key, for a file that is no review of this very document.
    """
    file = path.with_name(path.name + SUFFIX) if isinstance(path, Path) else None
    if file is None or not file.exists():
        return Review()
    return parse(read_bytes(file), file.name, source)


def parse(data: bytes, name: str, source: Source) -> Review:
    """The review in a file's bytes; `name` is the file's, for messages. Raises SettingsError as `beside` does."""
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(name, str(problem), "TOML 1.0 in UTF-8") from problem
    _only(name, table, ("source", "reading"))
    if table.get("source") != source.sha256:
        raise SettingsError(f"{name}: source", table.get("source"), f"the document’s SHA-256, {source.sha256}")
    entries = table.get("reading", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise SettingsError(f"{name}: reading", entries, "[[reading]] tables")
    rulings: dict[tuple[str, int, int], Ruling] = {}
    for number, entry in enumerate(entries, start=1):
        ruling = _ruling(f"{name}: reading {number}", entry)
        about = ruling.supports, ruling.start, ruling.end
        if about in rulings:
            raise SettingsError(ruling.where, "a second decision about one reading", "one decision a reading")
        rulings[about] = ruling
    return Review(rulings)


def _ruling(where: str, entry: Mapping[str, Any]) -> Ruling:
    _only(where, entry, ("property", "start", "end", "decision", "value"))
    supports, decision, value = entry.get("property"), entry.get("decision"), entry.get("value")
    if supports not in PROPERTIES:
        raise SettingsError(f"{where}: property", supports, ", ".join(PROPERTIES))
    if decision not in tuple(Decision):
        raise SettingsError(f"{where}: decision", decision, ", ".join(Decision))
    for key in ("start", "end"):
        if type(entry.get(key)) is not int or entry[key] < 0:
            raise SettingsError(f"{where}: {key}", entry.get(key), "a character’s offset, 0 or more")
    if entry["start"] >= entry["end"]:
        raise SettingsError(f"{where}: end", entry["end"], f"more than the start, {entry['start']}")
    if (decision == Decision.REPLACE) != (value is not None):
        raise SettingsError(f"{where}: value", value, 'a value with decision = "replace", and none with any other')
    if value is not None and not isinstance(value, str | int):
        raise SettingsError(f"{where}: value", value, "text or a whole number")
    return Ruling(supports, entry["start"], entry["end"], Decision(decision), _text(value), where)


def _text(value: str | int | None) -> str | None:
    return None if value is None else re.sub(r"\s+", " ", str(value)).strip()


def _only(where: str, table: Mapping[str, Any], accepted: tuple[str, ...]) -> None:
    for key in table:
        if key not in accepted:
            raise SettingsError(f"{where}: {key}", table[key], ", ".join(accepted))
