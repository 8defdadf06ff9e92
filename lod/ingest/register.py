"""Registers: tables with an inspection a row, in the columns that a profile describes.

A row is read whole or not at all: every cell of it that cannot be read is reported and its facts stay out, so that
no inspection is published with a part missing. Each fact's evidence is its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lod import iris
from lod.errors import SettingsError
from lod.ingest import tables
from lod.ingest.cells import Cells, Spellings
from lod.ingest.register_units import RegisterUnits
from lod.ingest.tables import fold
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    PartialDate,
    Problem,
    RecommendationGroup,
    Report,
    Source,
    TableRow,
    UnitKey,
)
from lod.profiles import Columns, Profile
from lod.profiles.schemes import Concept

OWN = "unit"
"""In `recommendations_to`, the unit that was inspected."""


def read(source: Source, data: Path, profile: Profile) -> Iterator[Inspection | Problem]:
    """The inspections of the CSV file at `data`, in the order of its rows; for a row that cannot be read, its problems.

    Raises SourceError when the file is no table of the profile's columns, SettingsError when the profile describes no
    columns or speaks of concepts that its schemes do not have.
    """
    if profile.register is None:
        raise SettingsError(f"profile {profile.name!r}: [register]", None, "the columns of a register")
    columns = profile.register
    reader = _Reader(source, profile, columns)
    nothing = frozenset(map(fold, columns.nothing))
    stated: dict[tuple[UnitKey, str], int] = {}
    for row in tables.rows(data, source.name, columns.all, columns.needed):
        if isinstance(row, Problem):
            yield row
            continue
        cells = Cells(source.name, row, columns.date_formats, nothing)
        inspection = reader.inspection(cells)
        if inspection:
            _note_repetition(cells, inspection, stated)
        if inspection and not cells.problems:
            yield inspection
        yield from cells.problems


def _note_repetition(cells: Cells, inspection: Inspection, stated: dict[tuple[UnitKey, str], int]) -> None:
    """Two rows about one inspection repeat or contradict each other: only their keeper knows which to keep."""
    first = stated.setdefault((inspection.inspects.key, inspection.reference), cells.row)
    if first != cells.row:
        cells.note(
            None,
            f"names the same inspection as row {first}",
            f"{inspection.inspects.pref_label}, {inspection.reference}",
            "one row an inspection, or a reference that tells them apart",
        )


class _Reader:
    """What is looked up for every row, made once."""

    def __init__(self, source: Source, profile: Profile, columns: Columns) -> None:
        self._source, self._profile, self._columns = source, profile, columns
        self._units = RegisterUnits(profile, columns)
        self._ratings, self._programmes = Spellings(profile.ratings), Spellings(profile.programmes)
        self._unrated = frozenset(map(fold, columns.unrated))
        self._or_unrated = " or ".join(repr(each) for each in columns.unrated if each)
        self._categories = _by_column(profile, "case_categories", columns.case_categories, profile.case_categories)
        organisations = {name: column for name, column in columns.recommendations_to.items() if name != OWN}
        self._organisations = _by_column(profile, "recommendations_to", organisations, profile.organisations)
        self._standards = _standards(profile, columns)
        self._standard_columns = dict.fromkeys(column for each in self._standards.values() for column in each)

    def inspection(self, cells: Cells) -> Inspection | None:
        """The inspection of a row; None when it cannot be told which, and then a problem says why."""
        columns = self._columns
        evidence = (Evidence(self._source, TableRow(cells.row)),)
        unit = self._units.unit(cells)
        programme = cells.concept(columns.programme, self._programmes)
        issued, start, end = map(cells.date, (columns.issued, columns.fieldwork_start, columns.fieldwork_end))
        reference = self._reference(cells, issued, end)
        judgements = (*self._overall(cells, evidence), *self._on_standards(cells, unit, evidence))
        samples = tuple(self._samples(cells, evidence))
        recommendations = tuple(self._recommendations(cells, unit, evidence))
        count = cells.whole_number(columns.recommendations)
        reports = tuple(self._reports(cells, issued, evidence))
        if unit is None or reference is None:
            return None
        return Inspection(
            inspects=unit,
            inspected_by=self._profile.inspectorate.iri,
            reference=reference,
            under_programme=programme.iri if programme else None,
            issued=issued,
            fieldwork_start=start,
            fieldwork_end=end,
            judgements=judgements,
            samples=samples,
            recommendation_count=count,
            recommendations=recommendations,
            reported_in=reports,
            evidence=evidence,
        )

    def _reference(self, cells: Cells, issued: PartialDate | None, end: PartialDate | None) -> str | None:
        columns = self._columns
        reference = cells.text(columns.reference)
        if reference and not iris.slug(reference):
            cells.note(columns.reference, "makes no name", reference, "a reference with letters or digits")
            return None
        if reference or issued or end:
            return reference or str(issued or end)
        wanted = [name for name in (columns.reference, columns.issued, columns.fieldwork_end) if name]
        if not any(map(cells.text, wanted)):
            missing = "nothing tells this inspection from others of its unit"
            cells.note(None, missing, accepted=f"a value in {' or '.join(map(repr, wanted))}")
        return None

    def _rating(self, cells: Cells, column: str) -> Concept | None:
        if fold(cells.text(column) or "") in self._unrated:
            return None
        return cells.concept(column, self._ratings, self._or_unrated)

    def _overall(self, cells: Cells, evidence: tuple[Evidence, ...]) -> Iterator[Judgement]:
        rating = self._rating(cells, self._columns.rating)
        score, max_score = map(cells.whole_number, (self._columns.score, self._columns.max_score))
        if rating:
            yield Judgement(rating.iri, score=score, max_score=max_score, evidence=evidence)
        elif score is not None or max_score is not None:
            cells.note(self._columns.rating, "a score is stated, but not the rating it goes with")

    def _on_standards(
        self, cells: Cells, unit: InspectedUnit | None, evidence: tuple[Evidence, ...]
    ) -> Iterator[Judgement]:
        if unit is None:
            return
        fitting = self._standards.get(unit.key.unit_type, {})
        for column in self._standard_columns:
            rating = self._rating(cells, column)
            if rating and column in fitting:
                yield Judgement(rating.iri, on_standard=fitting[column].iri, evidence=evidence)
            elif rating:
                accepted = f"an empty cell; units of its type are rated on {', '.join(fitting) or 'no standard'}"
                cells.note(column, "is no standard for a unit of this type", rating.pref_label, accepted)

    def _samples(self, cells: Cells, evidence: tuple[Evidence, ...]) -> Iterator[CaseSample]:
        """The whole sample with its parts; the parts alone where no whole is stated, for a sum is not a statement."""
        whole = cells.whole_number(self._columns.cases)
        parts = tuple(
            CaseSample(count, case_category=category.iri, evidence=evidence)
            for column, category in self._categories.items()
            if (count := cells.whole_number(column)) is not None
        )
        if whole is None:
            yield from parts
        else:
            yield CaseSample(whole, sub_samples=parts, evidence=evidence)

    def _recommendations(
        self, cells: Cells, unit: InspectedUnit | None, evidence: tuple[Evidence, ...]
    ) -> Iterator[RecommendationGroup]:
        own = cells.whole_number(self._columns.recommendations_to.get(OWN))
        if own is not None and unit:
            yield RecommendationGroup(own, unit.key, evidence)
        for column, organisation in self._organisations.items():
            count = cells.whole_number(column)
            if count is not None:
                yield RecommendationGroup(count, organisation.iri, evidence)

    def _reports(self, cells: Cells, issued: PartialDate | None, evidence: tuple[Evidence, ...]) -> Iterator[Report]:
        column = self._columns.licence
        licence = cells.licence(column) if cells.has(column) else self._source.licence
        for address in cells.web_iris(self._columns.address):
            yield Report(address, issued=issued, licence=licence, evidence=evidence)


def _by_column(
    profile: Profile, key: str, columns: dict[str, str], concepts: tuple[Concept, ...]
) -> dict[str, Concept]:
    """Concepts by the column that the profile gives them."""
    named = {concept.name: concept for concept in concepts}
    for name in columns:
        if name not in named:
            raise SettingsError(f"profile {profile.name!r}: register.{key}", name, ", ".join(named) or "none")
    return {column: named[name] for name, column in columns.items()}


def _standards(profile: Profile, columns: Columns) -> dict[str, dict[str, Concept]]:
    """Type of unit → column → the standard that is rated there."""
    found: dict[str, dict[str, Concept]] = {}
    for entry in columns.standards:
        framework = iris.concept(entry.framework, "")
        standards = tuple(standard for standard in profile.standards if standard.iri.startswith(framework))
        found.setdefault(entry.unit_type, {}).update(
            _by_column(profile, f"standards: {entry.framework}", entry.columns, standards)
        )
    return found
