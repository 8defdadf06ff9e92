"""What VoID counts, as the lines of a release pass: the numbers that SPARQL's COUNT gives on the same data.

Subjects are counted as they pass. Distinct objects are counted by 8-byte hashes, some 10 to 20 bytes of memory for each
distinct one; among ten million, two that share a hash (one counted too few) have a chance of one in 370,000.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from lod.model import PartialDate
from lod.namespaces import DCT, INSP, RDF, SCHEME_IRI
from lod.terms import Literal, Term, Triple

_TYPE, _INSPECTS = RDF.type, INSP.inspects
_LINKING = frozenset(
    {
        INSP.rating,
        INSP.overallRating,
        INSP.currentRating,
        INSP.onStandard,
        INSP.inspectedBy,
        INSP.underProgramme,
        INSP.caseCategory,
        DCT.type,
        DCT.spatial,
        DCT.isPartOf,
    }
)
"""The properties by which entities lead to concepts and places of other data."""
_DATES = frozenset({INSP.fieldworkStart, INSP.fieldworkEnd, DCT.issued})


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class: how many entities are of it, and the first of them."""

    iri: str
    entities: int
    example: str


@dataclass(frozen=True, slots=True)
class PropertyCount:
    """A property and how many triples have it."""

    iri: str
    triples: int


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many triples with a property lead to IRIs of other data, and what these begin with."""

    property: str
    target: str
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of a dataset (VoID section 4.6)."""

    triples: int
    distinct_subjects: int
    distinct_objects: int
    classes: tuple[ClassCount, ...]
    properties: tuple[PropertyCount, ...]
    earliest: PartialDate | None = None
    """The first day, month or year in which an inspection was under way or was published; None where none is stated."""
    latest: PartialDate | None = None
    """The last of them."""
    links: tuple[LinkCount, ...] = ()


class Tally:
    """The counts of some lines, which may be added to those of others that have no subject in common with them."""

    def __init__(self) -> None:
        self._triples = self._subjects = self._own_objects = 0
        self._objects = DistinctTerms()
        self._properties: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self._dates: set[str] = set()
        self._links: Counter[tuple[str, str]] = Counter()

    def add(self, triples: Sequence[Triple], own: str | None = None) -> None:
        """Triples in the order of their canonical lines, each there once; a subject's are added together.

        Objects whose IRIs begin with `own` are those of no triples that are added at another time.
        """
        about: defaultdict[str, list[Triple]] = defaultdict(list)
        for triple in triples:
            about[triple[1]].append(triple)
        self._triples += len(triples)
        self._subjects += len(set(map(itemgetter(0), triples)))
        self._properties.update({predicate: len(said) for predicate, said in about.items()})
        self._add_objects(set(map(itemgetter(2), triples)), own)
        types = [(kind, subject) for subject, _, kind in about[_TYPE] if isinstance(kind, str)]
        self._classes.update([kind for kind, _ in types])
        for kind, subject in dict(reversed(types)).items():
            self._note_example(kind, subject)
        for predicate in _LINKING & about.keys():
            self._links.update(_links(about[predicate]))
        inspections = {subject for subject, _, _ in about[_INSPECTS]}
        dated = (each for predicate in _DATES for each in about[predicate] if each[0] in inspections)
        self._note_dates({value.lexical for _, _, value in dated if isinstance(value, Literal)})

    def _add_objects(self, objects: set[Term], own: str | None) -> None:
        others = [value for value in objects if not (own and isinstance(value, str) and value.startswith(own))]
        self._own_objects += len(objects) - len(others)
        # No IRI has a space, so none is taken for a literal.
        self._objects.add([value if isinstance(value, str) else " ".join(value[::-1]) for value in others])

    def merge(self, other: Tally) -> None:
        """Adds the counts of other lines."""
        self._triples += other._triples
        self._subjects += other._subjects
        self._own_objects += other._own_objects
        self._objects.merge(other._objects)
        self._properties.update(other._properties)
        self._classes.update(other._classes)
        for kind, subject in other._examples.items():
            self._note_example(kind, subject)
        self._note_dates(other._dates)
        self._links.update(other._links)

    def statistics(self) -> Statistics:
        """What was counted."""
        return Statistics(
            triples=self._triples,
            distinct_subjects=self._subjects,
            distinct_objects=self._own_objects + self._objects.count(),
            classes=tuple(ClassCount(iri, self._classes[iri], self._examples[iri]) for iri in sorted(self._classes)),
            properties=tuple(PropertyCount(iri, self._properties[iri]) for iri in sorted(self._properties)),
            earliest=PartialDate.parse(min(self._dates)) if self._dates else None,
            latest=PartialDate.parse(max(self._dates, key=_end)) if self._dates else None,
            links=tuple(LinkCount(*link, self._links[link]) for link in sorted(self._links)),
        )

    def _note_example(self, kind: str, subject: str) -> None:
        self._examples[kind] = min(subject, self._examples.get(kind, subject))

    def _note_dates(self, dates: set[str]) -> None:
        """Keeps the first and the last, by the day on which each begins or ends."""
        if dates := self._dates | dates:
            self._dates = {min(dates), max(dates, key=_end)}


def _links(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Property and target of those triples that lead from entities of the publication to other data."""
    for subject, predicate, value in triples:
        if isinstance(value, str):
            target = _space(value)
            if not subject.startswith((target, SCHEME_IRI)):
                yield predicate, target


@lru_cache(maxsize=1024)
def _space(iri: str) -> str:
    """What the IRIs of the data that an IRI belongs to begin with: the concept schemes, or else a host."""
    return SCHEME_IRI if iri.startswith(SCHEME_IRI) else "/".join(iri.split("/", 3)[:3]) + "/"


def _end(date: str) -> tuple[str, str]:
    """A date in XSD's form, to sort by its last day (a month's is its 31st), the more precise one last."""
    return date + "-12-31"[len(date) - 4 :], date


class DistinctTerms:
    """Counts distinct terms by their hashes, in 256 arrays that shed repetitions whenever they have doubled."""

    _AT_LEAST = 1 << 12

    def __init__(self) -> None:
        self._hashes: dict[int, array[int]] = {}
        self._limits: dict[int, int] = {}

    def add(self, terms: Iterable[str]) -> None:
        """Terms, each as a text that no other has."""
        hashes = self._hashes
        for term in terms:
            digest = blake2b(term.encode(), digest_size=8).digest()
            if digest[0] not in hashes:
                hashes[digest[0]] = array("Q")
            hashes[digest[0]].frombytes(digest)
        self._shed()

    def merge(self, other: DistinctTerms) -> None:
        for bucket, hashes in other._hashes.items():
            self._hashes.setdefault(bucket, array("Q")).extend(hashes)
        self._shed()

    def count(self) -> int:
        return sum(len(set(hashes)) for hashes in self._hashes.values())

    def _shed(self) -> None:
        for bucket, hashes in self._hashes.items():
            if len(hashes) >= self._limits.get(bucket, self._AT_LEAST):
                self._hashes[bucket] = distinct = array("Q", set(hashes))
                self._limits[bucket] = max(self._AT_LEAST, 2 * len(distinct))
