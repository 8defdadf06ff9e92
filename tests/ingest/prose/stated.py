"""What documents state, as sets that can be compared: what the reader found beside what a correct reader finds."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from lod.model import Inspection, Measure, Problem
from lod.profiles import Profile

RELEASES = Path(__file__).parent / "releases"
"""Documents written for these tests in the form of an inspectorate's, with their facts."""

_TYPES = {
    "Region": "probation-region",
    "PDU": "probation-delivery-unit",
    "YJS": "youth-justice-service",
    "National": "national-service",
}
UNSTATED = {
    "02-kss-region": {"date of publication": "only its address has the month"},
    "10-north-yorkshire": {"number of the inspection": "not in the summary", "counted since": "not in the summary"},
    "16-york": {"number of the inspection": "not in the summary", "counted since": "not in the summary"},
    "21-gwent": {"*": "the summary says “the PDU”, and names none: reported for review"},
    "25-national-2025": {
        "date of publication": "not in the summary",
        "polarity": "“supported desistance in 32 per cent” does not say sufficient",
    },
    "28-dynamic-kss": {"fieldwork start": "not in the summary", "fieldwork end": "not in the summary"},
}
"""Kinds of facts that facts.json lists of a release and its summary does not say, and why; * is all of them."""

ALSO = (
    ("02-kss-region", "polarity", "22 sufficient", "“good enough in 22 per cent”"),
    ("05-east-midlands-report", "number of the inspection", "1", "“the first inspection in the East Midlands region”"),
    ("05-east-midlands-report", "counted since", "2023-10", "“under the programme begun in October 2023”"),
    ("08-derby-city-2025", "counted since", "2021", "“second inspection since 2021”"),
    ("11-sheffield-2024", "counted since", "2021", "“the second inspection since 2021”"),
    ("23-sunderland", "number of the inspection", "1", "“The first inspection of Sunderland PDU”"),
)
"""Facts that a summary says and facts.json leaves out, and in which words it says so."""

_OF_FACTS_JSON = {"region": "Region", "pdu": "PDU", "yjs": "YJS", "national": "National"}


class Stated(NamedTuple):
    """One statement about one unit."""

    kind: str
    unit: str
    value: str


class Release(NamedTuple):
    """A document, what it states, and in which batch it was written (0: the captured ones)."""

    id: str
    text: str
    is_page: bool
    facts: frozenset[Stated]
    """Those that are in the text."""
    batch: int = 0
    unstated: frozenset[Stated] = frozenset()
    """Those that facts.json lists and the text, which is a summary, does not say."""


def found(facts: Iterable[Inspection | Problem]) -> frozenset[Stated]:
    """What the reader says that a document states."""
    return frozenset(
        Stated(kind, "/".join(fact.inspects.key), value)
        for fact in facts
        if isinstance(fact, Inspection)
        for kind, value in _of_inspection(fact)
    )


def _of_inspection(fact: Inspection) -> Iterator[tuple[str, str]]:
    yield "unit", fact.inspects.key.identifier
    yield "type of unit", fact.inspects.key.unit_type
    for kind, value in (
        ("date of publication", fact.issued),
        ("fieldwork start", fact.fieldwork_start),
        ("fieldwork end", fact.fieldwork_end),
        ("recommendations", fact.recommendation_count),
        ("previous rating", _name(fact.previous_rating)),
        ("date of the previous inspection", fact.previous_date),
        ("number of the inspection", fact.inspection_number),
        ("counted since", fact.counted_since),
    ):
        if value is not None:
            yield kind, str(value)
    for each in fact.judgements:
        if each.on_standard:
            yield "rating on a standard", f"{_name(each.on_standard)}: {_name(each.rating)}"
            continue
        if each.rating:
            yield "overall rating", str(_name(each.rating))
        if each.score is not None:
            yield "score", str(each.score)
        if each.max_score is not None:
            yield "maximum score", str(each.max_score)
    for sample in fact.samples:
        yield "cases", str(sample.case_count)
        yield from (
            ("cases by category", f"{_name(part.case_category)}: {part.case_count}") for part in sample.sub_samples
        )
    for group in fact.recommendations:
        addressee = group.addressee.rsplit("/", 1)[-1] if isinstance(group.addressee, str) else group.addressee[1]
        yield "recommendations by addressee", f"{addressee}: {group.recommendation_count}"
    for measure in fact.measures:
        yield "percentage", _percentage(measure)
        if measure.polarity:
            yield "polarity", f"{_percentage(measure)} {measure.polarity}"


def _percentage(measure: Measure) -> str:
    return format(measure.percentage.normalize(), "f")


def _name(iri: str | None) -> str | None:
    return iri.rsplit("/", 1)[-1] if iri else None


# --- what is expected


def written(profile: Profile) -> list[Release]:
    """The documents that were written for these tests."""
    return [
        Release(
            id=f"{path.stem}/{each['id']}",
            text=each["text"],
            is_page=each.get("html", False),
            facts=frozenset(stated for one in each.get("inspection", ()) for stated in _written(one, profile)),
            batch=each["batch"],
        )
        for path in sorted(RELEASES.glob("*.toml"))
        for each in tomllib.loads(path.read_text("utf-8"))["release"]
    ]


def _written(one: dict[str, Any], profile: Profile) -> Iterator[Stated]:
    unit_type, identifier = _unit(one["unit"], profile)
    for kind, value in _expected(one, identifier, unit_type):
        yield Stated(kind, f"{unit_type}/{identifier}", value)


def _unit(name: str, profile: Profile) -> tuple[str, str]:
    """ "PDU: Leeds" → its type and identifier; a unit of a type that lists none is named by its identifier."""
    prefix, place = name.split(": ")
    listed = [
        unit.key
        for unit in profile.units
        if unit.key.unit_type == _TYPES[prefix] and place in (unit.pref_label, *unit.alt_labels)
    ]
    return tuple(listed[0]) if listed else (_TYPES[prefix], place)


def _expected(one: dict[str, Any], identifier: str, unit_type: str) -> Iterator[tuple[str, str]]:
    yield "unit", identifier
    yield "type of unit", unit_type
    for key, kind in (
        ("rating", "overall rating"),
        ("issued", "date of publication"),
        ("start", "fieldwork start"),
        ("end", "fieldwork end"),
        ("cases", "cases"),
        ("recommendations", "recommendations"),
        ("number", "number of the inspection"),
        ("since", "counted since"),
    ):
        if key in one:
            yield kind, str(one[key])
    yield from zip(("score", "maximum score"), map(str, one.get("score", ())), strict=False)
    yield from zip(("previous rating", "date of the previous inspection"), one.get("previous", ()), strict=False)
    yield from (("cases by category", f"{key}: {value}") for key, value in one.get("parts", {}).items())
    yield from (("rating on a standard", f"{key}: {value}") for key, value in one.get("standards", {}).items())
    for key, value in one.get("to", {}).items():
        yield "recommendations by addressee", f"{identifier if key == 'unit' else key}: {value}"
    for each in one.get("percentages", ()):
        yield "percentage", each.split()[0]
        if " " in each:
            yield "polarity", each


def captured(folder: Path, profile: Profile) -> list[Release]:
    """The documents of `folder/facts.json`, with those of its facts that the ontology has terms for."""
    return [_captured(folder, each, profile) for each in json.loads((folder / "facts.json").read_text("utf-8"))]


def _captured(folder: Path, each: dict[str, Any], profile: Profile) -> Release:
    listed = frozenset(stated for one in _inspections(each) for stated in _written(one, profile))
    missing = UNSTATED.get(each["id"], {})
    unstated = frozenset(stated for stated in listed if "*" in missing or stated.kind in missing)
    units = sorted({stated.unit for stated in listed})
    also = (Stated(kind, unit, value) for release, kind, value, _ in ALSO if release == each["id"] for unit in units)
    return Release(
        id=each["id"],
        text=(folder / each["text"]).read_text("utf-8"),
        is_page=False,
        facts=listed - unstated | frozenset(also),
        unstated=unstated,
    )


def _inspections(release: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What facts.json says of a release, unit by unit, in the form of our own releases."""
    facts = release["facts"]
    if release["unit_type"] == "aggregate":
        return
    for unit in facts.get("units", [{"unit": release["unit"], "rating": release["overall_rating"], **facts}]):
        place = unit["unit"].removesuffix(" Youth Justice Service")
        if release["unit_type"] in ("yjs", "national"):
            place = "hmpps" if release["unit_type"] == "national" else _slug(place)
        one: dict[str, Any] = {"unit": f"{_OF_FACTS_JSON[release['unit_type']]}: {place}"}
        one |= {key: _slug(unit[name]) for key, name in (("rating", "rating"),) if unit.get(name)}
        for key, name in (
            ("issued", "published"),
            ("issued", "published_month"),
            ("start", "fieldwork_start"),
            ("end", "fieldwork_end"),
            ("start", "inspected"),
            ("end", "inspected"),
            ("cases", "cases"),
            ("recommendations", "recommendations"),
            ("number", "inspection_number"),
            ("since", "first_inspection_since"),
            ("since", "first_inspection_in_programme"),
        ):
            if name in facts:
                one[key] = str(facts[name]).split(" (", maxsplit=1)[0]
        if "since" in one:
            one.setdefault("number", 1)
        if "score" in unit:
            one["score"] = [unit["score"], *([unit["score_max"]] if "score_max" in unit else [])]
        if "cases_community" in facts:
            one["parts"] = {
                "community-sentence": facts["cases_community"],
                "release-on-licence": facts["cases_licence"],
            }
        if "recommendations_region" in facts:
            one["to"] = {"unit": facts["recommendations_region"], "hmpps": facts["recommendations_hmpps"]}
        one["standards"] = {_slug(key): _slug(value) for key, value in facts.get("standard_ratings", {}).items()}
        if "previous" in facts:
            previous = facts["previous"]
            one["previous"] = [_slug(previous["rating"]), str(previous.get("year") or previous["published"])]
        one["percentages"] = [_percentage_stated(each) for each in facts.get("pct", ())]
        yield one


def _percentage_stated(each: dict[str, Any]) -> str:
    """facts.json words what a percentage is of; where it says "sufficient" or "insufficient", that is the polarity."""
    about = each["about"]
    polarity = "insufficient" if "insufficient" in about else "sufficient" if "sufficient" in about else ""
    return f"{Decimal(each['value'])} {polarity}".strip()


def _slug(label: str) -> str:
    return label.lower().replace(" ", "-")
