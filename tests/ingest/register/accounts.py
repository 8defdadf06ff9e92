"""Real registers read with shipped profiles, every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lod import profiles
from lod.ingest import Reader, Reading, Row, register
from lod.ingest.sources import source
from lod.model import Fact, Inspection, NotInspected
from lod.namespaces import OGL
from lod.profiles import Profile


@dataclass(slots=True)
class Account:
    """Every row of some files, as one of three."""

    rows: int = 0
    inspected: int = 0
    not_inspected: int = 0
    rejected: int = 0
    ratings: Counter[str] = field(default_factory=Counter)
    """Of the inspections, by the last segment of the overall rating's IRI; `none` where there is none."""
    statuses: Counter[str] = field(default_factory=Counter)
    """Of the units that were not inspected."""
    problems: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    """By column and message."""

    def add(self, reading: Reading) -> None:
        self.rows += 1
        self.problems.update((problem.column, problem.message) for problem in reading.problems)
        for fact in reading.facts:
            if isinstance(fact, Inspection):
                self.ratings[last(fact.overall.rating if fact.overall else None)] += 1
            else:
                self.statuses[last(fact.status)] += 1
        if any(isinstance(fact, Inspection) for fact in reading.facts):
            self.inspected += 1
        elif reading.facts:
            self.not_inspected += 1
        else:
            self.rejected += 1


def last(iri: str | None) -> str:
    return iri.rsplit("/", 1)[-1] if iri else "none"


def readings(profile: str | Profile, *paths: Path) -> Iterator[tuple[Row, Reading]]:
    """What each row of real files gives."""
    words = profiles.load(profile) if isinstance(profile, str) else profile
    for path in paths:
        described = source(path, path.parent, OGL)
        reader = Reader(words, described)
        for row in register.rows(path, described, words):
            assert isinstance(row, Row), str(row)
            yield row, reader.read(row)


def account(profile: str | Profile, *paths: Path) -> Account:
    found = Account()
    for _, reading in readings(profile, *paths):
        found.add(reading)
    assert found.rows == found.inspected + found.not_inspected + found.rejected
    return found


def facts(profile: str | Profile, path: Path, number: int) -> tuple[Fact, ...]:
    """What the row or record of a number says; it has no problems."""
    (reading,) = [each for row, each in readings(profile, path) if (row.number, row.nested) == (number, "")]
    assert reading.problems == ()
    return reading.facts


def inspection(profile: str | Profile, path: Path, number: int) -> Inspection:
    (fact,) = facts(profile, path, number)
    assert isinstance(fact, Inspection)
    return fact


def not_inspected(profile: str | Profile, path: Path, number: int) -> NotInspected:
    (fact,) = facts(profile, path, number)
    assert isinstance(fact, NotInspected)
    return fact


def judged(fact: Inspection) -> dict[str, str | int | None]:
    """Ratings by the last segments of IRIs; scores where a standard has no rating."""
    return {
        last(each.on_standard) if each.on_standard else "overall": last(each.rating) if each.rating else each.score
        for each in fact.judgements
    }
