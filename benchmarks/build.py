"""Build time, triples per second and peak memory of `lod build`, for registers of growing size, as a table.

    python benchmarks/build.py [INSPECTIONS …]          default: 1000 10000 30000 100000

The last lines give the growth: what each further inspection costs, beyond the fixed cost of the first chunk, which the
slower engine validates too; a cost that stays the same from size to size is linear growth.
Memory is that of all processes of the build together, sampled from /proc (Linux).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from generate import publication

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Run:
    """One build: how much it read, how long it took, how much memory it needed at most."""

    inspections: int
    triples: int
    seconds: float
    peak_mib: float


def measure(inspections: int) -> Run:
    """Builds a generated register in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as folder:
        summary, seconds, peak = timed(publication(Path(folder) / "publication", inspections))
        assert summary["inspections"] == inspections
        return Run(inspections, summary["triples"], seconds, peak)


def timed(configuration: Path) -> tuple[dict[str, Any], float, float]:
    """Builds a publication in a process of its own; gives its summary, its seconds and its peak memory in MiB."""
    command = [sys.executable, "-m", "lod", "build", str(configuration), "--json"]
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile() as told,  # a pipe that nobody reads would stop a build with many sources
        subprocess.Popen(command, stdout=told) as process,
    ):
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident_mib(process.pid))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.perf_counter() - began
        assert process.returncode == 0
        told.seek(0)
        return json.load(told), seconds, peak


def resident_mib(pid: int) -> float:
    """Resident memory of a process and all below it; what has just ended counts nothing."""
    total = 0.0
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
        total = int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += resident_mib(int(child))
    except (FileNotFoundError, ProcessLookupError):
        pass
    return total


def main(sizes: list[int]) -> None:
    print(f"{'inspections':>12} {'triples':>10} {'seconds':>9} {'triples/s':>10} {'peak MiB':>9}")
    runs = []
    for size in sizes:
        run = measure(size)
        runs.append(run)
        rate = run.triples / run.seconds
        print(f"{run.inspections:>12,} {run.triples:>10,} {run.seconds:>9.1f} {rate:>10,.0f} {run.peak_mib:>9,.0f}")
    for small, large in pairwise(runs):
        cost = 1000 * (large.seconds - small.seconds) / (large.inspections - small.inspections)
        print(f"each inspection from {small.inspections:,} to {large.inspections:,}: {cost:.2f} ms")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 30_000, 100_000])
