"""What is particular to an inspectorate, as data: `<name>.toml` here and SKOS in `ontology/schemes/`.

A profile names the schemes that its sources speak in and, for tables, the columns they use. Readers get a `Profile`
and hold no inspectorate's words themselves.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lod.errors import SettingsError
from lod.iris import concept
from lod.model import InspectedUnit
from lod.profiles.schemes import Concept, concepts, units

_FOLDER = Path(__file__).resolve().parent


class StandardColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns rate the standards of a framework, in the rows of one type of unit.

    `columns` maps a standard (the last segment of its IRI) to the column of its rating. Frameworks may share a column.
    """

    framework: str
    unit_type: str
    columns: dict[str, str]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which column of a table says what (`[register]` of a profile); a column without a name here is not read.

    A table must have the columns `unit`, `unit_type` and `rating`; it may lack the rest.
    """

    unit: str
    unit_type: str
    rating: str
    identifier: str | None = None
    region: str | None = None
    """The unit that contains it."""
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
    nothing: tuple[str, ...] = ("",)
    """Strings that mean that nothing is stated, in any column."""
    unrated: tuple[str, ...] = ()
    """Strings in a rating's column that mean that none was given."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a table must have."""
        return (self.unit, self.unit_type, self.rating)

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        named = (getattr(self, field) for field in self.__struct_fields__)
        single = [value for value in named if isinstance(value, str)]
        grouped = (self.case_categories, self.recommendations_to, *(each.columns for each in self.standards))
        return tuple(dict.fromkeys((*single, *(column for group in grouped for column in group.values()))))


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    inspectorate: str
    rating_scale: str
    programmes: str
    unit_types: str
    units: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    case_categories: str | None = None
    organisations: str | None = None
    register: Columns | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """An inspectorate's words: concepts with every spelling, units, and the columns of its tables."""

    name: str
    title: str
    inspectorate: Concept
    ratings: tuple[Concept, ...]
    """Levels and statuses of its scale."""
    programmes: tuple[Concept, ...]
    unit_types: tuple[Concept, ...]
    units: tuple[InspectedUnit, ...]
    standards: tuple[Concept, ...]
    case_categories: tuple[Concept, ...]
    organisations: tuple[Concept, ...]
    unit_schemes: tuple[str, ...]
    """The schemes that describe its units; a publication carries them along."""
    register: Columns | None


def names() -> list[str]:
    """The profiles that are shipped."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def load(name: str) -> Profile:
    """A shipped profile by name, or one of the publisher's own by the path of its TOML file.

    Raises SettingsError that names the file and key, what was found and what is accepted.
    """
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    if not path.is_file():
        raise SettingsError("profile", name, f"one of {', '.join(names())}, or the path of a .toml file")
    try:
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(path.name, str(problem), "the keys of lod/profiles/hmi-probation.toml") from problem
    try:
        return _profile(path, file)
    except SettingsError as problem:
        raise SettingsError(f"{path.name}: {problem.where}", problem.found, problem.accepted) from problem


def _profile(path: Path, file: _File) -> Profile:
    inspectorates = {each.iri: each for each in concepts("inspectorate")}
    wanted = concept("inspectorate", file.inspectorate)
    if wanted not in inspectorates:
        accepted = ", ".join(each.name for each in inspectorates.values())
        raise SettingsError("inspectorate", file.inspectorate, accepted)
    return Profile(
        name=path.stem,
        title=file.title,
        inspectorate=inspectorates[wanted],
        ratings=concepts(file.rating_scale),
        programmes=concepts(file.programmes),
        unit_types=concepts(file.unit_types),
        units=tuple(unit for scheme in file.units for unit in units(scheme)),
        standards=tuple(standard for scheme in file.frameworks for standard in concepts(scheme)),
        case_categories=concepts(file.case_categories) if file.case_categories else (),
        organisations=concepts(file.organisations) if file.organisations else (),
        unit_schemes=file.units,
        register=file.register,
    )
