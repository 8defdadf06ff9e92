"""What is particular to an inspectorate, as data: `<name>.toml` here and SKOS in `ontology/schemes/`.

A profile names the schemes that its sources speak in and, for tables, the columns they use. Readers get a `Profile`
and hold no inspectorate's words themselves. docs/how-to/new-register.md explains every key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from lod.errors import SettingsError
from lod.iris import concept, is_web_iri
from lod.iris import licence as normal_licence
from lod.model import InspectedUnit
from lod.profiles import files
from lod.profiles.columns import FILLERS, Columns, PartOf, Rows, StandardColumns, UnitColumns
from lod.profiles.files import names
from lod.profiles.schemes import Concept, concepts, units
from lod.profiles.values import Value

__all__ = ["FILLERS", "Columns", "PartOf", "Profile", "RowsOf", "StandardColumns", "UnitColumns", "load", "names"]

Concepts = Callable[[str], tuple[Concept, ...]]
"""The concepts of a scheme by its name, each scheme read once."""


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Rows of one kind, and the profiles that read them."""

    test: Rows
    profiles: tuple[Profile, ...]


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
    lists: tuple[str, ...]
    """The schemes that list its units and areas; a publication carries them along."""
    register: Columns | None
    areas: tuple[Concept, ...] | None = None
    """The areas that units are in; None when the register names them by IRI."""
    licence: str | None = None
    """That of its sources, where it is not the publication's."""
    layout: dict[str, Any] = field(default_factory=dict)
    """How rows lie in a source, as `lod.ingest.tables.Layout` has it."""
    values: dict[str, Value] = field(default_factory=dict)
    """Columns that the source does not have, made of those it has."""
    standard_ratings: dict[str, tuple[Concept, ...]] = field(default_factory=dict)
    """Concepts of the further scales on which standards are rated, by the scale's name."""
    rows: tuple[RowsOf, ...] = ()
    """The kinds of rows, for a source that has several."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of a source that is read, each once."""
        if self.rows:
            tested = (column for kind in self.rows for column in kind.test.columns)
            read = (column for kind in self.rows for each in kind.profiles for column in each.columns)
            return tuple(dict.fromkeys((*tested, *read)))
        return self._of_source(self.register.all if self.register else ())

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a source must have: those that rows of every kind need."""
        if self.rows:
            needed = [each.needed for kind in self.rows for each in kind.profiles]
            return tuple(column for column in needed[0] if all(column in each for each in needed))
        return self._of_source(self.register.needed if self.register else ())

    def _of_source(self, named: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of the source that columns of the profile are, or are made of."""
        found: list[str] = []
        for name in named:
            found.extend(self.values[name].columns if name in self.values else (name,))
        return tuple(dict.fromkeys(found))


def load(name: str) -> Profile:
    """A shipped profile by name, or one of the publisher's own by the path of its TOML file.

    Raises SettingsError that names the file and key, what was found and what is accepted.
    """
    path = files.find(name)
    file, kinds = files.read(path)
    try:
        make = partial(_profile, path, cache(concepts))
        rows = tuple(RowsOf(kind.test, tuple(map(make, kind.files))) for kind in kinds)
        return make(file, rows)
    except SettingsError as problem:
        raise SettingsError(f"{path.name}: {problem.where}", problem.found, problem.accepted) from problem


def _profile(path: Path, concepts: Concepts, file: files.File, rows: tuple[RowsOf, ...] = ()) -> Profile:
    scales = [each.rating_scale for each in file.register.standards] if file.register else []
    return Profile(
        name=path.stem,
        title=file.title,
        inspectorate=_inspectorate(file.inspectorate, concepts),
        ratings=concepts(file.rating_scale),
        programmes=concepts(file.programmes),
        unit_types=concepts(file.unit_types),
        units=tuple(unit for scheme in file.units for unit in units(scheme)),
        standards=tuple(standard for scheme in file.frameworks for standard in concepts(scheme)),
        case_categories=concepts(file.case_categories) if file.case_categories else (),
        organisations=concepts(file.organisations) if file.organisations else (),
        lists=(*file.units, *filter(None, (file.areas,))),
        register=file.register,
        areas=concepts(file.areas) if file.areas else None,
        licence=_licence(file.licence),
        layout=file.layout,
        values=files.values(file),
        standard_ratings={scale: concepts(scale) for scale in scales if scale},
        rows=rows,
    )


def _inspectorate(name: str, concepts: Concepts) -> Concept:
    inspectorates = {each.iri: each for each in concepts("inspectorate")}
    wanted = concept("inspectorate", name)
    if wanted not in inspectorates:
        raise SettingsError("inspectorate", name, ", ".join(each.name for each in inspectorates.values()))
    return inspectorates[wanted]


def _licence(iri: str | None) -> str | None:
    if iri is not None and not is_web_iri(iri):
        raise SettingsError("licence", iri, "the licence’s IRI")
    return normal_licence(iri) if iri else None
