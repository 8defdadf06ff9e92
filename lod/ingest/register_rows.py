"""A row of a register as what it states: an inspection, or a unit that was not inspected."""

from __future__ import annotations

from collections.abc import Iterator

from lod import iris
from lod.errors import SettingsError
from lod.ingest.cells import Cells
from lod.ingest.register_judgements import Counts, Judgements
from lod.ingest.register_units import RegisterUnits
from lod.ingest.register_words import Spellings, Words
from lod.ingest.tables import Row
from lod.model import (
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    NotInspected,
    PartialDate,
    Problem,
    RecommendationGroup,
    Report,
    Source,
)
from lod.namespaces import INSP
from lod.profiles import Columns, Profile
from lod.profiles.schemes import Concept


class RowReader:
    """What is looked up for every row of one profile and source, made once."""

    def __init__(self, profile: Profile, source: Source, columns: Columns) -> None:
        """Raises SettingsError when the profile speaks of concepts that its schemes do not have."""
        self._profile, self._source, self._columns = profile, source, columns
        self._words = Words(columns)
        self._units, self._judgements = RegisterUnits(profile, columns), Judgements(profile, columns)
        counted = columns.cases or columns.case_categories or columns.recommendations_to
        self._counts = Counts(profile, columns) if counted else None
        self._programmes = Spellings(profile.programmes)
        self._uninspected = _statuses(profile, "uninspected", columns.uninspected)
        self._if_undated = _statuses(profile, "uninspected_if_undated", columns.uninspected_if_undated)
        ratings = (profile.ratings, *profile.standard_ratings.values())
        self._statuses = {each.iri for scale in ratings for each in scale if INSP.RatingStatus in each.types}
        made = {name: value.of(source.name) for name, value in profile.values.items()}
        self._constants = {name: text for name, value in made.items() if (text := value.constant) is not None}
        self._made = {name: value for name, value in made.items() if name not in self._constants}

    def read(self, row: Row) -> Inspection | NotInspected | list[Problem]:
        """The fact that a row states, or every problem in it."""
        cells = self._cells(row)
        self._check(cells)
        if cells.problems:
            return cells.problems
        fact = self._fact(cells, row)
        return fact if fact is not None and not cells.problems else cells.problems

    def states(self, cell: str) -> bool:
        """Whether a cell says anything, in this profile's words."""
        return not self._words.is_nothing(cell)

    def _cells(self, row: Row) -> Cells:
        together = row.cells | self._constants
        cells = Cells(self._source.name, row.number, together, self._words)
        for name, value in self._made.items():
            together[name] = value.text(cells.text)
        return cells

    def _check(self, cells: Cells) -> None:
        """A row of another kind is told as that, and not for whatever else it lacks."""
        for column, why in self._columns.require.items():
            if cells.text(column) is None:
                cells.note(column, why, cells.raw(column), "a row that states it")
        for column, other in self._columns.agree.items():
            if cells.text(column) != cells.text(other):
                cells.note(column, f"is not what {other!r} says", cells.raw(column), cells.raw(other))

    def _fact(self, cells: Cells, row: Row) -> Inspection | NotInspected | None:
        columns = self._columns
        unit = self._units.unit(cells)
        programme = cells.concept(columns.programme, self._programmes) if columns.programme else None
        issued = cells.date(columns.issued) if columns.issued else None
        start = cells.date(columns.fieldwork_start) if columns.fieldwork_start else None
        end = cells.date(columns.fieldwork_end) if columns.fieldwork_end else None
        overall = self._judgements.rating(cells, columns.rating, self._judgements.overall_ratings)
        judgements = self._judgements.of(cells, unit, overall)
        dated = bool(issued or start or end or cells.text(columns.reference))
        if unit and self._is_not_inspected(cells, overall, judgements, dated=dated):
            return NotInspected(unit, self._source.sha256, overall.iri if overall else None)
        reference = self._reference(cells, issued, end)
        samples = tuple(self._counts.samples(cells)) if self._counts else ()
        recommendations = tuple(self._recommendations(cells, unit))
        count = cells.whole_number(columns.recommendations) if columns.recommendations else None
        reports = tuple(self._reports(cells, issued)) if columns.address or columns.licence else ()
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
            evidence=(Evidence(self._source.sha256, row.place),),
        )

    def _is_not_inspected(
        self, cells: Cells, overall: Concept | None, judgements: tuple[Judgement, ...], *, dated: bool
    ) -> bool:
        if overall is None:
            rule = self._columns.unjudged
            return not judgements and (rule == "unit" or (rule == "unit if undated" and not dated))
        waiting = overall.iri in self._uninspected or (not dated and overall.iri in self._if_undated)
        if waiting and any(each.on_standard and not self._is_status(each) for each in judgements):
            found, accepted = overall.pref_label, "a rating, or no rating and score on any standard"
            cells.note(
                self._columns.rating, "says that there was no inspection, but standards are judged", found, accepted
            )
        return waiting

    def _is_status(self, judgement: Judgement) -> bool:
        return judgement.score is None and judgement.rating in self._statuses

    def _reference(self, cells: Cells, issued: PartialDate | None, end: PartialDate | None) -> str | None:
        columns = self._columns
        reference = cells.text(columns.reference)
        if reference and not iris.slug(reference):
            cells.note(columns.reference, "makes no name", reference, "a reference with letters or digits")
            return None
        if reference or issued or end:
            return reference or str(issued or end)
        wanted = [name for name in (columns.reference, columns.issued, columns.fieldwork_end) if name]
        if not cells.problems or not any(map(cells.text, wanted)):
            missing = "nothing tells this inspection from others of its unit"
            cells.note(None, missing, accepted=f"a value in {' or '.join(map(repr, wanted))}")
        return None

    def _recommendations(self, cells: Cells, unit: InspectedUnit | None) -> Iterator[RecommendationGroup]:
        if self._counts:
            yield from self._counts.recommendations(cells, unit)

    def _reports(self, cells: Cells, issued: PartialDate | None) -> Iterator[Report]:
        column = self._columns.licence
        licence = cells.licence(column) if cells.has(column) else self._source.licence
        for address in cells.web_iris(self._columns.address):
            yield Report(address, issued=issued, licence=licence)


def _statuses(profile: Profile, key: str, wanted: tuple[str, ...]) -> frozenset[str]:
    """The IRIs of the scale's statuses of these names."""
    there = {each.name: each.iri for each in profile.ratings if INSP.RatingStatus in each.types}
    for name in wanted:
        if name not in there:
            raise SettingsError(f"profile {profile.name!r}: register.{key}", name, ", ".join(there) or "none")
    return frozenset(there[name] for name in wanted)
