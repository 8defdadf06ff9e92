"""Facts on their way through a build: a line of text each, so that sorting lines brings together all about a unit.

A line is `type/identifier/ TAB file.row.part TAB fact`: the unit's place among the IRIs of a publication, where in the
sources the fact stands, and the fact as JSON (which holds no line feed). Sorted lines come unit by unit, in the order
of their inspections' IRIs, and of one unit in the order of the sources.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lod import iris
from lod.model import Fact, Inspection, UnitKey

_DECODER = msgspec.json.Decoder(Fact)
_ENCODER = msgspec.json.Encoder()


class Place(NamedTuple):
    """Where a fact stands: the file, by its position among the sources; the row or document; which of its facts."""

    file: int
    row: int
    part: int = 0


class Record(NamedTuple):
    """A fact and where it stands."""

    place: Place
    fact: Fact


def write(record: Record) -> str:
    """A record as a line."""
    place, fact = record
    key = fact.inspects.key if isinstance(fact, Inspection) else fact.unit.key
    return f"{_group(key)}\t{place.file:06}.{place.row:09}.{place.part:06}\t{_ENCODER.encode(fact).decode()}\n"


def read(line: str) -> Record:
    """The record of a line."""
    _, place, fact = line.split("\t", 2)
    return Record(Place(*map(int, place.split("."))), _DECODER.decode(fact))


def group(line: str) -> str:
    """What the lines about one unit, and no others, begin with."""
    return line[: line.index("\t")]


def _group(key: UnitKey) -> str:
    """Ends in a slash: no unit's group begins another's, and groups sort as the IRIs of their inspections do."""
    return f"{iris.key(key.unit_type)}/{iris.key(key.identifier)}/"
