"""An inspection as a list of facts with the evidence of each: what `lod check` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lod.iris import concept
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    JsonPointer,
    Judgement,
    NotInspected,
    Selector,
    TableRow,
    TextSpan,
    UnitKey,
    XPath,
)
from lod.profiles import Profile
from lod.profiles.schemes import Concept


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: a property by the ontology's name, its value for people, and where the source says so."""

    name: str
    value: str
    source: str
    place: str = ""
    """The evidence's place, for a person."""
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    row: int | None = None


class Labels:
    """The names that a profile gives to concepts and units."""

    def __init__(self, profile: Profile) -> None:
        profiles = (profile, *(each for kind in profile.rows for each in kind.profiles))
        self._labels = {named.iri: named.pref_label for each in profiles for named in _concepts(each)}
        self._labels |= {str(unit.key): unit.pref_label for each in profiles for unit in each.units}

    def of(self, thing: str | UnitKey) -> str:
        """The label of a concept by IRI or of a unit by key; what has none is named as it is."""
        if isinstance(thing, UnitKey):
            return self._labels.get(str(thing), thing.identifier)
        return self._labels.get(thing, thing)


def _concepts(profile: Profile) -> Iterator[Concept]:
    """Every concept that a profile names; areas are named by their register."""
    yield profile.inspectorate
    for group in (
        profile.ratings,
        profile.programmes,
        profile.unit_types,
        profile.standards,
        profile.case_categories,
        profile.organisations,
        *profile.standard_ratings.values(),
    ):
        yield from group


def facts(of: Inspection | NotInspected, labels: Labels, source: str) -> Iterator[Fact]:
    """The facts of an inspection, or of a unit without one, read from a source of that name: in the order of the
    ontology's documentation."""
    if isinstance(of, NotInspected):
        yield Fact("unit", _unit(of.unit, labels), source)
        yield Fact("not inspected", labels.of(of.status) if of.status else "", source)
    else:
        yield from _Inspected(of, labels, source).facts()


def title(of: Inspection | NotInspected) -> str:
    """What facts are about: the unit and, of an inspection, its reference."""
    return f"{of.inspects.pref_label}, {of.reference}" if isinstance(of, Inspection) else of.unit.pref_label


def place(selector: Selector) -> str:
    """Where evidence stands, in words for a person."""
    match selector:
        case TextSpan(start, end):
            return f"characters {start}–{end}"
        case TableRow(row, None):
            return f"row {row}"
        case TableRow(row, sheet):
            return f"sheet {sheet}, row {row}"
        case JsonPointer(path) | XPath(path):
            return path or "the whole document"


def _unit(unit: InspectedUnit, labels: Labels) -> str:
    unit_type = labels.of(concept("unit-type", unit.key.unit_type))
    return f"{unit.pref_label} ({unit_type}, {unit.key.identifier})"


class _Inspected:
    """An inspection whose facts are listed."""

    def __init__(self, inspection: Inspection, labels: Labels, source: str) -> None:
        self._inspection, self._labels, self._source = inspection, labels, source

    def facts(self) -> Iterator[Fact]:
        inspection, labels = self._inspection, self._labels
        yield self._fact("inspects", _unit(inspection.inspects, labels))
        yield self._fact("inspectedBy", labels.of(inspection.inspected_by))
        if inspection.under_programme:
            yield self._fact("underProgramme", labels.of(inspection.under_programme))
        for name, date in (
            ("issued", inspection.issued),
            ("fieldworkStart", inspection.fieldwork_start),
            ("fieldworkEnd", inspection.fieldwork_end),
        ):
            if date:
                yield self._fact(name, str(date))
        yield from self._earlier()
        for judgement in inspection.judgements:
            yield from self._judgement(judgement)
        for sample in inspection.samples:
            yield from self._sample(sample)
        for measure in inspection.measures:
            value = " ".join(filter(None, (f"{measure.percentage} %", measure.polarity, measure.description)))
            yield self._fact("percentage", value, measure.evidence)
        if inspection.recommendation_count is not None:
            yield self._fact("recommendationCount", str(inspection.recommendation_count))
        for group in inspection.recommendations:
            value = f"{group.recommendation_count} to {labels.of(group.addressee)}"
            yield self._fact("makesRecommendations", value, group.evidence, "recommendationCount")
        for report in inspection.reported_in:
            for name, text in (("address", report.address), ("title", report.title), ("license", report.licence)):
                if text:
                    yield self._fact(name, text, report.evidence)

    def _earlier(self) -> Iterator[Fact]:
        """What is said of the inspections before this one."""
        inspection = self._inspection
        if inspection.previous_rating:
            yield self._fact("previousRating", self._labels.of(inspection.previous_rating))
        for name, said in (
            ("previousDate", inspection.previous_date),
            ("inspectionNumber", inspection.inspection_number),
            ("countedSince", inspection.counted_since),
        ):
            if said is not None:
                yield self._fact(name, str(said))

    def _judgement(self, judgement: Judgement) -> Iterator[Fact]:
        on = f" on {self._labels.of(judgement.on_standard)}" if judgement.on_standard else ""
        if judgement.rating:
            name = f"rating{on}" if on else "overallRating"
            yield self._fact(name, self._labels.of(judgement.rating), judgement.evidence, "rating")
        if judgement.score is not None:
            outof = f" of {judgement.max_score}" if judgement.max_score is not None else ""
            yield self._fact(f"score{on}", f"{judgement.score}{outof}", judgement.evidence, "score")

    def _sample(self, sample: CaseSample) -> Iterator[Fact]:
        category = f" {self._labels.of(sample.case_category)}" if sample.case_category else ""
        yield self._fact("caseCount", f"{sample.case_count}{category}", sample.evidence)
        for part in sample.sub_samples:
            yield from self._sample(part)

    def _fact(self, name: str, value: str, own: tuple[Evidence, ...] = (), supports: str | None = None) -> Fact:
        """The fact with the span that supports it, or else with the row or the document that it is in."""
        wanted = supports or name
        evidence = own or self._inspection.evidence
        found = next((each for each in evidence if each.supports in (wanted, None)), None)
        if found is None:
            return Fact(name, value, self._source)
        match found.selector:
            case TextSpan(start, end, exact):
                return Fact(name, value, self._source, place(found.selector), start, end, exact)
            case TableRow(row):
                return Fact(name, value, self._source, place(found.selector), row=row)
            case other:
                return Fact(name, value, self._source, place(other))
