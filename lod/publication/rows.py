"""Some units with their inspections and judgements as rows of CSV, made where the facts were mapped (RFC 4180).

Only what stands: an inspection or a judgement that was taken back has no row, as it has no place in lists and counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from lod.iris import Iris
from lod.namespaces import DCT, GEO, INSP, OA, ORG, PROV, SCHEMA, SKOS
from lod.publication.columns import INSPECTIONS, JUDGEMENTS, UNITS, Table
from lod.terms import Triple

Row = tuple[str, ...]
Known = Mapping[str, Mapping[str, str]]
"""By the IRI of a concept or a unit that the vocabulary describes, its values by property."""

NOTHING_KNOWN: Known = {}

_LABEL, _TYPE, _WHOLE, _AREA, _IDENTIFIER = SKOS.prefLabel, DCT.type, ORG.subOrganizationOf, DCT.spatial, DCT.identifier
_OF_UNITS = frozenset({_LABEL, _TYPE, _WHOLE, _AREA, _IDENTIFIER})
_ADDRESS, _POSTCODE, _LATITUDE, _LONGITUDE = SCHEMA.address, SCHEMA.postalCode, GEO.lat, GEO.long
_CURRENT, _LATEST = INSP.currentRating, INSP.latestInspection
_INSPECTS, _INSPECTED_BY, _PROGRAMME, _OVERALL = (
    INSP.inspects,
    INSP.inspectedBy,
    INSP.underProgramme,
    INSP.overallRating,
)
_ISSUED, _STARTED, _ENDED, _SOURCE = DCT.issued, INSP.fieldworkStart, INSP.fieldworkEnd, OA.hasSource
_RECOMMENDATIONS, _WITHDRAWN = INSP.recommendationCount, INSP.withdrawnBy
_RATING, _SCORE, _MAX_SCORE, _STANDARD = INSP.rating, INSP.score, INSP.maxScore, INSP.onStandard
_SINGLE = _OF_UNITS | {
    *(_ADDRESS, _POSTCODE, _LATITUDE, _LONGITUDE, _CURRENT, _LATEST),
    *(_INSPECTS, _INSPECTED_BY, _PROGRAMME, _OVERALL, _ISSUED, _STARTED, _ENDED, _RECOMMENDATIONS, _WITHDRAWN),
    *(_RATING, _SCORE, _MAX_SCORE, _STANDARD, _SOURCE),
}
"""Of these the first value counts."""
_JUDGEMENT, _DERIVED = INSP.hasJudgement, PROV.wasDerivedFrom
_NOTHING: Mapping[str, str] = {}
_DAY = len("2025-08-07")


def known(triples: Iterable[Triple]) -> dict[str, dict[str, str]]:
    """What rows need of a vocabulary: what its concepts and units are called, and where its units belong."""
    found: dict[str, dict[str, str]] = {}
    for subject, predicate, value in triples:
        if predicate in _OF_UNITS:
            found.setdefault(subject, {}).setdefault(predicate, value if isinstance(value, str) else value.lexical)
    return found


def tables(triples: Iterable[Triple], names: Iris, vocabulary: Known) -> dict[str, bytes]:
    """By the name of the table, rows of CSV without a header: for all that is said of some units, in canonical order.

    Of several values of a property the first in that order stands; of sources, all.
    """
    chunk = _Chunk(triples, names, vocabulary)
    return {
        INSPECTIONS.name: _written(chunk.inspections(), INSPECTIONS),
        UNITS.name: _written(chunk.units(), UNITS),
        JUDGEMENTS.name: _written(chunk.judgements(), JUDGEMENTS),
    }


class _Chunk:
    """What is said of some units, by subject."""

    def __init__(self, triples: Iterable[Triple], names: Iris, vocabulary: Known) -> None:
        self._vocabulary = vocabulary
        self._units = names.kind("unit")
        self._said: dict[str, dict[str, str]] = {}
        self._judged: dict[str, list[str]] = {}
        self._derived: dict[str, list[str]] = {}
        self._pairs: dict[str, Row] = {"": ("", "")}
        self._places: dict[str, Row] = {}
        last, about = "", {}
        for subject, predicate, value in triples:
            if predicate in _SINGLE:
                if subject != last:
                    last, about = subject, self._said.setdefault(subject, {})
                if predicate not in about:
                    about[predicate] = value if type(value) is str else value.lexical  # type: ignore[union-attr]
            elif predicate == _DERIVED:
                self._derived.setdefault(subject, []).append(value)  # type: ignore[arg-type]
            elif predicate == _JUDGEMENT:
                self._judged.setdefault(subject, []).append(value)  # type: ignore[arg-type]

    def inspections(self) -> Iterator[Row]:
        for inspection, about in self._standing():
            unit, value = about[_INSPECTS], about.get
            overall = self._overall(inspection).get
            yield (
                inspection,
                unit,
                *self._placed(unit),
                *self._labelled(value(_INSPECTED_BY, "")),
                *self._labelled(value(_PROGRAMME, "")),
                *_dated(value(_ISSUED, "")),
                *_dated(value(_STARTED, "")),
                *_dated(value(_ENDED, "")),
                *self._labelled(value(_OVERALL, "")),
                overall(_SCORE, ""),
                overall(_MAX_SCORE, ""),
                value(_RECOMMENDATIONS, ""),
                self._sources(inspection),
            )

    def units(self) -> Iterator[Row]:
        for unit, about in self._said.items():
            if unit.startswith(self._units):
                value = about.get
                yield (
                    unit,
                    *self._placed(unit),
                    self._of_unit(unit, _IDENTIFIER),
                    value(_ADDRESS, ""),
                    value(_POSTCODE, ""),
                    value(_LATITUDE, ""),
                    value(_LONGITUDE, ""),
                    *self._labelled(value(_CURRENT, "")),
                    value(_LATEST, ""),
                )

    def judgements(self) -> Iterator[Row]:
        for inspection, about in self._standing():
            unit, issued = about[_INSPECTS], _dated(about.get(_ISSUED, ""))
            name = self._placed(unit)[0]
            for judgement in self._judged.get(inspection, ()):
                value = self._said.get(judgement, _NOTHING).get
                yield (
                    judgement,
                    inspection,
                    unit,
                    name,
                    *self._labelled(value(_STANDARD, "")),
                    *self._labelled(value(_RATING, "")),
                    value(_SCORE, ""),
                    value(_MAX_SCORE, ""),
                    *issued,
                    self._sources(judgement),
                )

    def _standing(self) -> Iterator[tuple[str, dict[str, str]]]:
        for subject, about in self._said.items():
            if _INSPECTS in about and _WITHDRAWN not in about:
                yield subject, about

    def _overall(self, inspection: str) -> Mapping[str, str]:
        """The judgement of the whole that stands."""
        for judgement in self._judged.get(inspection, ()):
            about = self._said.get(judgement, _NOTHING)
            if _STANDARD not in about:
                return about
        return _NOTHING

    def _placed(self, unit: str) -> Row:
        """Name, type, containing unit and area of a unit, with labels. Kept: its inspections and judgements ask too."""
        if unit not in self._places:
            kind, whole, area = (self._labelled(self._of_unit(unit, each)) for each in (_TYPE, _WHOLE, _AREA))
            self._places[unit] = (self._of_unit(unit, _LABEL), *kind, *whole, *area)
        return self._places[unit]

    def _of_unit(self, unit: str, predicate: str) -> str:
        return self._said.get(unit, _NOTHING).get(predicate) or self._vocabulary.get(unit, _NOTHING).get(predicate, "")

    def _labelled(self, iri: str) -> Row:
        if iri not in self._pairs:
            self._pairs[iri] = iri, self._of_unit(iri, _LABEL)
        return self._pairs[iri]

    def _sources(self, subject: str) -> str:
        nodes = self._derived.get(subject, ())
        if len(nodes) == 1:
            return self._said.get(nodes[0], _NOTHING).get(_SOURCE, "")
        return " ".join(sorted({self._said.get(node, _NOTHING).get(_SOURCE, "") for node in nodes} - {""}))


def _dated(date: str) -> Row:
    return date, date if len(date) == _DAY else ""


def _written(rows: Iterable[Row], table: Table) -> bytes:
    """Raises ValueError for a row that is not as wide as its table."""
    width, lines = len(table.columns), []
    for row in rows:
        if len(row) != width:
            raise ValueError(f"{table.name}: a row has {len(row)} cells; accepted: {width}")
        # Hardly a row has a cell to be quoted, and to join costs a fifth of what the writer does.
        line = ",".join(row)
        is_plain = line.count(",") < width and '"' not in line and "\n" not in line and "\r" not in line
        lines.append(line if is_plain else _quoted(row))
    return "\r\n".join([*lines, ""]).encode()


def _quoted(row: Row) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(row)
    return file.getvalue().removesuffix("\r\n")
