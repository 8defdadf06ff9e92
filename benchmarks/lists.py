"""Lists of a large release from the server: filters, sorts and pages, each address once.

    python benchmarks/lists.py [SETTINGS [REQUESTS]]        default: 100,000 generated inspections, 2000 requests

SETTINGS is the publication.toml of a publication that was built, such as the one that national.py leaves in
LOD_BENCH_KEEP. First what each list takes when it is asked for the first time after the start; then pages that were
never asked for, by one client: JSON-LD, CSV and HTML, drawn from the filters' own values, sorts and places in the list,
as many members as a page has.
CPU is what the threads of the server's process ran, which others on the machine lengthen less.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from peers import Peer, serving
from sparql import kept

from lod.lists import List
from lod.lists.index import Listed
from lod.web.api.parameters import PAGE

LISTS = (List.UNITS, List.INSPECTIONS, List.JUDGEMENTS)
FIRST = ("limit=1", "sort=-date&limit=1", "as_of=2014-06-30&limit=1")
FILTERS = ("rating", "scale", "type", "area", "programme", "inspectorate")
SORTS = ("id", "-id", "date", "-date")
HTML = {List.UNITS: "unit", List.INSPECTIONS: "inspection"}


def main(settings: Path, requests: int, folder: Path) -> None:
    release = (settings.parent / "public" / "current").resolve()
    lists = {of: Listed(release / "lists", of) for of in LISTS}
    print(", ".join(f"{len(listed):,} {of.value}" for of, listed in lists.items()))
    with serving("lod", settings, release, folder) as peer:
        before = peer.resident()
        for of in LISTS:
            for asked in FIRST:
                print(f"first: /api/{of.value}?{asked}: {_one(peer, f'/api/{of.value}?{asked}'):.1f} ms")
        print(f"MiB: {before:,.0f} at the start, {peer.resident():,.0f} then\n")
        print(f"{'':<32} {'requests':>8} {'p50, ms':>8} {'p99, ms':>8} {'CPU, p50':>8} {'CPU, p99':>8}")
        random.seed(7)
        every: list[tuple[float, float]] = []
        for name, addresses in _asked(lists, requests):
            taken = [_measured(peer, each) for each in dict.fromkeys(addresses)]
            every += taken
            print(_line(name, taken), flush=True)
        print(_line("all", every))
        print(f"MiB: {peer.resident():,.0f} in the end")


def _measured(peer: Peer, address: str) -> tuple[float, float]:
    """Milliseconds until the whole answer is there, and those that the server's threads ran meanwhile."""
    before = _ran(peer.process)
    took = _one(peer, address)
    return took, _ran(peer.process) - before


def _ran(process: int) -> float:
    """Milliseconds that the threads of a process have run: to the nanosecond, unlike its times in clock ticks."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6


def _asked(lists: dict[List, Listed], requests: int) -> Iterator[tuple[str, list[str]]]:
    """Addresses by what they are of."""
    each = requests // (4 * len(lists) + len(HTML))
    for of, listed in lists.items():
        yield f"{of.value}, no filter", [_address(of, _page(listed)) for _ in range(each)]
        yield f"{of.value}, a filter", [_address(of, {**_filter(listed), **_page(listed)}) for _ in range(each)]
        yield f"{of.value}, filters and dates", [_address(of, _several(listed)) for _ in range(each)]
        yield f"{of.value}, as of a date", [_address(of, {"as_of": _day(), **_page(listed)}) for _ in range(each)]
        if of in HTML:
            afters = [random.choice(listed.members) for _ in range(each)]
            yield f"{of.value}, HTML", [f"/doc/{HTML[of]}?{urlencode({'after': iri})}" for iri in afters]


def _address(of: List, asked: dict[str, str]) -> str:
    suffix = random.choice([".jsonld", ".jsonld", ".csv"])
    return f"/api/{of.value}{suffix}?{urlencode({'limit': str(PAGE), **asked})}"


def _page(listed: Listed) -> dict[str, str]:
    """An order, and where in it the page begins."""
    return {"sort": random.choice(SORTS), "after": random.choice(listed.members)}


def _filter(listed: Listed) -> dict[str, str]:
    name = random.choice([name for name in FILTERS if listed.values(name)])
    return {name: random.choice(list(listed.values(name)))}


def _several(listed: Listed) -> dict[str, str]:
    year = random.randint(2010, 2024)
    return {**_filter(listed), **_filter(listed), "from": str(year), "to": _day(), **_page(listed)}


def _day() -> str:
    return f"{random.randint(2012, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _one(peer: Peer, address: str) -> float:
    """Milliseconds until the whole answer is there."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", peer.port)
    connection.request("GET", address, headers={"Accept": "text/html, */*;q=0.1", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{answer.status} {address}")
    return 1000 * (time.perf_counter() - began)


def _line(name: str, taken: list[tuple[float, float]]) -> str:
    figures = [sorted(each)[int(share * len(each))] for each in zip(*taken, strict=True) for share in (0.5, 0.99)]
    return f"{name:<32} {len(taken):>8,} " + " ".join(f"{each:>8.1f}" for each in figures)


if __name__ == "__main__":
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as scratch:
        if len(sys.argv) > 1:
            main(Path(sys.argv[1]), requests, Path(scratch))
        else:
            with kept(100_000) as (generated, folder):
                main(generated, requests, folder)
