"""The dumps of a dataset, put together from what was rendered chunk by chunk: memory does not grow with them.

All hold the same statements. N-Quads are sorted, which is the canonical form of RDFC-1.0, since blank nodes have
canonical names; Turtle and JSON-LD have units and inspections in the order of the chunks, and then the rest. Beside
them come tables, of what stands.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from lod import formats
from lod.formats import Format
from lod.iris import Iris
from lod.jsonld import context
from lod.namespaces import OGL
from lod.publication.blank import embedding, owned
from lod.publication.compressed import DumpFile
from lod.publication.counts import Counts
from lod.publication.jsonlines import documents
from lod.publication.release import Dump, DumpNames
from lod.publication.rendering import Rendered, entities, json_objects
from lod.publication.states import of_the_rest
from lod.publication.statistics import Statistics, Tally
from lod.publication.tables import Tables
from lod.publication.tokens import PIECE, whole_subjects
from lod.publication.turtle import prefixes, turtle
from lod.sorting import NearlySorted, SortedLines

_BLOCK = 2**20


class Dumps:
    """The dumps of one dataset while they are written to `folder`; `work` is a new folder for what is not ready yet,
    `licence` the IRI of the licence it is under."""

    def __init__(self, folder: Path, names: DumpNames, work: Path, iris: Iris, licence: str = OGL) -> None:
        self._iris = iris
        self._names = names
        self._folder, self._work = folder, work
        self._shared, self._states = (_sorter(work / name) for name in ("shared", "states"))
        self._units = NearlySorted(self._lines_of_units.open("wb"))
        self._tally = Tally()
        self.counts = Counts()
        """Of what was added."""
        self._inspections, self._inspected = self._parts.open("wb"), self._states_of_inspections.open("wb")
        self._turtle = DumpFile(folder / names.turtle, Format.TURTLE)
        self._turtle.write(prefixes())
        self._json_lines = DumpFile(folder / names.ndjson, Format.JSON_LINES)
        self._jsonld = DumpFile(folder / names.jsonld, Format.JSON_LD)
        self._jsonld.write(b'{"@context":' + msgspec.json.encode(context.terms()) + b',"@graph":[')
        self._separator = b"\n"
        self._tables = Tables(folder, names, licence)

    @property
    def shared(self) -> Path:
        """Once gathered: the lines about neither units nor inspections, sorted."""
        return self._work / "shared.nq"

    def add(self, rendered: Rendered) -> None:
        """Some units and their inspections; by the IRIs of the inspections, after those that were added before."""
        self._inspections.write(rendered.inspections)
        self._add_units(rendered)
        self.share(rendered.shared)
        self._inspected.write(rendered.states)
        self._states.add(rendered.unit_states)
        self._tally.merge(rendered.tally)
        self.counts.merge(rendered.counts)
        self._turtle.write(rendered.turtle)
        self._tables.add(rendered.tables)
        self._write_objects([rendered.jsonld] if rendered.jsonld else [])

    def _add_units(self, rendered: Rendered) -> None:
        """Of units that come in the order of their inspections: where one's IRI begins another's, `…/1` and `…/10`, the
        inspections of the first come first, `…/1/`, and its own lines last, `…/1>`."""
        if rendered.unit_states:
            last = max(state[: state.index(">")] + "/" for state in rendered.unit_states)
            self._units.add(rendered.units, last.encode())

    def share(self, lines: Iterable[str]) -> None:
        """Lines about neither units nor inspections."""
        self._shared.add(lines)

    def gather(self) -> Statistics:
        """Completes all but the files themselves: what is shared, and the counts of what the files hold."""
        self._inspections.close()
        self._units.close()
        with self.shared.open("w", encoding="utf-8", newline="\n") as file:
            for lines in whole_subjects(self._shared):
                file.writelines(lines)
                triples = list(formats.parse_lines(lines))
                self._tally.add(triples)
                self._turtle.write(turtle(triples))
        return self._tally.statistics()

    def finish(self) -> tuple[Dump, ...]:
        """Completes the files, after `gather`; gives them, the N-Quads first."""
        self._write_objects(self._shared_objects())
        self._jsonld.write(b"\n]}\n")
        self._write_states()
        return (
            *self._nquads(),
            *self._turtle.close(),
            *self._jsonld.close(),
            *self._json_lines.close(),
            *self._tables.finish(),
        )

    def _nquads(self) -> tuple[Dump, ...]:
        file = DumpFile(self._folder / self._names.nquads, Format.N_QUADS)
        for block in self._sorted_blocks():
            file.write(block)
        return file.close()

    def _shared_objects(self) -> Iterator[bytes]:
        """Of a blank node as part of what leads to it: every line of JSON-LD can then be read alone."""
        with self.shared.open(encoding="utf-8", newline="\n") as shared:
            about_blank = owned(formats.parse_lines(line for line in shared if "_:" in line), self._iris)
        each = entities(formats.parse_file(self.shared), self._iris)
        return json_objects(embedding(each, about_blank))

    @property
    def _parts(self) -> Path:
        return self._work / "inspections.nq"

    @property
    def _lines_of_units(self) -> Path:
        return self._work / "units.nq"

    @property
    def _states_of_inspections(self) -> Path:
        return self._work / "states.txt"

    def _write_objects(self, objects: Iterable[bytes]) -> None:
        for each in objects:
            self._jsonld.write(self._separator + each)
            self._json_lines.write(documents(each, self._iris.context))
            self._separator = b",\n"

    def _write_states(self) -> None:
        self._inspected.close()
        with self.shared.open(encoding="utf-8", newline="\n") as shared:
            self._states.add(of_the_rest(shared, self._iris))
        rest = _Until(iter(self._states))
        with self._states_of_inspections.open("rb") as states, (self._folder / self._names.states).open("wb") as file:
            file.writelines(rest.before(f"<{self._iris.kind('inspection')}"))
            file.writelines(_blocks(states))
            file.writelines(rest.before("\U0010ffff"))

    def _sorted_blocks(self) -> Iterator[bytes]:
        """Shared lines, inspections and units are each sorted, and each kind of entity has a range of its own."""
        inspections, units = (f"<{self._iris.kind(kind)}" for kind in ("inspection", "unit"))
        with self.shared.open(encoding="utf-8", newline="\n") as shared:
            rest = _Until(shared)
            yield from rest.before(inspections)
            with self._parts.open("rb") as parts:
                yield from _blocks(parts)
            yield from rest.before(units)
            listed = list(rest.before(f"{units}\U0010ffff"))
            with self._lines_of_units.open("rb") as lines:
                yield from _joined(heapq.merge(listed, lines)) if listed else _blocks(lines)
            yield from rest.before("\U0010ffff")


class _Until:
    """Sorted lines, read up to one point after the other."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._held = ""

    def before(self, point: str) -> Iterator[bytes]:
        """The lines not yet read that sort before `point`."""
        lines = itertools.chain([self._held] if self._held else [], self._lines)
        self._held = ""
        for line in lines:
            if line >= point:
                self._held = line
                return
            yield line.encode()


def _sorter(folder: Path) -> SortedLines:
    folder.mkdir(parents=True)
    return SortedLines(folder)


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    every = iter(lines)
    while some := list(itertools.islice(every, PIECE)):
        yield b"".join(some)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
