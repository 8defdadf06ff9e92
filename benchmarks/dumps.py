"""What dumps, tables and feeds add to a build, beside a bare bulk load of the same N-Quads, and the build's memory.

    python benchmarks/dumps.py [INSPECTIONS]            default: 100000

A generated register is built in this one process, where CPU seconds are counted as each step takes them, and then once
more as `lod build` does it, for the memory of all its processes (Linux). The ratio comes last: all CPU seconds of
dumps, tables and feeds to the seconds of the load. A build shares most of them out over its processes.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from build import timed
from generate import publication
from national import BULK_LOAD

from lod import feeds, pipeline, settings
from lod.pipeline.scheduling import ThisProcess
from lod.publication import Dumps, rendering, rows

STEPS: tuple[tuple[str, Any, str], ...] = (
    ("Turtle", rendering, "turtle"),
    ("JSON-LD", rendering, "json_lines"),
    ("rows of tables", rows, "tables"),
    ("states for feeds", rendering, "states"),
    ("writing and compressing, as they come", Dumps, "add"),
    ("writing and compressing, at the end", Dumps, "finish"),
    ("feeds", feeds, "write"),
)
"""Each with where it is called and by which name; none calls another."""


def counted(work: Callable[..., Any], spent: Counter[str], step: str) -> Callable[..., Any]:
    """The same work; what it takes of the processor is added to `spent`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        before = time.thread_time()
        try:
            return work(*args, **kwargs)
        finally:
            spent[step] += time.thread_time() - before

    return run


def steps(configuration: Path) -> tuple[Counter[str], Path]:
    """CPU seconds by step of a build in this process, and the folder of the release."""
    spent: Counter[str] = Counter()
    for step, where, name in STEPS:
        setattr(where, name, counted(getattr(where, name), spent, step))
    found = settings.load(configuration)
    assert isinstance(found, settings.Settings)
    at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    built = pipeline.build(found.publication, found.sources, found.folder, found.output, at, scheduler=ThisProcess())
    return spent, built.release.folder


def main(inspections: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as scratch:
        spent, release = steps(publication(Path(scratch) / "here", inspections))
        command = [sys.executable, "-c", BULK_LOAD, str(release / "data.nq"), str(Path(scratch) / "bare")]
        load = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        _, seconds, peak = timed(publication(Path(scratch) / "publication", inspections))
    for step, _, _ in STEPS:
        print(f"{step:<40} {spent[step]:>7.1f} CPU s")
    print(f"{'a bare bulk load':<40} {load:>7.1f} s")
    print(f"lod build: {seconds:.1f} s, {peak:,.0f} MiB at most in all its processes")
    print(f"dumps, tables and feeds to the load: {spent.total() / load:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
