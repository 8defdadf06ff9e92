"""What dumps, tables and feeds add to a build, beside a bare bulk load of the same N-Quads, and the build's memory.

    python benchmarks/dumps.py [INSPECTIONS]            default: 100000

A generated register is built in this one process, where CPU seconds are counted as each step takes them; and as
`lod build` does it, for the memory of all its processes (Linux) and for the time by the clock, in turn with a build
that leaves dumps, tables and feeds out. Ratios come last: the CPU seconds of what is left out to those of the load, and
what it adds by the clock to the time of the load.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from build import timed
from generate import publication
from national import BULK_LOAD

from lod import feeds, pipeline, settings
from lod.formats import Format
from lod.pipeline import LocalProcesses, Scheduler
from lod.pipeline.scheduling import ThisProcess
from lod.publication import Dump, Dumps, Rendered, rendering, rows

BARE = "--bare"
RUNS = 2
"""Builds of each kind, in turn; the shorter ones count."""

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
    return spent, build(configuration, ThisProcess())


def left_out() -> None:
    """In this process, builds have no dumps, tables and feeds from now on."""
    for where, name, nothing in (
        (rendering, "turtle", lambda *_: b""),
        (rendering, "json_lines", lambda *_: b""),
        (rendering, "states", lambda *_: []),
        (rows, "tables", lambda *_: {}),
        (Dumps, "add", _only_counted),
        (Dumps, "finish", lambda _: (Dump("data.nq", Format.N_QUADS, 0, ""),)),
        (feeds, "write", lambda folder, *_: folder.mkdir()),
    ):
        setattr(where, name, nothing)


def _only_counted(dumps: Any, rendered: Rendered) -> None:
    dumps.share(rendered.shared)
    dumps._tally.merge(rendered.tally)
    dumps.counts.merge(rendered.counts)


class Bare(LocalProcesses):
    """Workers that leave them out too."""

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        return super().map(partial(_without, work), items)


def _without(work: Callable[[Any], Any], item: Any) -> Any:
    left_out()
    return work(item)


def build(configuration: Path, scheduler: Scheduler) -> Path:
    """Builds in this process; gives the folder of the release."""
    found = settings.load(configuration)
    assert isinstance(found, settings.Settings)
    at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    built = pipeline.build(found.publication, found.sources, found.folder, found.output, at, scheduler=scheduler)
    return built.release.folder


def bare(configuration: Path) -> float:
    """Seconds of a build without dumps, tables and feeds in a process of its own."""
    began = time.perf_counter()
    subprocess.run([sys.executable, __file__, BARE, str(configuration)], check=True)
    return time.perf_counter() - began


def main(inspections: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as scratch:
        spent, release = steps(publication(Path(scratch) / "here", inspections))
        command = [sys.executable, "-c", BULK_LOAD, str(release / "data.nq"), str(Path(scratch) / "bare")]
        before = os.times()
        load = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        after = os.times()
        whole, without, peaks = [], [], []
        for number in range(RUNS):
            _, seconds, peak = timed(publication(Path(scratch) / f"whole-{number}", inspections))
            whole.append(seconds)
            peaks.append(peak)
            without.append(bare(publication(Path(scratch) / f"without-{number}", inspections)))
    for step, _, _ in STEPS:
        print(f"{step:<40} {spent[step]:>7.1f} CPU s")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{'a bare bulk load':<40} {cpu:>7.1f} CPU s, {load:.1f} s")
    print(f"lod build: {_seconds(whole)} s, {max(peaks):,.0f} MiB at most in all its processes")
    print(f"without dumps, tables and feeds: {_seconds(without)} s")
    print(f"what these take of the processor, to the load: {spent.total() / cpu:.2f}")
    print(f"what they add by the clock, to the load: {(min(whole) - min(without)) / load:.2f}")


def _seconds(each: list[float]) -> str:
    return " and ".join(f"{one:.1f}" for one in each)


if __name__ == "__main__":
    if sys.argv[1:2] == [BARE]:
        left_out()
        build(Path(sys.argv[2]), Bare())
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
