"""What a larger publication needs, from one of this size: the numbers that docs/scale.md calculates with, as a table.

    python benchmarks/scale.py [SMALL LARGE]            default: 2000 6000 inspections

Two generated registers are built, so that the fixed cost of a build can be told from what each triple costs. The
larger one is served with one query process, and asked by one client that keeps its connection. What counts is the time
that processes have spent on a core (Linux): of the server not the client beside it, and of the build apart what is
shared out among workers and what one process does.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from answers import free_port, wait_for
from build import resident_mib
from generate import publication

LOOKED_UP = 300
QUERY = "SELECT ?property ?value {{ <{0}> ?property ?value }}"
CORES = os.cpu_count() or 1
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(small: int, large: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lod-scale-") as folder:
        runs = [built(Path(folder) / str(size), size) for size in (small, large)]
        triples = runs[1].triples - runs[0].triples
        seconds, one, shared = (
            getattr(runs[1], name) - getattr(runs[0], name) for name in ("seconds", "one_process", "workers")
        )
        release = (Path(folder) / str(large) / "public" / "current").resolve()
        print(f"inspections                            {large:>10,}")
        all_triples = runs[1].triples
        print(f"triples                                {all_triples:>10,}")
        print(f"triples an inspection                  {all_triples / large:>10.1f}")
        print(f"build, triples/s on {CORES} cores            {triples / seconds:>10,.0f}")
        print(f"build, triples a core second           {triples / (one + shared):>10,.0f}")
        print(f"  of one process                       {triples / one:>10,.0f}")
        print(f"  of a worker                          {triples / shared:>10,.0f}")
        print(f"store, bytes a triple                  {size_of(release / 'store') / all_triples:>10.1f}")
        print(f"dumps and the rest, bytes a triple     {size_of(release, 'store') / all_triples:>10.1f}")
        serve(Path(folder) / str(large) / "publication.toml", release)


@dataclass(frozen=True)
class Run:
    """A build: the triples that it makes, and the seconds that it takes, on the wall and on cores."""

    triples: int
    seconds: float
    one_process: float
    workers: float


def built(folder: Path, inspections: int) -> Run:
    """Builds a register of so many inspections."""
    path = publication(folder, inspections)
    began = time.perf_counter()
    one = workers = 0.0
    with subprocess.Popen([sys.executable, "-m", "lod", "build", str(path)], **QUIET) as build:
        while build.poll() is None:
            try:
                own = core_seconds(build.pid, below=False)
                one, workers = max(one, own), max(workers, core_seconds(build.pid) - own)
            except (FileNotFoundError, ProcessLookupError):
                pass
            time.sleep(0.02)
    seconds = time.perf_counter() - began
    assert build.returncode == 0
    triples = sum(1 for _ in (folder / "public" / "current" / "data.nq").open("rb"))
    return Run(triples, seconds, one, workers)


def serve(path: Path, release: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "lod", "serve", str(path), "--port", str(port), "--workers", "1"]
    began = time.perf_counter()
    with subprocess.Popen(command, **QUIET) as server:
        try:
            wait_for(port)
            print(f"server, seconds to its first answer    {time.perf_counter() - began:>10.1f}")
            found = list(islice(inspections(release), 2 * LOOKED_UP))
            # Each thing is asked for once: nothing comes from a cache.
            documents = [f"{iri.replace('/id/', '/doc/')}.ttl" for iri in found[:LOOKED_UP]]
            queries = [f"/sparql?query={quote(QUERY.format(iri))}" for iri in found[LOOKED_UP:]]
            print(f"documents a second of one core         {answered(port, server.pid, documents):>10,.0f}")
            print(f"light queries a second of one core     {answered(port, server.pid, queries):>10,.0f}")
            of_all, of_queries = resident_mib(server.pid), sum(map(resident_mib, children(server.pid)))
            print(f"server process, MiB                    {of_all - of_queries:>10,.0f}")
            print(f"query process, MiB                     {of_queries:>10,.0f}")
        finally:
            server.terminate()


def inspections(release: Path) -> Iterable[str]:
    """The IRIs of inspections, without what leads to the server."""
    with (release / "data.nq").open(encoding="utf-8") as data:
        for line in data:
            if line.endswith("<https://w3id.org/inspection-results/def#Inspection> .\n"):
                yield "/id/" + line[1 : line.index(">")].split("/id/", 1)[1]


def answered(port: int, server: int, paths: list[str]) -> float:
    """Answers for each second that the server's processes spent on a core."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path in paths[:10]:
        ask(connection, path)
    before = core_seconds(server)
    for path in paths[10:]:
        ask(connection, path)
    connection.close()
    return (len(paths) - 10) / (core_seconds(server) - before)


def ask(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)
    assert body


def core_seconds(process: int, *, below: bool = True) -> float:
    """What a process and those below it have spent on a core."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(core_seconds, children(process))) if below else own


def children(process: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def size_of(folder: Path, without: str = "") -> int:
    """Bytes of the files in a folder, a folder in it left out."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != without
    )


if __name__ == "__main__":
    sizes = [int(each) for each in sys.argv[1:]] or [2_000, 6_000]
    main(*sizes)
