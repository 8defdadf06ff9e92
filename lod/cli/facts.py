"""An inspection as a list of facts with the evidence of each: what `lod check` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lod.iris import concept
from lod.model import CaseSample, Evidence, Inspection, Report, TableRow, TextSpan, UnitKey
from lod.profiles import Profile
from lod.profiles.schemes import Concept


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: a property by the ontology's name, its value for people, and where the source says so."""

    name: str
    value: str
    source: str | None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    row: int | None = None

    @property
    def place(self) -> str:
        """The evidence's place for a person."""
        if self.row is not None:
            return f"row {self.row}"
        return "" if self.start is None else f"characters {self.start}–{self.end}"


class Labels:
    """The names that a profile gives to concepts and units."""

    def __init__(self, profile: Profile) -> None:
        groups: tuple[tuple[Concept, ...], ...] = (
            (profile.inspectorate,),
            profile.ratings,
            profile.programmes,
            profile.unit_types,
            profile.standards,
            profile.case_categories,
            profile.organisations,
        )
        self._labels = {each.iri: each.pref_label for group in groups for each in group}
        self._labels |= {str(unit.key): unit.pref_label for unit in profile.units}

    def of(self, thing: str | UnitKey) -> str:
        """The label of a concept by IRI or of a unit by key; what has none is named as it is."""
        if isinstance(thing, UnitKey):
            return self._labels.get(str(thing), thing.identifier)
        return self._labels.get(thing, thing)


def facts(inspection: Inspection, labels: Labels) -> Iterator[Fact]:
    """The facts of an inspection, in the order of the ontology's documentation."""
    unit = inspection.inspects
    unit_type = labels.of(concept("unit-type", unit.key.unit_type))
    evidence = inspection.evidence
    yield _fact("inspects", f"{unit.pref_label} ({unit_type}, {unit.key.identifier})", evidence)
    yield _fact("inspectedBy", labels.of(inspection.inspected_by), evidence)
    if inspection.under_programme:
        yield _fact("underProgramme", labels.of(inspection.under_programme), evidence)
    for name, date in (
        ("issued", inspection.issued),
        ("fieldworkStart", inspection.fieldwork_start),
        ("fieldworkEnd", inspection.fieldwork_end),
    ):
        if date:
            yield _fact(name, str(date), evidence)
    for judgement in inspection.judgements:
        of = f"rating on {labels.of(judgement.on_standard)}" if judgement.on_standard else "overallRating"
        yield _fact(of, labels.of(judgement.rating), judgement.evidence, "rating")
        if judgement.score is not None:
            outof = f" of {judgement.max_score}" if judgement.max_score is not None else ""
            yield _fact("score", f"{judgement.score}{outof}", judgement.evidence, "score")
    for sample in inspection.samples:
        yield from _sample(sample, labels)
    for measure in inspection.measures:
        value = " ".join(filter(None, (f"{measure.percentage} %", measure.polarity, measure.description)))
        yield _fact("percentage", value, measure.evidence)
    if inspection.recommendation_count is not None:
        yield _fact("recommendationCount", str(inspection.recommendation_count), evidence)
    for group in inspection.recommendations:
        value = f"{group.recommendation_count} to {labels.of(group.addressee)}"
        yield _fact("makesRecommendations", value, group.evidence, "recommendationCount")
    for report in inspection.reported_in:
        yield from _report(report)


def _sample(sample: CaseSample, labels: Labels) -> Iterator[Fact]:
    category = f" {labels.of(sample.case_category)}" if sample.case_category else ""
    yield _fact("caseCount", f"{sample.case_count}{category}", sample.evidence)
    for part in sample.sub_samples:
        yield from _sample(part, labels)


def _report(report: Report) -> Iterator[Fact]:
    for name, value in (("address", report.address), ("title", report.title), ("license", report.licence)):
        if value:
            yield _fact(name, value, report.evidence)


def _fact(name: str, value: str, evidence: tuple[Evidence, ...], supports: str | None = None) -> Fact:
    """The fact with the span that supports it, or else with the row or the document that it is in."""
    wanted = supports or name
    found = next((each for each in evidence if each.supports in (wanted, None)), None)
    if found is None:
        return Fact(name, value, evidence[0].source.name if evidence else None)
    match found.selector:
        case TextSpan(start, end, exact):
            return Fact(name, value, found.source.name, start, end, exact)
        case TableRow(row):
            return Fact(name, value, found.source.name, row=row)
