"""Where the seconds of a build go, for a generated register, as a table.

    python benchmarks/phases.py [INSPECTIONS]           default: 30000

Each step that writes a release is timed where the pipeline calls it; before that it reads, maps and validates.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generate import publication

from lod import pipeline, settings
from lod.publication import dumps, statistics
from lod.store import embedded

STEPS = {
    "sorted N-Quads": (pipeline, "_write_lines"),
    "Turtle dump": (dumps, "write_turtle"),
    "JSON-LD dump": (dumps, "write_jsonld"),
    "counts for VoID": (statistics, "count"),
    "store": (embedded, "build"),
}


def main(inspections: int) -> None:
    spent: dict[str, float] = {}

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            began = time.perf_counter()
            result = step(*arguments)
            spent[name] = time.perf_counter() - began
            return result

        return run

    for name, (module, function) in STEPS.items():
        setattr(module, function, timed(name, getattr(module, function)))

    def tell(doing: str, _: int) -> None:
        spent.setdefault(doing, time.perf_counter() - began)

    with tempfile.TemporaryDirectory(prefix="lod-bench-") as folder:
        chosen = settings.load(publication(Path(folder) / "publication", inspections))
        at = datetime.datetime.now(datetime.UTC)
        began = time.perf_counter()
        pipeline.build(chosen.publication, chosen.sources, chosen.folder, chosen.output, at, progress=tell)
        total = time.perf_counter() - began
    before = spent["writing the release"]
    steps = {"reading, mapping, validating": before, **{name: spent[name] for name in STEPS}}
    steps["digests, flushing, the rest"] = total - sum(steps.values())
    for name, seconds in {**steps, "in all": total}.items():
        print(f"{name:<30} {seconds:>6.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
