"""What the publisher took back after it was published: the file of corrections, read and checked entry by entry.

`[[correction]]` is about an inspection or one of its judgements, `[[unit]]` about a unit that became part of another.
Whether the inspections and units exist only the build can tell (`lod.pipeline.correcting`). docs/how-to/corrections.md
explains every key.
"""

from __future__ import annotations

import datetime
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lod.errors import SettingsError
from lod.ingest.sources import read_bytes
from lod.iris import Iris
from lod.model import Correction, Corrections, Evidence, JsonPointer, Merger, PartialDate, Publication, Source
from lod.namespaces import INSP, SCHEME_IRI
from lod.profiles import schemes

MEDIA_TYPE = "application/toml"
KINDS = ("withdrawn", "corrected", "superseded")
_TABLES = ("correction", "unit")
_OF_ALL = ("inspection", "kind", "date", "reason")
_RIGHT = ("rating", "score", "max_score", "issued")
_OF_KIND = {
    "withdrawn": (*_OF_ALL, "standard"),
    "corrected": (*_OF_ALL, "standard", *_RIGHT),
    "superseded": (*_OF_ALL, "superseded_by"),
}
_OF_UNIT = ("from", "into", "date", "reason")
_SEGMENTS = {"inspection": 3, "unit": 2}
_AN = {"inspection": "an inspection", "unit": "a unit"}
_FORM = {"inspection": "TYPE/IDENTIFIER/REFERENCE", "unit": "TYPE/IDENTIFIER"}
_DATE = 'a day, month or year that there is, such as 2025-09-01 or "2025-09"'


def read(path: Path, folder: Path, about: Publication) -> Corrections | None:
    """The file of corrections at `path`, named relative to the publication's `folder`; None if it has no entry.

    Raises SettingsError that names file and key, what was found and what is accepted; SourceError for a file that
    cannot be read.
    """
    content = read_bytes(path)
    found = _source(path, folder, content, about.licence.iri)
    try:
        raw = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(found.name, str(problem), "TOML 1.0 in UTF-8, see https://toml.io") from problem
    _only(found.name, raw, _TABLES)
    file = _File(found.name, found.sha256, Iris(about.base_iri))
    corrections = tuple(file.corrections(raw.get("correction", [])))
    mergers = tuple(file.mergers(raw.get("unit", [])))
    _check_order(corrections)
    _check_circles(mergers)
    if not corrections and not mergers:
        return None
    return Corrections(found, about.publisher, corrections, mergers)


@dataclass(frozen=True, slots=True)
class _File:
    """The file while it is read: its name in messages, its digest, and the IRIs of its publication."""

    name: str
    sha256: str
    names: Iris

    def corrections(self, tables: object) -> Iterator[Correction]:
        for place, where, entry in self._entries("correction", tables):
            kind = entry.get("kind")
            if kind not in _OF_KIND:
                raise SettingsError(f"{where}: kind", kind, ", ".join(KINDS))
            _only(where, entry, _OF_KIND[kind])
            if kind == "corrected" and not any(key in entry for key in _RIGHT):
                raise SettingsError(f"{where}: rating", None, f"what is right: one of {', '.join(_RIGHT)}")
            if "issued" in entry and "standard" in entry:
                raise SettingsError(f"{where}: issued", entry["issued"], "no date: a judgement on a standard has none")
            replaced = kind == "superseded"
            yield Correction(
                inspection=self._thing(where, entry, "inspection", "inspection"),
                kind=kind,
                date=_date(where, entry, "date"),
                reason=_text(where, entry, "reason"),
                evidence=place,
                where=where,
                on_standard=_concept(where, entry, "standard", (INSP.Standard,)),
                rating=_concept(where, entry, "rating", (INSP.RatingLevel, INSP.RatingStatus)),
                score=_number(where, entry, "score"),
                max_score=_number(where, entry, "max_score"),
                issued=_date(where, entry, "issued") if "issued" in entry else None,
                superseded_by=self._thing(where, entry, "superseded_by", "inspection") if replaced else None,
            )

    def mergers(self, tables: object) -> Iterator[Merger]:
        for place, where, entry in self._entries("unit", tables):
            _only(where, entry, _OF_UNIT)
            yield Merger(
                unit=self._thing(where, entry, "from", "unit"),
                into=self._thing(where, entry, "into", "unit"),
                date=_date(where, entry, "date"),
                reason=_text(where, entry, "reason"),
                evidence=place,
                where=where,
            )

    def _entries(self, table: str, tables: object) -> Iterator[tuple[Evidence, str, Mapping[str, Any]]]:
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            raise SettingsError(f"{self.name}: {table}", tables, f"[[{table}]] tables")
        for index, entry in enumerate(tables):
            # RFC 6901 on the tables as the JSON that they are equal to.
            place = Evidence(self.sha256, JsonPointer(f"/{table}/{index}"))
            yield place, f"{self.name}: [[{table}]] {index + 1}", entry

    def _thing(self, where: str, entry: Mapping[str, Any], key: str, kind: str) -> str:
        """The IRI of an inspection or a unit of this publication."""
        found, below = entry.get(key), self.names.kind(kind)
        path = found.removeprefix(below).split("/") if isinstance(found, str) else []
        if not isinstance(found, str) or not found.startswith(below) or len(path) != _SEGMENTS[kind] or not all(path):
            raise SettingsError(f"{where}: {key}", found, f"the IRI of {_AN[kind]}: {below}{_FORM[kind]}")
        return found


def _source(path: Path, folder: Path, content: bytes, licence: str) -> Source:
    absolute, root = path.resolve(), folder.resolve()
    name = absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.name
    return Source(name, hashlib.sha256(content).hexdigest(), len(content), MEDIA_TYPE, licence)


def _concept(where: str, entry: Mapping[str, Any], key: str, classes: tuple[str, ...]) -> str | None:
    """A concept by its IRI or by `scheme/concept`, of one of the classes."""
    if key not in entry:
        return None
    found = entry[key]
    scheme, _, name = str(found).removeprefix(SCHEME_IRI).partition("/")
    try:
        accepted = [each for each in schemes.concepts(scheme) if set(classes) & set(each.types)]
    except SettingsError as problem:
        there = f"SCHEME/CONCEPT with one of the schemes {problem.accepted}"
        raise SettingsError(f"{where}: {key}", found, there) from problem
    for each in accepted:
        if each.iri == f"{SCHEME_IRI}{scheme}/{name}":
            return each.iri
    there = ", ".join(f"{scheme}/{each.name}" for each in accepted) or "a concept of another scheme"
    raise SettingsError(f"{where}: {key}", found, there)


def _date(where: str, entry: Mapping[str, Any], key: str) -> PartialDate:
    """A date of TOML, or a month or year as a text."""
    found = entry.get(key)
    if type(found) is datetime.date:
        return PartialDate(found.year, found.month, found.day)
    try:
        return PartialDate.parse(found if isinstance(found, str) else "")
    except ValueError as problem:
        raise SettingsError(f"{where}: {key}", found, _DATE) from problem


def _text(where: str, entry: Mapping[str, Any], key: str) -> str:
    found = entry.get(key)
    if not isinstance(found, str) or not found.strip():
        raise SettingsError(f"{where}: {key}", found, "a sentence that says why")
    return " ".join(found.split())


def _number(where: str, entry: Mapping[str, Any], key: str) -> int | None:
    found = entry.get(key)
    if found is not None and (type(found) is not int or found < 0):
        raise SettingsError(f"{where}: {key}", found, "a whole number, 0 or more")
    return found


def _only(where: str, table: Mapping[str, Any], accepted: tuple[str, ...]) -> None:
    for key in table:
        if key not in accepted:
            raise SettingsError(f"{where}: {key}", table[key], f"only the keys {', '.join(accepted)}")


def _check_order(corrections: tuple[Correction, ...]) -> None:
    """About one inspection they come in the order of their dates, and nothing comes after it was taken back whole."""
    before: dict[str, Correction] = {}
    for each in corrections:
        earlier = before.get(each.inspection)
        if earlier and earlier.kind != "corrected" and earlier.on_standard is None:
            accepted = f"nothing: the inspection is {earlier.kind} already ({earlier.where})"
            raise SettingsError(f"{each.where}: inspection", each.inspection, accepted)
        same = earlier and earlier.on_standard == each.on_standard
        if earlier and (each.date.first_day < earlier.date.first_day or (same and each.date == earlier.date)):
            accepted = f"a later date than that of the correction before it, {earlier.date} ({earlier.where})"
            raise SettingsError(f"{each.where}: date", str(each.date), accepted)
        before[each.inspection] = each


def _check_circles(mergers: tuple[Merger, ...]) -> None:
    """Each unit became part of one other, and none of itself."""
    into: dict[str, str] = {}
    for each in mergers:
        if each.unit in into:
            raise SettingsError(f"{each.where}: from", each.unit, "one [[unit]] for each unit that was merged")
        into[each.unit] = each.into
        last = each.into
        while last in into and last != each.unit:
            last = into[last]
        if last == each.unit:
            raise SettingsError(f"{each.where}: into", each.into, "a unit that did not become part of this one")
