"""Some units with their inspections and judgements → their places in the lists: by what each is narrowed, and its date.
Pure; done in workers, where the triples are (`lod.pipeline.chunks`), so it is written for speed: values are plain
strings, several of one property with a space between them, which no IRI has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from lod.iris import Iris
from lod.latest import Stated
from lod.lists import List, standing
from lod.model import PartialDate
from lod.namespaces import DCT, INSP, ORG, PROV, RDF
from lod.terms import Triple

KEYS = ("rating", "standard", "programme", "inspectorate", "type", "whole", "area", "unit")
"""What the values of a key are of: filters, by the names of the API's parameters; a unit's `whole` and `area` are what
it lies in itself, and `unit`, which only units have, is the whole once more."""
OVERALL = "overall"
"""In place of the standard: the judgement is of a whole inspection."""

Key = tuple[str, ...]
"""By what a member is narrowed: values in the order of `KEYS`, empty where there is none."""
Said = Mapping[str, Mapping[str, str]]
"""The values of properties, IRIs or lexical forms: by property, and by what has them."""

WANTED = (
    *(DCT.type, DCT.spatial, ORG.subOrganizationOf, INSP.currentRating, INSP.latestInspection),
    *(INSP.inspects, INSP.inspectedBy, INSP.underProgramme, INSP.overallRating, INSP.withdrawnBy),
    *(DCT.issued, INSP.fieldworkEnd, INSP.hasJudgement, INSP.rating, INSP.onStandard),
    *(INSP.supersedes, PROV.wasInvalidatedBy, DCT.date),
)
"""The properties by which members are narrowed and ordered."""
CLASSES = (INSP.InspectedUnit, INSP.OverallJudgement)
"""The classes, whose members it is said of that they are (`rdf:type`)."""


class Entries(msgspec.Struct, array_like=True):
    """The members of one list among some units, in the order of their IRIs. Equal keys and dates are said once: `key`
    and `date` are their positions. `unit` is the position of each one's unit `among` so many, or -1; `first` and `end`,
    of overall judgements ever published, a time for which each stood (`lod.lists.standing`)."""

    iris: list[str]
    first: list[int]
    end: list[int]
    keys: list[Key]
    key: list[int]
    dates: list[str]
    date: list[int]
    unit: list[int]
    among: int


_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(Entries)


def encoded(entries: Mapping[List, Entries]) -> dict[str, bytes]:
    """A line for each list, by its name."""
    return {of.value: _ENCODER.encode(each) + b"\n" for of, each in entries.items()}


def decoded(lines: Iterable[bytes]) -> Iterator[Entries]:
    """What `encoded` has written."""
    return map(_DECODER.decode, lines)


_NONE_LISTED: Mapping[str, Sequence[Triple]] = {}


def said(triples: Iterable[Triple], listed: Mapping[str, Sequence[Triple]] = _NONE_LISTED) -> Said:
    """What triples say of `WANTED` and `CLASSES`. `listed` is what a vocabulary says of units, by IRI: it is taken in
    of those that are met."""
    found: dict[str, dict[str, str]] = {property_: {} for property_ in (*WANTED, RDF.type)}
    _take(found, triples)
    met = {*found[INSP.currentRating], *found[INSP.latestInspection], *found[INSP.inspects].values()}
    for iri in met & listed.keys():
        _take(found, listed[iri])
    return found


def _take(found: Mapping[str, dict[str, str]], triples: Iterable[Triple]) -> None:
    values_of = found.get
    for subject, predicate, value in triples:
        values = values_of(predicate)
        if values is None or (predicate == RDF.type and value not in CLASSES):
            continue
        text = value if isinstance(value, str) else value.lexical
        if subject not in values:
            values[subject] = text
        elif text not in values[subject].split():
            values[subject] += f" {text}"


Row = tuple[str, int, int, Key, str, int]
"""A member: its IRI, from when to when it stood, its key, date and unit."""


def entries(said: Said, names: Iris) -> dict[List, Entries]:
    """The entries of some units, of which, and of whose inspections, all is said."""
    units = sorted(iri for iri, class_ in said[RDF.type].items() if class_ == INSP.InspectedUnit)
    places = {iri: place for place, iri in enumerate(units)}
    located = {iri: _values(said, iri, DCT.type, ORG.subOrganizationOf, DCT.spatial) for iri in units}
    inspections = dict(_inspections(said, places, located))
    judged = _judged(said, inspections, names)
    stands = {iri for each in said[INSP.hasJudgement].values() for iri in each.split()}
    withdrawn = said[INSP.withdrawnBy]
    standing_ = {iri: row for iri, row in inspections.items() if iri not in withdrawn}
    found = {
        List.UNITS: list(_units(said, located, standing_)),
        List.INSPECTIONS: list(standing_.values()),
        List.JUDGEMENTS: [row for iri, row in judged.items() if iri in stands],
        List.STATED: list(_stated(said, judged)),
    }
    return {of: _entries(rows, len(units)) for of, rows in found.items()}


def _entries(rows: list[Row], among: int) -> Entries:
    rows.sort()
    keys, dates = dict[Key, int](), dict[str, int]()
    return Entries(
        iris=[row[0] for row in rows],
        first=[row[1] for row in rows],
        end=[row[2] for row in rows],
        key=[keys.setdefault(row[3], len(keys)) for row in rows],
        date=[dates.setdefault(row[4], len(dates)) for row in rows],
        unit=[row[5] for row in rows],
        keys=list(keys),
        dates=list(dates),
        among=among,
    )


def _inspections(said: Said, places: Mapping[str, int], located: Mapping[str, Key]) -> Iterator[tuple[str, Row]]:
    """Each by its IRI. It is dated when it was published or, where that is not stated, when its fieldwork ended."""
    issued, ended, nowhere = said[DCT.issued].get, said[INSP.fieldworkEnd].get, ("", "", "")
    for iri, unit in said[INSP.inspects].items():
        rating, *by = _values(said, iri, INSP.overallRating, INSP.underProgramme, INSP.inspectedBy)
        key = (rating, "", *by, *located.get(unit, nowhere))
        yield iri, (iri, 0, 0, key, _earliest(issued(iri) or ended(iri, "")), places.get(unit, -1))


def _units(said: Said, located: Mapping[str, Key], inspections: Mapping[str, Row]) -> Iterator[Row]:
    """Dated by their latest inspection; with all the programmes and inspectorates of their inspections."""
    by: dict[str, set[tuple[str, str]]] = {}
    for iri, row in inspections.items():
        by.setdefault(said[INSP.inspects][iri], set()).add((row[3][2], row[3][3]))
    rating, latest = said[INSP.currentRating].get, said[INSP.latestInspection].get
    for iri, where in located.items():
        programmes, inspectorates = (
            " ".join(dict.fromkeys(each)) for each in zip(*sorted(by.get(iri, _NOBODY)), strict=True)
        )
        last = inspections.get(latest(iri, ""))
        yield iri, 0, 0, (rating(iri, ""), "", programmes, inspectorates, *where, where[1]), last[4] if last else "", -1


_NOBODY = {("", "")}


def _judged(said: Said, inspections: Mapping[str, Row], names: Iris) -> dict[str, Row]:
    """Judgements, also overall ones that were taken back, each by its IRI."""
    rating, standard, classes = said[INSP.rating].get, said[INSP.onStandard].get, said[RDF.type]
    wholes = {iri: whole for whole, each in said[INSP.hasJudgement].items() for iri in each.split()}
    overall = {iri for iri, class_ in classes.items() if class_ == INSP.OverallJudgement}
    wholes |= {iri: names.whole(iri) for iri in overall - wholes.keys()}
    found: dict[str, Row] = {}
    for iri, whole in wholes.items():
        if whole in inspections:
            _, _, _, key, date, unit = inspections[whole]
            key = (rating(iri, ""), standard(iri) or (OVERALL if iri in overall else ""), *key[2:])
            found[iri] = iri, 0, 0, key, date, unit
    return found


def _stated(said: Said, judged: Mapping[str, Row]) -> Iterator[Row]:
    """The overall judgements ever published that gave a rating, once for each time that one stood."""
    of_units: dict[int, list[Stated]] = {}
    rated, classes = said[INSP.rating], said[RDF.type]
    for iri, (_, _, _, _, date, unit) in judged.items():
        if iri in classes and iri in rated and unit >= 0:
            replaced = said[INSP.supersedes].get(iri, "")
            stated = Stated(iri, _parsed(date), _taken_back(said, replaced), _taken_back(said, iri))
            of_units.setdefault(unit, []).append(stated)
    for judgements in of_units.values():
        for spell in standing.spells(judgements):
            iri, _, _, key, date, unit = judged[spell.iri]
            yield iri, spell.first, spell.end, key, date, unit


def _taken_back(said: Said, judgement: str) -> PartialDate | None:
    """When a judgement was taken back."""
    correction = said[PROV.wasInvalidatedBy].get(judgement)
    return _parsed(said[DCT.date].get(correction, "")) if correction else None


@lru_cache(maxsize=4096)
def _parsed(date: str) -> PartialDate | None:
    return PartialDate.parse(date) if date else None


def _earliest(dates: str) -> str:
    return min(dates.split()) if " " in dates else dates


def _values(said: Said, iri: str, *properties: str) -> Key:
    return tuple([said[property_].get(iri, "") for property_ in properties])
