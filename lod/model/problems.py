"""What could not be read, or not for certain."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """What could not be read, for the person who keeps the source: where it stands, what was found, what is accepted.

    `row` and `column` are for tables, `start` and `end` for text.
    """

    source: str
    message: str
    found: str = ""
    accepted: str = ""
    row: int | None = None
    column: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        where = [self.source]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column!r}")
        if self.start is not None:
            where.append(f"characters {self.start}–{self.end}")
        detail = f": found {self.found!r}" if self.found else ""
        accepted = f"; accepted: {self.accepted}" if self.accepted else ""
        return f"{', '.join(where)}: {self.message}{detail}{accepted}"


class Doubt(Problem, frozen=True):
    """A reading that is not certain enough to be published, unless the publisher confirms it (`lod.ingest.review`).

    `supports` is the property that the stretch may state, `value` what it may state of it; empty where only the
    publisher can say.
    """

    supports: str = ""
    value: str = ""
