"""Press releases and pages about reports, as text or HTML: prose → inspections, each fact with the words it stands in.

Everything particular to an inspectorate comes from the profile; what the prose does not plainly say is left out, and
what it says twice differently is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lod.errors import SourceError
from lod.ingest import hypertext, plain_text
from lod.ingest.attribution import Result, results
from lod.ingest.reading import Reading, Stated, reading
from lod.ingest.review import Review
from lod.ingest.standards import framework, framework_of
from lod.ingest.statements.fieldwork import Fieldwork, fieldwork
from lod.ingest.statements.measures import shares
from lod.ingest.statements.ordinals import ordinal
from lod.ingest.statements.previous import previous
from lod.ingest.statements.programmes import programme
from lod.ingest.statements.publication import issued, licence, title
from lod.ingest.statements.recommendations import recommendation_count, recommendation_groups
from lod.ingest.statements.samples import Sample, sample
from lod.ingest.statements.scores import scores
from lod.ingest.statements.verdicts import Verdict, verdicts
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    Measure,
    PartialDate,
    Problem,
    RecommendationGroup,
    Report,
    Source,
    UnitKey,
)
from lod.namespaces import OGL
from lod.profiles import Profile
from lod.profiles.schemes import Concept

T = TypeVar("T")

_READERS = {"text/plain": plain_text.document, "text/html": hypertext.document}


def read(source: Source, data: bytes, profile: Profile, review: Review | None = None) -> Iterator[Inspection | Problem]:
    """The inspections that a document reports, and what of it cannot be read or is doubtful (`Doubt`). A document that
    reports none, such as an annual report, gives nothing. What the `review` decides is read so.

    Raises SourceError for a media type that is not prose, and SettingsError for a decision about what was never read.
    """
    if source.media_type not in _READERS:
        raise SourceError(f"{source.name}: found {source.media_type}; accepted: {', '.join(_READERS)}")
    try:
        document = _READERS[source.media_type](data)
    except SourceError as problem:
        yield Problem(source.name, str(problem))
        return
    text = reading(source, document, profile, review)
    yield from _inspections(text)
    text.review.check()


def _inspections(text: Reading) -> Iterator[Inspection | Problem]:
    """In two steps: what the document says, then of which units it says so."""
    given = tuple(verdicts(text))
    cases, period = sample(text), fieldwork(text)
    about = list(results(text, given, list(scores(text, given)), is_described=bool(cases or period)))
    inspected = [each for each in about if isinstance(each, Result)]
    yield from (each for each in about if isinstance(each, Problem))
    if not inspected:
        return
    date, count = issued(text), recommendation_count(text)
    under = programme(text, _when(period, date))
    yield from (each for each in (date, period, under, cases, count) if isinstance(each, Problem))
    said = _Said(
        text=text,
        verdicts=given,
        issued=_unless_problem(date),
        fieldwork=_unless_problem(period),
        programme=_unless_problem(under),
        sample=_unless_problem(cases),
        recommendation_count=_unless_problem(count),
    )
    report = said.report(frozenset(each.unit.value.key for each in inspected))
    for each in inspected:
        yield from said.inspection(each, report, is_only_one=len(inspected) == 1)


def _unless_problem(found: T | Problem | None) -> T | None:
    return None if isinstance(found, Problem) else found


def _when(period: Fieldwork | Problem | None, date: Stated[PartialDate] | Problem | None) -> PartialDate | None:
    """About when an inspection was: the end of its fieldwork, or when it was published."""
    if period and not isinstance(period, Problem):
        return (period[1] or period[0]).value
    return date.value if date and not isinstance(date, Problem) else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a document says; `inspection` makes it the facts of a unit."""

    text: Reading
    verdicts: tuple[Verdict, ...]
    issued: Stated[PartialDate] | None
    fieldwork: Fieldwork | None
    programme: Stated[Concept] | None
    sample: Sample | None
    recommendation_count: Stated[int] | None

    def inspection(self, result: Result, report: Report, is_only_one: bool) -> Iterator[Inspection | Problem]:
        """The facts of one unit. Numbers and ratings of parts are nobody's where a document reports on several."""
        unit = result.unit.value
        on_standards = list(self._on_standards(unit.key)) if is_only_one else []
        measures = list(self._measures(unit.key)) if is_only_one else []
        yield from (each for each in (*on_standards, *measures) if isinstance(each, Problem))
        start, end = self.fieldwork or (None, None)
        count = self.recommendation_count if is_only_one else None
        before = previous(self.text, unit, is_only_one, self.issued.value if self.issued else None)
        number = ordinal(self.text, unit) if is_only_one else None
        if isinstance(number, Problem):
            yield number
        which, since = (None, None) if number is None or isinstance(number, Problem) else number
        stated = {
            "inspects": result.unit,
            "issued": self.issued,
            "fieldworkStart": start,
            "fieldworkEnd": end,
            "underProgramme": self.programme,
            "recommendationCount": count,
            "previousRating": before.rating if before else None,
            "previousDate": before.date if before else None,
            "inspectionNumber": which,
            "countedSince": since,
        }
        yield Inspection(
            inspects=unit,
            inspected_by=self.text.profile.inspectorate.iri,
            reference=self._reference(),
            under_programme=self.programme.value.iri if self.programme else None,
            issued=self.issued.value if self.issued else None,
            fieldwork_start=start.value if start else None,
            fieldwork_end=end.value if end else None,
            judgements=(
                *self._overall(result),
                *(each for each in on_standards if isinstance(each, Judgement)),
            ),
            samples=tuple(self._samples()) if is_only_one else (),
            measures=tuple(each for each in measures if isinstance(each, Measure)),
            recommendation_count=count.value if count else None,
            recommendations=tuple(self._recommendations(unit)) if is_only_one else (),
            reported_in=(report,),
            evidence=self._evidence(stated),
            previous_rating=before.rating.value.iri if before and before.rating else None,
            previous_date=before.date.value if before and before.date else None,
            inspection_number=which.value if which else None,
            counted_since=since.value if since else None,
        )

    def report(self, units: frozenset[UnitKey]) -> Report:
        """The document itself. A publisher who says that a source is not under the OGL knows better than its text,
        which may only quote what is."""
        source = self.text.source
        under = licence(self.text) if source.licence == OGL else None
        heading = title(self.text, units)
        return Report(
            address=self.text.document.address,
            sha256=source.sha256,
            is_press_release=True,
            title=heading.value if heading else None,
            issued=self.issued.value if self.issued else None,
            licence=under.value if under else source.licence,
            evidence=self._evidence({"title": heading, "issued": self.issued, "license": under}),
        )

    def _reference(self) -> str:
        if self.issued:
            return str(self.issued.value)
        if self.fieldwork:
            return str((self.fieldwork[1] or self.fieldwork[0]).value)
        return f"document-{self.text.source.sha256[:12]}"

    def _overall(self, result: Result) -> Iterator[Judgement]:
        if result.rating:
            score = result.score
            yield Judgement(
                rating=result.rating.value.iri,
                score=score.score.value if score else None,
                max_score=score.max_score if score else None,
                evidence=self._evidence({"rating": result.rating, "score": score.score if score else None}),
            )

    def _on_standards(self, unit: UnitKey) -> Iterator[Judgement | Problem]:
        under = self.programme.value if self.programme else None
        began = self.fieldwork[0].value if self.fieldwork else None
        reported = _when(self.fieldwork, self.issued)
        given = [
            (named, verdict.rating)
            for verdict in self.verdicts
            if not verdict.named or unit in verdict.named
            for named in verdict.standards
        ]
        used = framework((named for named, _ in given), unit, under, began, reported, self.text.profile)
        ratings: dict[Concept, list[Stated[Concept]]] = {}
        for named, stated_rating in given:
            for concept in named:
                if framework_of(concept) == used:
                    ratings.setdefault(concept, []).append(stated_rating)
        for concept, stated in ratings.items():
            rating = self.text.agreed("rating", f"ratings on {concept.pref_label}", stated)
            if isinstance(rating, Problem):
                yield rating
            elif rating:
                evidence = self._evidence({"rating": rating})
                yield Judgement(rating.value.iri, on_standard=concept.iri, evidence=evidence)

    def _samples(self) -> Iterator[CaseSample]:
        if self.sample:
            parts = (
                CaseSample(count.value, category.iri, evidence=self._evidence({"caseCount": count}))
                for category, count in self.sample.parts
            )
            total = self.sample.total
            evidence = self._evidence({"caseCount": total})
            yield CaseSample(total.value, sub_samples=tuple(parts), evidence=evidence)

    def _measures(self, unit: UnitKey) -> Iterator[Measure | Problem]:
        for share in shares(self.text, unit):
            if share.percentage.doubt:
                yield self.text.doubt("percentage", share.percentage)
                continue
            evidence = self._evidence({"percentage": share.percentage})
            yield Measure(share.percentage.value, share.description, share.polarity, evidence)

    def _recommendations(self, unit: InspectedUnit) -> Iterator[RecommendationGroup]:
        for addressee, count in recommendation_groups(self.text, unit):
            evidence = self._evidence({"recommendationCount": count})
            yield RecommendationGroup(count.value, addressee, evidence)

    def _evidence(self, stated: Mapping[str, Stated[Any] | None]) -> tuple[Evidence, ...]:
        """One piece of evidence a property, for those that are stated."""
        return tuple(self.text.evidence(supports, each) for supports, each in stated.items() if each)
