"""What validating a row of the food register costs on each SHACL engine, as a table; ratios last.

    python benchmarks/shacl_engines.py [ROWS_A_CHUNK …]         default: 100 250 500 1000

Each engine validates the same generated chunks beside the shipped vocabulary, in a process of its own, after one chunk
that is not counted. Seconds are CPU seconds; memory is the peak of the process beyond what it had before.
pySHACL, which sees a sample only, gets one chunk, of at most 100 rows.
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lod.profiles.schemes import vocabulary_lines
from lod.validation.engines import ENGINES, FAST
from lod.validation.shapes import shapes
from tests.validation import food


class Run(NamedTuple):
    """What one engine did with chunks of one size."""

    engine: str
    rows: int
    microseconds: float
    """CPU time a row."""
    mebibytes: float


def measure(name: str, rows: int, chunks: int) -> Run:
    """Validates so many chunks of so many rows. Raises AssertionError where the engine finds anything."""
    vocabulary = "".join(vocabulary_lines("https://data.example.org/"))
    graphs = [food.chunk(food.generated(rows, rows * number)) + vocabulary for number in range(chunks + 1)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    engine = ENGINES[name](shapes())
    assert engine.validate([graphs[0]]).conforms
    began = time.process_time()
    for graph in graphs[1:]:
        assert engine.validate([graph]).conforms
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Run(name, rows, seconds * 1e6 / (rows * chunks), peak / 1024)


def main(sizes: list[int]) -> None:
    runs = []
    print(f"{'engine':>10} {'rows a chunk':>13} {'µs a row':>10} {'rows/s':>9} {'MiB':>7}")
    for name in ENGINES:
        for rows in sizes if name != "pyshacl" else [min(100, *sizes)]:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                run = pool.submit(measure, name, rows, 1 if name == "pyshacl" else 3).result()
            runs.append(run)
            rate = 1e6 / run.microseconds
            print(f"{name:>10} {rows:>13,} {run.microseconds:>10,.0f} {rate:>9,.0f} {run.mebibytes:>7,.0f}", flush=True)
    best = {
        name: min((run for run in runs if run.engine == name), key=lambda run: run.microseconds) for name in ENGINES
    }
    for name, run in best.items():
        print(f"{name} / {FAST}: {run.microseconds / best[FAST].microseconds:.2f} in CPU time")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 250, 500, 1_000])
