"""Corrections, as the statements about a unit and its inspections take them: what does not stand any more is told
apart from what does, and keeps its IRI, its value and its evidence.

`insp:hasJudgement` leads to what stands, `insp:hadJudgement` to what stood; shortcuts follow what stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from lod import iris, mapping
from lod.errors import SettingsError
from lod.iris import Iris, concept
from lod.latest import Dated
from lod.model import Correction, Corrections, PartialDate, Publisher
from lod.namespaces import DCT, INSP, PROV, RDF, RDFS
from lod.terms import Term, Triple, integer, text

_NOT_INHERITED = frozenset({PROV.wasDerivedFrom, PROV.wasInvalidatedBy, INSP.supersedes})
"""What a judgement that stands instead of another does not have of it."""


class History:
    """The inspections of one unit, as their sources state them, on their way to what stands of them."""

    def __init__(self, corrections: Corrections, names: Iris) -> None:
        self._corrections, self._names = corrections, names
        self._parts: dict[str, list[tuple[str, list[Triple]]]] = defaultdict(list)
        """By inspection: what is said of it, under each licence."""
        self._standing: dict[str, Dated] = {}

    def add(self, licence: str, dated: Dated, triples: list[Triple]) -> None:
        """What one source says of an inspection."""
        self._parts[dated.iri].append((licence, triples))
        self._standing.setdefault(dated.iri, dated)

    def correct(self) -> list[Correction]:
        """Applies the corrections of these inspections; gives them. Raises SettingsError for one that nothing fits."""
        applied = [each for each in self._corrections.corrections if each.inspection in self._parts]
        for each in applied:
            self._apply(each)
        return applied

    def parts(self) -> Iterator[tuple[str, list[Triple]]]:
        """What is said of all of them, under each licence."""
        for parts in self._parts.values():
            yield from parts

    def standing(self) -> list[Dated]:
        """Those that were not taken back whole."""
        return list(self._standing.values())

    def _apply(self, each: Correction) -> None:
        node = iris.correction(each.inspection, str(each.date), _segment(each.on_standard))
        gone = self._taken_back(each)
        added = _described(node, each, self._corrections.publisher, self._names)
        added += [(judgement, PROV.wasInvalidatedBy, node) for judgement in gone]
        if each.kind == "corrected":
            added += [triple for judgement in gone for triple in self._right(each, judgement)]
            added += self._reissued(each, node)
        elif each.on_standard is None:
            self._standing.pop(each.inspection)
            added.append((each.inspection, INSP.withdrawnBy, node))
        if each.superseded_by:
            added += self._superseded(each, each.superseded_by, gone)
        self._lead_to_as_gone(each.inspection, gone)
        self._parts[each.inspection].append((self._corrections.source.licence, added))

    def _taken_back(self, each: Correction) -> list[str]:
        """The judgements that do not stand any more."""
        judged = self._judged(each.inspection)
        if each.kind != "corrected" and each.on_standard is None:
            return list(judged)
        if each.rating is None and each.score is None and each.max_score is None and each.issued is not None:
            return []
        gone = [judgement for judgement, standard in judged.items() if standard == each.on_standard]
        if not gone:
            key, found = ("standard", each.on_standard) if each.on_standard else ("rating", each.rating)
            there = ", ".join(standard or "the whole" for standard in judged.values()) or "nothing"
            raise SettingsError(f"{each.where}: {key}", found, f"a correction of what the inspection judged: {there}")
        return gone

    def _right(self, each: Correction, wrong: str) -> list[Triple]:
        """The judgement that stands instead of a wrong one: the same but for what is corrected."""
        new = iris.corrected_judgement(each.inspection, _segment(each.on_standard), str(each.date))
        old = {(predicate, value) for subject, predicate, value in self._about(each.inspection) if subject == wrong}
        right = _right_values(each)
        if right.items() <= dict(old).items():
            raise SettingsError(f"{each.where}: rating", each.rating, "another value than the one that was published")
        kept = sorted((p, value) for p, value in old if p not in right and p not in _NOT_INHERITED)
        rating = dict(kept).get(INSP.rating, right.get(INSP.rating))
        if each.on_standard is None and isinstance(rating, str):
            self._restate(each.inspection, rating=rating)
        return [
            *((new, predicate, value) for predicate, value in (*kept, *right.items())),
            (each.inspection, INSP.hasJudgement, new),
            (new, INSP.supersedes, wrong),
            *([(each.inspection, INSP.overallRating, rating)] if each.on_standard is None and rating else []),
            *mapping.stated(new, each.inspection, each.evidence, self._names),
        ]

    def _reissued(self, each: Correction, node: str) -> list[Triple]:
        """The right date of publication, and the former one."""
        if each.issued is None:
            return []
        former = [value for s, p, value in self._about(each.inspection) if (s, p) == (each.inspection, DCT.issued)]
        self._filter(each.inspection, lambda triple: triple[:2] != (each.inspection, DCT.issued))
        self._restate(each.inspection, date=each.issued)
        return [
            (each.inspection, DCT.issued, mapping.date(each.issued)),
            (node, INSP.correctsProperty, DCT.issued),
            *((node, INSP.formerValue, value) for value in dict.fromkeys(former)),
        ]

    def _superseded(self, each: Correction, other: str, gone: list[str]) -> list[Triple]:
        """What leads from an inspection to the one that stands instead, judgement by judgement."""
        if other == each.inspection or other not in self._parts:
            raise SettingsError(f"{each.where}: superseded_by", other, "another inspection of the same unit")
        judged = self._judged(each.inspection)
        instead = {standard: judgement for judgement, standard in self._judged(other).items()}
        pairs = ((instead.get(judged[judgement]), judgement) for judgement in gone)
        return [
            (each.inspection, DCT.isReplacedBy, other),
            *((new, INSP.supersedes, old) for new, old in pairs if new),
        ]

    def _judged(self, inspection: str) -> dict[str, str | None]:
        """The judgements that stand, each with the standard that it is on."""
        about = self._about(inspection)
        standards = {subject: str(value) for subject, predicate, value in about if predicate == INSP.onStandard}
        judgements = (str(value) for _, predicate, value in about if predicate == INSP.hasJudgement)
        return {judgement: standards.get(judgement) for judgement in judgements}

    def _restate(self, inspection: str, *, rating: str | None = None, date: PartialDate | None = None) -> None:
        now = self._standing[inspection]
        self._standing[inspection] = replace(now, rating=rating or now.rating, date=date or now.date)

    def _lead_to_as_gone(self, inspection: str, gone: list[str]) -> None:
        """Tells judgements as what stood; the shortcut to the overall one goes with it."""
        if {(judgement, RDF.type, INSP.OverallJudgement) for judgement in gone} & set(self._about(inspection)):
            self._filter(inspection, lambda triple: triple[:2] != (inspection, INSP.overallRating))
        for _, triples in self._parts[inspection]:
            for index, (subject, predicate, value) in enumerate(triples):
                if predicate == INSP.hasJudgement and value in gone:
                    triples[index] = (subject, INSP.hadJudgement, value)

    def _filter(self, inspection: str, stays: Callable[[Triple], bool]) -> None:
        for _, triples in self._parts[inspection]:
            triples[:] = filter(stays, triples)

    def _about(self, inspection: str) -> list[Triple]:
        return [triple for _, triples in self._parts[inspection] for triple in triples]


def _described(node: str, each: Correction, publisher: Publisher, names: Iris) -> list[Triple]:
    return [
        (each.inspection, INSP.correctedBy, node),
        (node, RDF.type, INSP.Correction),
        (node, RDF.type, PROV.Activity),
        (node, RDFS.label, text(f"{each.kind.capitalize()} on {each.date}", "en")),
        (node, INSP.correctionKind, concept("correction-kind", each.kind)),
        (node, DCT.date, mapping.date(each.date)),
        (node, DCT.description, text(each.reason, "en")),
        *mapping.by(node, publisher),
        *mapping.stated(node, each.inspection, each.evidence, names),
    ]


def _right_values(each: Correction) -> dict[str, Term]:
    given: dict[str, Term] = {INSP.rating: each.rating} if each.rating else {}
    for predicate, number in ((INSP.score, each.score), (INSP.maxScore, each.max_score)):
        if number is not None:
            given[predicate] = integer(number)
    return given


def _segment(standard: str | None) -> str | None:
    return standard.rsplit("/", 1)[-1] if standard else None
