"""The national food register from CSV to served release, beside a bare bulk load of the same N-Quads, in one run.

    python benchmarks/national.py FOLDER [ROWS …]       default: 10000 50000 and all rows

FOLDER holds the register's CSV files, one an authority, as the profiles fhrs-csv-2015 and fhis-csv-2015 read them
(760 to 791 are Scotland's). Ratios come last: wall time of the build to that of the bulk load, and what a row costs at
each size. Memory is that of all processes of the build together, sampled from /proc (Linux).
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from build import timed

SCOTLAND = range(760, 792)
BULK_LOAD = """
import sys, time
from pyoxigraph import RdfFormat, Store
store = Store(sys.argv[2])
began = time.perf_counter()
store.bulk_load(path=sys.argv[1], format=RdfFormat.N_QUADS)
print(time.perf_counter() - began)
"""
PUBLICATION = """
[publication]
title       = "Food hygiene ratings"
description = "Food hygiene ratings of the United Kingdom, February 2015"
base_iri    = "https://data.example.org/"
publisher   = { name = "Food Standards Agency", iri = "https://www.food.gov.uk/" }
contact     = "data@example.org"
"""


@dataclass(frozen=True)
class Run:
    """One build, and the bare load of what it wrote."""

    rows: int
    triples: int
    seconds: float
    peak_mib: float
    load_seconds: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.load_seconds


def publication(folder: Path, data: Path, most: int | None) -> Path:
    """A publication of the first so many rows; gives its publication.toml."""
    taken = 0
    for path in sorted(data.glob("*.csv")):
        scheme = "fhis" if path.stem.isdigit() and int(path.stem) in SCOTLAND else "fhrs"
        target = folder / scheme / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(islice(csv.reader(file), None if most is None else most - taken + 1))
        if len(rows) > 1:
            with target.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        taken += len(rows) - 1
    configuration = folder / "publication.toml"
    configuration.write_text(PUBLICATION + "".join(_sources(folder)), encoding="utf-8")
    return configuration


def _sources(folder: Path) -> Iterator[str]:
    for scheme in ("fhrs", "fhis"):
        if any((folder / scheme).glob("*.csv")):
            yield f'\n[[source]]\nkind = "register"\npath = "{scheme}/*.csv"\nprofile = "{scheme}-csv-2015"\n'


def measure(data: Path, most: int | None, keep: Path | None) -> Run:
    """Builds the register in a process of its own, then loads its N-Quads in another."""
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as scratch:
        folder = keep or Path(scratch)
        path = publication(folder, data, most)
        summary, seconds, peak = timed(path)
        rows = sum(source["rows"] for source in summary["sources"])
        nquads = Path(summary["folder"]) / "data.nq"
        store = Path(scratch) / "bare"
        loaded = subprocess.run(
            [sys.executable, "-c", BULK_LOAD, str(nquads), str(store)], capture_output=True, text=True, check=True
        )
        return Run(rows, summary["triples"], seconds, peak, float(loaded.stdout))


def main(data: Path, sizes: list[int | None]) -> None:
    keep = os.environ.get("LOD_BENCH_KEEP")
    print(f"{'rows':>9} {'triples':>11} {'seconds':>8} {'bulk load':>9} {'ratio':>6} {'peak MiB':>9} {'ms a row':>9}")
    runs = []
    for size in sizes:
        run = measure(data, size, Path(keep) if keep and size is None else None)
        runs.append(run)
        print(
            f"{run.rows:>9,} {run.triples:>11,} {run.seconds:>8.1f} {run.load_seconds:>9.1f} {run.ratio:>6.2f}"
            f" {run.peak_mib:>9,.0f} {1000 * run.seconds / run.rows:>9.3f}",
            flush=True,
        )
    for small, large in pairwise(runs):
        cost = 1000 * (large.seconds - small.seconds) / (large.rows - small.rows)
        print(f"each row from {small.rows:,} to {large.rows:,}: {cost:.3f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [10_000, 50_000, None])
