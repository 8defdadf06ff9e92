"""Where the processor time of a build goes, for rows of a generated food register, as a table.

    python benchmarks/phases.py [ROWS]                  default: 10000

Each step is run on all rows, in chunks as a build has them, in this one process: CPU microseconds a row. A build shares
out the steps of workers; what one process does alone is marked with a star.
"""

from __future__ import annotations

import gc
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from generate import food_register

from lod import ingest, mapping, profiles, publication, validation
from lod.ingest import SourceFiles
from lod.iris import Iris
from lod.model import Licence
from lod.pipeline import chunks, reading, records
from lod.pipeline.scheduling import COLLECT_AFTER
from lod.profiles import schemes
from lod.publication import DumpNames, Dumps, Rendered
from lod.store import Loader
from lod.terms import Triple, lines

Result = TypeVar("Result")
BASE = "https://data.example.org/"


def main(rows: int) -> None:
    gc.set_threshold(COLLECT_AFTER)
    with tempfile.TemporaryDirectory(prefix="lod-phases-") as folder:
        _measure(Path(folder), rows)


def _measure(folder: Path, rows: int) -> None:
    table = _Table(rows)
    path = folder / "200.csv"
    food_register(path, rows)
    files = SourceFiles("register", (path,), profiles.load("fhrs-csv-2015"), Licence())
    source = ingest.source(files, path, folder)
    found = table.step("* splitting CSV into rows", lambda: list(ingest.rows(files, path, source)))
    batch = reading.Batch(0, source, pickle.dumps(files.profile), msgspec.msgpack.encode(found))
    read = table.step("rows to facts", lambda: reading.read_rows(batch).lines)
    read.sort()
    facts = table.step("facts off the disk", lambda: [records.read(line).fact for line in read])
    names = Iris(BASE)
    mapped = table.step("mapping facts to triples", lambda: [list(mapping.fact(fact, names)) for fact in facts])
    triples = sum(map(len, mapped))
    written = table.step("triples to N-Triples", lambda: [list(lines(each)) for each in mapped])
    said = [dict(zip(*each, strict=True)) for each in zip(written, mapped, strict=True)]
    pieces = [_merged(said[at : at + chunks.SIZE]) for at in range(0, rows, chunks.SIZE)]
    parts = [_merged(said[at : at + chunks.VALIDATED]) for at in range(0, rows, chunks.VALIDATED)]
    vocabulary = validation.Vocabulary(schemes.vocabulary_lines(BASE))
    described = "".join(lines(mapping.source(source, names, "0")))
    shapes = validation.shapes()
    validation.judge("", shapes, to_referee=True)  # makes the engines, once in a process

    def judge(part: dict[str, Triple], *, to_referee: bool) -> None:
        led_to = {value for _, _, value in part.values() if isinstance(value, str)}
        validation.judge("".join(part) + described + vocabulary.reached(led_to), shapes, to_referee)

    table.step("SHACL, fast engine", lambda: [judge(part, to_referee=False) for part in parts])
    before = time.process_time()
    judge(parts[0], to_referee=True)
    table.add("SHACL, referee, on 1 % of rows", (time.process_time() - before) / chunks.VALIDATED / 100)
    rendered = table.step(
        "dumps, tables, counts of a chunk", lambda: [publication.render(piece, names) for piece in pieces]
    )
    (folder / "work").mkdir()
    dumps = publication.Dumps(folder, DumpNames(), folder / "work" / "dumps", names)
    table.step("* putting dumps together", lambda: _assemble(dumps, rendered))
    table.step(
        "* loading the store", lambda: _load(folder / "store", [each.inspections + each.units for each in rendered])
    )
    table.show(triples)


def _merged(said: list[dict[str, Triple]]) -> dict[str, Triple]:
    """Triples by their lines, in the order of the lines."""
    return dict(sorted((line, triple) for each in said for line, triple in each.items()))


def _assemble(dumps: Dumps, rendered: list[Rendered]) -> None:
    for each in rendered:
        dumps.add(each)
    dumps.gather()
    dumps.finish()


def _load(folder: Path, pieces: list[bytes]) -> None:
    with Loader(folder) as loader:
        for piece in pieces:
            loader.add(piece)


class _Table:
    """Steps with what each costs a row."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._costs: dict[str, float] = {}

    def step(self, name: str, work: Callable[[], Result]) -> Result:
        before = time.process_time()
        result = work()
        self.add(name, (time.process_time() - before) / self._rows)
        return result

    def add(self, name: str, seconds: float) -> None:
        self._costs[name] = 1e6 * seconds

    def show(self, triples: int) -> None:
        print(f"{'step':<34} {'µs a row':>9}")
        for name, cost in self._costs.items():
            print(f"{name:<34} {cost:>9.1f}")
        print(f"{'in all':<34} {sum(self._costs.values()):>9.1f}")
        print(f"{triples / self._rows:.1f} triples a row")
        for name, steps in (
            ("mapping", ("mapping facts to triples",)),
            ("mapping and writing", tuple(islice(self._costs, 3, 5))),
        ):
            cost = sum(self._costs[step] for step in steps)
            print(f"{name}: {1e6 * triples / self._rows / cost:,.0f} triples a CPU second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
