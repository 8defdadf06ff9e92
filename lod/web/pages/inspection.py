"""The page of an inspection: ratings with their evidence, what was sampled and measured, whom it asks what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lod.namespaces import DCT, INSP, PROV
from lod.web.pages import pictures
from lod.web.pages.description import Value
from lod.web.pages.pictures import Mark, Picture
from lod.web.pages.ratings import Rating, levels
from lod.web.pages.statements import Statements


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the inspection: what it is about, what is said of it, and where that was read."""

    name: Value | None
    values: tuple[Value | None, ...]
    evidence: tuple[Value, ...]
    rating: Rating | None = None


def more(statements: Statements, iri: str, known: Mapping[str, Rating]) -> dict[str, object]:
    """What the template `inspection.html` shows besides what every thing has."""
    judged = list(_judgements(statements, iri, known))
    unit = statements.first(iri, INSP.inspects)
    facts = [
        ("Inspected", statements.value(iri, INSP.inspects)),
        ("Published", statements.value(iri, DCT.issued)),
        ("Fieldwork began", statements.value(iri, INSP.fieldworkStart)),
        ("Fieldwork ended", statements.value(iri, INSP.fieldworkEnd)),
        ("Programme", statements.value(iri, INSP.underProgramme)),
        ("Inspected by", statements.value(iri, INSP.inspectedBy)),
        ("Recommendations", statements.value(iri, INSP.recommendationCount)),
    ]
    return {
        "standing": known.get(statements.first(iri, INSP.overallRating)),
        "facts": [(name, value) for name, value in facts if value],
        "judged": judged,
        "drawn": list(_drawn(judged, known)),
        "samples": list(_samples(statements, iri, 0)),
        "measures": [
            Row(
                None,
                tuple(statements.value(each, what) for what in (INSP.percentage, DCT.description, INSP.polarity)),
                _evidence(statements, each),
            )
            for each in statements.all(iri, INSP.hasMeasure)
        ],
        "recommendations": [
            Row(
                statements.value(each, INSP.addressee),
                (statements.value(each, INSP.recommendationCount),),
                _evidence(statements, each),
            )
            for each in statements.all(iri, INSP.makesRecommendations)
        ],
        "reports": [_report(statements, each) for each in statements.all(iri, INSP.reportedIn)],
        "unit": Value(statements.name(unit), statements.links.href(unit)) if unit else None,
        "structured": _structured(statements, iri, unit, known),
    }


def _judgements(statements: Statements, iri: str, known: Mapping[str, Rating]) -> Iterator[Row]:
    """The judgements that stand, by standard: the overall one, which has none, first."""
    found = []
    for each in statements.all(iri, INSP.hasJudgement):
        standard = statements.value(each, INSP.onStandard)
        score = (statements.value(each, INSP.score), statements.value(each, INSP.maxScore))
        rating = known.get(statements.first(each, INSP.rating))
        found.append(Row(standard, score, _evidence(statements, each), rating))
    yield from sorted(found, key=lambda row: (row.name is not None, row.name.text if row.name else ""))


def _drawn(judged: list[Row], known: Mapping[str, Rating]) -> Iterator[Picture]:
    """A picture of the ratings by standard for each scale that more than one was rated on."""
    rated = [(row.name.text, row.rating) for row in judged if row.name and row.rating and row.rating.rank is not None]
    for scale in dict.fromkeys(rating.scale for _, rating in rated):
        here = [(name, rating) for name, rating in rated if rating.scale == scale]
        if len(here) > 1:
            marks = [Mark(name, 0.0, rating.rank or 0, rating.colour) for name, rating in here]
            words = "; ".join(f"{name}: {rating.name}" for name, rating in here)
            steps = [(step.rank or 0, step.name) for step in levels(known, scale)]
            yield pictures.bars("Rating by standard", f"{words}.", marks, steps)


def _samples(statements: Statements, iri: str, depth: int) -> Iterator[tuple[int, Row]]:
    """The sample and its parts, each with how deep it stands."""
    for each in statements.all(iri, INSP.hasSample if depth == 0 else INSP.subSample):
        values = (statements.value(each, INSP.caseCount),)
        yield depth, Row(statements.value(each, INSP.caseCategory), values, _evidence(statements, each))
        if depth < 3:
            yield from _samples(statements, each, depth + 1)


def _report(statements: Statements, iri: str) -> Value:
    source = statements.first(iri, DCT.source) or iri
    return Value(statements.name(iri), statements.links.href(source))


def _evidence(statements: Statements, iri: str) -> tuple[Value, ...]:
    """Where a part was read, each a link to the quoted place."""
    found = statements.all(iri, PROV.wasDerivedFrom)
    return tuple(Value(str(number), statements.links.href(each)) for number, each in enumerate(found, 1))


def _structured(statements: Statements, iri: str, unit: str, known: Mapping[str, Rating]) -> dict[str, object]:
    """The inspection as schema.org has it: a review of the unit."""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Review",
        "@id": iri,
        "name": statements.name(iri),
    }
    if unit:
        said["itemReviewed"] = {"@type": "Organization", "@id": unit, "name": statements.name(unit)}
    if by := statements.first(iri, INSP.inspectedBy):
        said["author"] = {"@type": "GovernmentOrganization", "@id": by, "name": statements.name(by)}
    if issued := statements.literal(iri, DCT.issued):
        said["datePublished"] = issued
    if (rating := known.get(statements.first(iri, INSP.overallRating))) and rating.place and rating.of:
        value = {
            "@type": "Rating",
            "@id": rating.iri,
            "alternateName": rating.name,
            "ratingExplanation": rating.scale_name,
        }
        said["reviewRating"] = {
            **value,
            "ratingValue": rating.of - rating.place + 1,
            "worstRating": 1,
            "bestRating": rating.of,
        }
    return said
