"""What VoID counts, in one pass over the sorted N-Quads: the numbers that SPARQL's COUNT gives on the same data.

Subjects are counted as they pass. Distinct objects are counted by 8-byte hashes, some 10 to 20 bytes of memory for each
distinct one; among ten million, two that share a hash (one counted too few) have a chance of one in 370,000.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from lod.namespaces import RDF, XSD


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
class Statistics:
    """The counts of a dataset (VoID section 4.6)."""

    triples: int
    distinct_subjects: int
    distinct_objects: int
    classes: tuple[ClassCount, ...]
    properties: tuple[PropertyCount, ...]


def count(lines: Iterable[str]) -> Statistics:
    """The counts of sorted canonical N-Triples lines, each line there once."""
    triples = subjects = 0
    objects = DistinctTerms()
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    examples: dict[str, str] = {}
    type_of = f"<{RDF.type}>"
    last = ""
    for line in lines:
        subject, predicate, value = line[:-3].split(" ", 2)
        triples += 1
        subjects += subject != last
        last = subject
        properties[predicate] += 1
        objects.add(as_stored(value))
        if predicate == type_of:
            classes[value] += 1
            examples.setdefault(value, subject[1:-1])
    return Statistics(
        triples=triples,
        distinct_subjects=subjects,
        distinct_objects=objects.count(),
        classes=tuple(ClassCount(iri[1:-1], classes[iri], examples[iri]) for iri in sorted(classes)),
        properties=tuple(PropertyCount(iri[1:-1], properties[iri]) for iri in sorted(properties)),
    )


_COUNT = f"^^<{XSD.nonNegativeInteger}>"
_INTEGER = f"^^<{XSD.integer}>"


def as_stored(value: str) -> str:
    """A term as the store keeps it, which makes one datatype of all that derive from `xsd:integer`: there
    `"7"^^xsd:nonNegativeInteger` and `7` are one object."""
    return value.replace(_COUNT, _INTEGER) if value.endswith(_COUNT) else value


class DistinctTerms:
    """Counts distinct strings by their hashes, in 256 arrays that shed repetitions whenever they have doubled."""

    _AT_LEAST = 1 << 12

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(256)]
        self._limits = [self._AT_LEAST] * 256

    def add(self, term: str) -> None:
        digest = blake2b(term.encode(), digest_size=8).digest()
        bucket = digest[0]
        hashes = self._hashes[bucket]
        hashes.frombytes(digest)
        if len(hashes) >= self._limits[bucket]:
            self._hashes[bucket] = hashes = array("Q", set(hashes))
            self._limits[bucket] = max(self._AT_LEAST, 2 * len(hashes))

    def count(self) -> int:
        return sum(len(set(hashes)) for hashes in self._hashes)
