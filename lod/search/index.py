"""An index, open: what it finds, in which order, and how many there are of each value of a facet."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import tantivy

from lod.errors import ReleaseDamaged
from lod.search import fields
from lod.search.asking import Asked, Question, narrowed
from lod.search.fields import AREA, FACETS, GROUP, GROUPED, KIND, YEAR, Name, Shown

MOST_VALUES = 10_000
"""Values that are counted: more than there are groups, areas or years."""
_TRIES, _PAUSE = 50, 0.02
"""How often, and after how many seconds each, the removal of a folder is tried."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its IRI (the year or the kind itself, of these), what it is called, and of which scheme."""

    iri: str
    label: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, with what it is shown with."""

    kind: str
    iri: str
    title: str
    language: str
    date: str
    issued: bool
    type: Value | None
    area: Value | None
    rating: Value | None
    score: float


Counts = tuple[tuple[Value, int], ...]
"""Values and how many have them, most first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one index, or several, found: how many, some of them, and the values of each facet. `misspelt` says that
    words near to those asked for were taken for them."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Counts]
    misspelt: bool = False


class Index:
    """The index of one release. Reading from several threads is safe. Nothing is written to its folder."""

    def __init__(self, folder: Path) -> None:
        """Raises ReleaseDamaged when it cannot be read."""
        table = fields.read_values(folder)
        self._groups, self._names = table.groups, table.names
        self._areas = tuple(self._value(iri) for iri in table.areas)
        self._area_numbers = {iri: number for number, iri in enumerate(table.areas)}
        try:
            self._schema, self._searcher = _opened(folder)
        except ValueError as problem:
            raise ReleaseDamaged(f"search index {folder}: {problem}") from problem
        self._decoder = msgspec.json.Decoder(Shown)

    def find(self, question: Question, *, misspelt: bool = False, counted: bool = True) -> Found:
        """The answer, from the question's offset on. Unless it is to be `counted`, there are no facets, and the
        total is that of the hits."""
        asked = question.words
        numbers = self._numbers(question.narrowed)
        if not all(numbers.values()) or (question.text.strip() and not asked):
            return Found(0, (), {}, misspelt)
        words = Asked(self._schema, asked, misspelt=misspelt)
        matching = narrowed(self._schema, words.matching(), numbers)
        ranked = words.ranked(matching)
        result = self._searcher.search(ranked, max(question.limit, 1), count=False, offset=question.offset)
        hits = tuple(self._hits(result.hits[: question.limit]))
        if not counted:
            return Found(len(hits), hits, {}, misspelt)
        facets = self._counts(matching)
        return Found(sum(count for _, count in facets[KIND]), hits, facets, misspelt)

    def _numbers(self, values: Mapping[str, str]) -> dict[str, list[int]]:
        """The numbers that a document may have, by field: none where nothing here has a value."""
        numbers: dict[str, list[int]] = {}
        wanted = [(GROUPED.index(facet), value) for facet, value in values.items() if facet in GROUPED]
        if wanted:
            numbers[GROUP] = [
                number for number, group in enumerate(self._groups) if all(group[at] == value for at, value in wanted)
            ]
        if AREA in values:
            numbers[AREA] = [self._area_numbers[values[AREA]]] if values[AREA] in self._area_numbers else []
        if YEAR in values:
            numbers[YEAR] = [int(values[YEAR])]
        return numbers

    def _counts(self, query: tantivy.Query) -> dict[str, Counts]:
        wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in (GROUP, AREA, YEAR)}
        counted = self._searcher.aggregate(query, wanted)
        found = {name: [(int(each["key"]), each["doc_count"]) for each in counted[name]["buckets"]] for name in wanted}
        facets: dict[str, Counts] = {
            AREA: _sorted((self._areas[number], count) for number, count in found[AREA]),
            YEAR: _sorted((Value(str(number), str(number)), count) for number, count in found[YEAR]),
        }
        for at, facet in enumerate(GROUPED):
            sums: Counter[str] = Counter()
            for number, count in found[GROUP]:
                sums[self._groups[number][at]] += count
            facets[facet] = _sorted((self._value(iri), count) for iri, count in sums.items() if iri)
        return {facet: facets[facet] for facet in FACETS}

    def _value(self, iri: str) -> Value:
        name = self._names.get(iri, Name(iri))
        return Value(iri, name.label, name.scheme)

    def _hits(self, found: list[tuple[float, tantivy.DocAddress]]) -> Iterator[Hit]:
        addresses = [address for _, address in found]
        groups = self._searcher.fast_field_values(GROUP, addresses)
        areas = self._searcher.fast_field_values(AREA, addresses)
        for (score, address), number, area in zip(found, groups, areas, strict=True):
            shown = self._decoder.decode(self._searcher.doc(address)[fields.SHOWN][0])
            kind, rating, type_, _, _ = self._groups[int(number or 0)]
            yield Hit(
                kind,
                shown.iri,
                shown.title,
                shown.language,
                shown.date,
                shown.issued,
                self._value(type_) if type_ else None,
                None if area is None else self._areas[int(area)],
                self._value(rating) if rating else None,
                score,
            )


def _sorted(counts: Iterator[tuple[Value, int]]) -> Counts:
    return tuple(sorted(counts, key=lambda each: (-each[1], each[0].label, each[0].iri)))


def _opened(folder: Path) -> tuple[tantivy.Schema, tantivy.Searcher]:
    """The engine takes a lock in the folder that it opens, and a release never changes: it opens links to the files,
    which may go once they are open. Raises ValueError."""
    with _links(folder) as links:
        index = tantivy.Index.open(links)
        return index.schema, index.searcher()


@contextmanager
def _links(folder: Path) -> Iterator[str]:
    """A folder of links to the files of another. The engine may still take and give back its lock there while it is
    removed."""
    links = Path(tempfile.mkdtemp(prefix="lod-search-"))
    try:
        for path in folder.iterdir():
            (links / path.name).symlink_to(path.resolve())
        yield str(links)
    finally:
        for _ in range(_TRIES):
            shutil.rmtree(links, ignore_errors=True)
            if not links.exists():
                break
            time.sleep(_PAUSE)
