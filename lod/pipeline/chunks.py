"""What is known of some units → everything a release says of them: validated, as sorted lines, Turtle and JSON-LD.

The one place where facts about the same inspection meet. Pure, and done in workers: see `lod.pipeline.scheduling`.
"""

from __future__ import annotations

import io
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter

import lod
from lod import latest, mapping, publication, validation
from lod.formats import parse_lines
from lod.iris import Iris
from lod.latest import Dated
from lod.lists import entries
from lod.model import Corrections, InspectedUnit, Inspection, NotInspected, PartialDate, Problem, Source, UnitKey
from lod.namespaces import INSP
from lod.pipeline import agreement, meeting, mergers, records, same
from lod.pipeline.correcting import History
from lod.pipeline.records import Record
from lod.publication import Rendered
from lod.search import documents, nodes
from lod.search.nodes import Node
from lod.terms import Triple, lines
from lod.validation import Report, Vocabulary

VALIDATED = 75
"""Facts that are validated together, roughly: engines slow down faster than the graph grows."""

SIZE = 3 * VALIDATED
"""Facts in a chunk, roughly: what is sent to a worker and back at once. A multiple, so that none is a small rest."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all chunks of a build have in common."""

    base_iri: str
    vocabulary: str
    """Lines; the shapes reach some of them from each chunk."""
    listed: frozenset[UnitKey]
    """The units that the vocabulary describes."""
    sources: tuple[Source, ...]
    """By the `file` of records."""
    corrections: Corrections | None = None
    """Their file is the last of the sources."""
    shared: frozenset[str] = frozenset()
    """Units, by IRI, of which the vocabulary says something."""
    described: publication.Known = field(default_factory=dict)
    """What tables call concepts and listed units."""
    sample: float = validation.SAMPLE
    seed: int = validation.SEED
    """The share of chunks that the referee sees too, and the seed of their draw."""

    def packed(self) -> bytes:
        """The form in which it goes to workers, which unpack it once each."""
        return pickle.dumps(self)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records, with all there are about their units. The first chunk of a build has the number 0."""

    number: int
    lines: list[str]


@dataclass(slots=True)
class Made:
    """What a chunk came to. The parts are by the licence of the sources that state them."""

    report: Report
    parts: dict[str, Rendered] = field(default_factory=dict)
    documents: bytes = b""
    """What is found of them, as `lod.search.documents.encoded` writes it."""
    entries: dict[str, bytes] = field(default_factory=dict)
    """Their places in the lists, as `lod.lists.entries.encoded` writes them."""
    inspections: int = 0
    """Without those that were taken back."""
    units: int = 0
    newest: PartialDate | None = None
    """Of the dates of publication and, where none is known, of the ends of fieldwork."""
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    """Each with its file."""
    repeated: Counter[tuple[int, bool]] = field(default_factory=Counter)
    """Rows that were not published because an earlier one says other things of the same, by file, and by whether they
    state an inspection."""
    validated: int = 0
    """Parts of it, and how many of these the referee saw."""
    refereed: int = 0
    met: set[str] = field(default_factory=set)
    """What the file of corrections names and this chunk holds: entries by their `where`, units by IRI."""


def chunks(sorted_lines: Iterable[str], size: int = SIZE) -> Iterator[Chunk]:
    """Records, sorted, as chunks of about `size`; a unit's are never parted."""
    number = 0
    held: list[str] = []
    for _, of_unit in groupby(sorted_lines, key=records.group):
        held += of_unit
        if len(held) >= size:
            yield Chunk(number, held)
            number, held = number + 1, []
    if held:
        yield Chunk(number, held)


def make(packed: bytes, chunk: Chunk) -> Made:
    """Everything that a release says of a chunk's units. Raises ValidatorsDisagree."""
    unpacked = _unpacked(packed)
    setting, work = unpacked.setting, _Work(unpacked)
    first = chunk.number == 0
    for part in chunks(chunk.lines, VALIDATED):
        for _, of_unit in groupby(part.lines, key=records.group):
            work.unit([records.read(line) for line in of_unit])
        drawn = validation.is_sampled(part.lines[0], setting.sample, setting.seed)
        work.validate(to_referee=drawn or (first and part.number == 0))
    return work.made()


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A setting, with the vocabulary as the shapes reach it, and what that says of the units that it lists."""

    setting: Setting
    vocabulary: Vocabulary
    listed: Mapping[str, Sequence[Triple]]
    nodes: Mapping[str, Node]


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> _Unpacked:
    setting = pickle.loads(packed)  # noqa: S301 - packed by the build that this worker works for
    assert isinstance(setting, Setting)  # noqa: S101 - nothing else is packed
    lines = list(io.StringIO(setting.vocabulary, newline="\n"))
    below = f"<{Iris(setting.base_iri).kind('unit')}"
    triples = list(parse_lines(line for line in lines if line.startswith(below)))
    listed = {unit: list(said) for unit, said in groupby(triples, key=itemgetter(0))}
    return _Unpacked(setting, Vocabulary(lines), listed, nodes.nodes(triples))


class _Work:
    """One chunk while it is made."""

    def __init__(self, unpacked: _Unpacked) -> None:
        self._setting, self._vocabulary = unpacked.setting, unpacked.vocabulary
        self._listed, self._nodes = unpacked.listed, unpacked.nodes
        self._names = Iris(self._setting.base_iri)
        self._shared = self._setting.shared | {mapping.unit_iri(key, self._names) for key in self._setting.listed}
        self._said: dict[str, list[Triple]] = defaultdict(list)
        """Under each licence, not validated yet."""
        self._stated: dict[str, dict[str, Triple]] = defaultdict(dict)
        """The same by its line, once it has been given to validation."""
        self._read: set[int] = set()
        self._made = Made(Report())

    def unit(self, about: list[Record]) -> None:
        """Takes in all there is about one unit."""
        kept, repeated = meeting.distinct(same.joined(about))
        for each in repeated:
            self._made.problems.append((each.record.place.file, each.problem(self._setting.sources)))
            # The first fact of a row says what the row is counted as.
            if each.record.place.part == 0:
                self._made.repeated[each.record.place.file, isinstance(each.record.fact, Inspection)] += 1
        kept, contradictions = agreement.agreed(kept)
        self._made.problems += (
            (each.record.place.file, each.problem(self._setting.sources)) for each in contradictions
        )
        history = self._history(about)
        inspected: dict[str, Dated] = {}
        stated: list[tuple[str, Inspection]] = []
        described: dict[str, list[tuple[InspectedUnit, Dated | None]]] = defaultdict(list)
        for place, fact in kept:
            licence = self._setting.sources[place.file].licence
            self._read.add(place.file)
            dated = None
            if isinstance(fact, NotInspected):
                self._said[licence] += mapping.not_inspected(fact, self._names)
            else:
                dated = self._dated(fact)
                inspected.setdefault(dated.iri, dated)
                stated.append((dated.iri, fact))
                triples = mapping.inspection(fact, self._names)
                if history:
                    history.add(licence, dated, triples)
                else:
                    self._said[licence] += triples
            described[licence].append((meeting.unit_of(fact), dated))
        self._describe(described)
        standing = self._corrected(history) if history else list(inspected.values())
        self._made.inspections += len(standing)
        self._shortcuts(kept, standing)
        said = self._said[self._setting.sources[kept[0].place.file].licence]
        said += ((later, INSP.previousInspection, earlier) for later, earlier in same.previous(stated))

    def _history(self, about: list[Record]) -> History | None:
        """Where the file of corrections names the unit: its mergers are told, and its inspections are to be held."""
        if self._setting.corrections is None or not about:
            return None
        unit = mapping.unit_iri(meeting.unit_of(about[0].fact).key, self._names)
        told = self._setting.corrections.mergers
        self._made.met |= {unit} & {each for merger in told for each in (merger.unit, merger.into)}
        if unit not in self._shared:
            said = mergers.changed(unit, told, self._names)
            self._said[self._setting.sources[about[0].place.file].licence] += said
        return History(self._setting.corrections, self._names)

    def _corrected(self, history: History) -> list[Dated]:
        """Takes in what stands and what stood of a unit's inspections; gives those that were not taken back whole."""
        for applied in history.correct():
            self._made.met.add(applied.where)
            self._read.add(len(self._setting.sources) - 1)
            self._note_date(applied.date)
        for licence, triples in history.parts():
            self._said[licence] += triples
        return history.standing()

    def _describe(self, described: dict[str, list[tuple[InspectedUnit, Dated | None]]]) -> None:
        """The unit, for each licence as its sources describe it, unless the vocabulary does."""
        for licence, units in described.items():
            newest = max(units, key=lambda each: latest.day(each[1]))[0]
            if newest.key not in self._setting.listed:
                unit = meeting.described([unit for unit, _ in units], newest)
                self._said[licence] += mapping.unit(unit, self._names)

    def _dated(self, fact: Inspection) -> Dated:
        date = fact.issued or fact.fieldwork_end
        self._note_date(date)
        return Dated(mapping.inspection_iri(fact, self._names), date, fact.overall.rating if fact.overall else None)

    def _note_date(self, date: PartialDate | None) -> None:
        if date and (self._made.newest is None or self._made.newest.first_day < date.first_day):
            self._made.newest = date

    def _shortcuts(self, kept: list[Record], inspected: list[Dated]) -> None:
        """From the unit to its latest inspection and current rating, or to its status when nothing was rated."""
        said = self._said[self._setting.sources[kept[0].place.file].licence]
        unit = mapping.unit_iri(meeting.unit_of(kept[0].fact).key, self._names)
        self._made.units += 1
        if last := latest.latest(inspected):
            said.append((unit, INSP.latestInspection, last.iri))
        if any(each.rating for each in inspected):
            if (rated := latest.latest_rated(inspected)) and rated.rating:
                said.append((unit, INSP.currentRating, rated.rating))
        elif status := next((each.status for _, each in kept if isinstance(each, NotInspected)), None):
            said.append((unit, INSP.currentRating, status))

    def validate(self, *, to_referee: bool) -> None:
        """Validates what was taken in since it was called before, with all that its shapes reach."""
        graph: list[str] = []
        for licence, said in self._said.items():
            written = list(lines(said))
            graph += written
            self._stated[licence].update(zip(written, said, strict=True))
        graph += lines(triple for file in sorted(self._read) for triple in self._source(file))
        led_to = {value for said in self._said.values() for _, _, value in said if isinstance(value, str)}
        graph.append(self._vocabulary.reached(led_to))
        found = validation.judge("".join(graph), validation.shapes(), to_referee)
        if found.results:
            self._made.report = self._made.report.merge(found)
        self._made.validated += 1
        self._made.refereed += to_referee or bool(found.results)
        self._said.clear()
        self._read.clear()

    def made(self) -> Made:
        """What the chunk came to; nothing to publish if anything in it breaks its shapes."""
        if not self._made.report.violations:
            self._made.parts = {
                licence: publication.render(said, self._names, self._shared, self._setting.described)
                for licence, said in self._stated.items()
            }
            every = list(chain.from_iterable(said.values() for said in self._stated.values()))
            self._made.documents = documents.encoded(documents.of_units(every, self._nodes))
            said = entries.said(every, self._listed)
            self._made.entries = entries.encoded(entries.entries(said, self._names))
        return self._made

    def _source(self, file: int) -> list[Triple]:
        return mapping.source(self._setting.sources[file], self._names, lod.__version__)
