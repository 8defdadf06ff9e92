"""What a profile may say of the columns of a register (`[register]`), as it stands in its TOML file.

A column goes by its name in the source, or by a name of `[values]`. One that is not named in a profile is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

FILLERS = ("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1901-01-01", "1970-01-01", "9999-12-31")
"""Days that spreadsheets and databases write where they have none."""

Unjudged = Literal["inspection", "unit", "unit if undated"]


class StandardColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns rate or score the standards of a framework, in the rows of one type of unit or of any.

    Both maps go from a standard (the last segment of its IRI) to a column. Frameworks may share a column.
    """

    framework: str
    unit_type: str | None = None
    columns: dict[str, str] = {}
    """Of its rating."""
    scores: dict[str, str] = {}
    """Of its score, which it may have without a rating."""
    rating_scale: str | None = None
    """The scheme of these ratings; by default the profile's."""


class PartOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit that contains the row's, by identifier."""

    unit_type: str
    identifier: str


class UnitColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a row says of its unit beyond name, type and identifier (`[register.details]`)."""

    other_names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    """Columns of further identifiers."""
    area: str | None = None
    """A concept of the profile's scheme `areas`; without one, an IRI."""
    latitude: str | None = None
    longitude: str | None = None
    address: tuple[str, ...] = ()
    """The lines of its postal address; those that are stated are joined by commas."""
    postcode: str | None = None
    part_of: PartOf | None = None
    replaces: str | None = None
    """Identifiers, one a line, of units of its type whose registration it took over."""


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which column of a table says what; a table must have the columns `unit`, `unit_type` and `rating`, and those
    of `require`. It may lack the rest."""

    unit: str
    unit_type: str
    rating: str | None = None
    """Of the whole; a register without it lists units, or rates standards alone."""
    identifier: str | None = None
    region: str | None = None
    """The unit that contains it, by name."""
    details: UnitColumns = UnitColumns()
    require: dict[str, str] = {}
    """Column → why a row that says nothing there is none of this register, in words for its keeper."""
    agree: dict[str, str] = {}
    """Column → the column that must state the same in every row."""
    reference: str | None = None
    """What tells an inspection from the unit's others where no date does."""
    programme: str | None = None
    issued: str | None = None
    fieldwork_start: str | None = None
    fieldwork_end: str | None = None
    score: str | None = None
    max_score: str | None = None
    cases: str | None = None
    case_categories: dict[str, str] = {}
    """Category (the last segment of its IRI) → column of the cases in it."""
    recommendations: str | None = None
    recommendations_to: dict[str, str] = {}
    """Organisation (the last segment of its IRI), or `unit` for the one inspected → column of its recommendations."""
    address: str | None = None
    """Where the inspection is reported; several addresses stand with white space between them."""
    licence: str | None = None
    """That of the reports; the source's own in a table without this column."""
    standards: tuple[StandardColumns, ...] = ()
    date_formats: tuple[str, ...] = ("%Y-%m-%d", "%Y-%m", "%Y")
    """As `strptime` has them, tried in this order; a format without day or month gives a date without."""
    nothing_dates: tuple[str, ...] = FILLERS
    """Days, as YYYY-MM-DD, that mean that no date is stated."""
    nothing: tuple[str, ...] = ("",)
    """Strings that mean that nothing is stated, in any column."""
    unrated: tuple[str, ...] = ()
    """Strings in a rating's column that mean that none was given."""
    spellings: dict[str, str] = {}
    """Further spellings in the overall rating's column → the rating (the last segment of its IRI)."""
    uninspected: tuple[str, ...] = ()
    """Statuses that say that the unit was not inspected yet, whatever else the row says."""
    uninspected_if_undated: tuple[str, ...] = ()
    """Statuses that are given without an inspection where the row has no date and no reference."""
    unjudged: Unjudged = "inspection"
    """What a row without any rating or score states: an inspection, or no more than that the unit is there."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a table must have."""
        named = (self.unit, self.unit_type, self.rating, *self.require)
        return tuple(dict.fromkeys(column for column in named if column is not None))

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        return tuple(dict.fromkeys(self._named()))

    def _named(self) -> Iterator[str]:
        for field in _SINGLE:
            if (column := getattr(self, field)) is not None:
                yield column
        yield from (*self.require, *self.agree, *self.agree.values())
        yield from (*self.case_categories.values(), *self.recommendations_to.values())
        for each in self.standards:
            yield from (*each.columns.values(), *each.scores.values())
        unit = self.details
        yield from (*unit.other_names, *unit.identifiers, *unit.address)
        part_of = unit.part_of.identifier if unit.part_of else None
        named = (unit.area, unit.latitude, unit.longitude, unit.postcode, part_of, unit.replaces)
        yield from (column for column in named if column is not None)


_SINGLE = (
    *("unit", "unit_type", "rating", "identifier", "region", "reference", "programme", "issued", "fieldwork_start"),
    *("fieldwork_end", "score", "max_score", "cases", "recommendations", "address", "licence"),
)
"""The fields that name one column."""


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows are of one kind, where a source has several (`[[rows]]`). The first entry that fits a row has it."""

    nested: str = ""
    """The array of the layout's `nested` that the row is a member of; without, a row that is a member of none."""
    when: dict[str, str | bool] | tuple[dict[str, str | bool], ...] = {}
    """Column → what it says, or whether it says anything; all of them, or all of one in a list."""
    reads: tuple[dict[str, Any], ...] = ({},)
    """What differs further, where a row is read in several ways, each giving its own fact."""

    def __post_init__(self) -> None:
        if not self.reads:
            raise ValueError("`reads` is empty: then nothing reads these rows")

    @property
    def alternatives(self) -> tuple[dict[str, str | bool], ...]:
        """What a row must say, in one way or another."""
        return (self.when,) if isinstance(self.when, dict) else self.when

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for each in self.alternatives for column in each))
