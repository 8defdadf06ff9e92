"""The SPARQL endpoint beside those of others, on the same release: `oxigraph serve-read-only`, and rdflib-endpoint.

    python benchmarks/sparql.py [INSPECTIONS [SECONDS [MINUTE]]]        default: 100000 10 60

Light queries (a lookup, a filter with a limit, a description) from 16 clients, each text once, so that no cache knows
the answer; the same few again and again; counting by rating and region over everything; and light queries while four
clients send runaways back to back for MINUTE seconds. Ratios come last. CPU is that of all of a server's processes, for
each answer. LOD_BENCH_KEEP names a folder in which the built release is kept for the next run.
"""

from __future__ import annotations

import itertools
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generate import publication
from load import HEADER, Measured, running_away, send
from peers import NAMES, Peer, serving

CLIENTS = 16
PER_SECOND = 30_000
"""Texts that are made for each second: more than any of them answers."""
INSP = "https://w3id.org/inspection-results/def#"
RATING = "https://w3id.org/inspection-results/scheme/hmi-probation-rating/"
RATINGS = ("inadequate", "requires-improvement", "good", "outstanding")
HEAVY = """
PREFIX insp: <https://w3id.org/inspection-results/def#> PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?rating ?region (COUNT(?inspection) AS ?n) {{
  ?inspection insp:overallRating ?rating ; insp:inspects/org:subOrganizationOf ?region
}} GROUP BY ?rating ?region #{0}"""
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
KINDS = ("lookup", "filter", "describe")


def inspections(release: Path) -> Iterator[str]:
    with (release / "data.nq").open(encoding="utf-8") as data:
        for line in data:
            if line.endswith(f" <{TYPE}> <{INSP}Inspection> .\n"):
                yield line[1 : line.index(">")]


def lookups(found: list[str]) -> Iterator[str]:
    return (f"SELECT ?property ?value {{ <{iri}> ?property ?value }}" for iri in found)


def describes(found: list[str]) -> Iterator[str]:
    return (f"DESCRIBE <{iri}>" for iri in found)


def filters(found: list[str]) -> Iterator[str]:
    for number in range(len(found)):
        limit, rest = 10 + number % 11, number // 11
        rating, rest = RATINGS[rest % 4], rest // 4
        day = f"{2019 + rest % 8}-{1 + rest // 8 % 12:02d}-{1 + rest // 96 % 28:02d}"
        yield (
            f"SELECT ?inspection ?issued {{ ?inspection <{INSP}overallRating> <{RATING}{rating}> ;"
            f" <http://purl.org/dc/terms/issued> ?issued FILTER(?issued != '{day}'^^"
            f"<http://www.w3.org/2001/XMLSchema#date>) }} LIMIT {limit} #{rest // 2688}"
        )


MAKERS: dict[str, Callable[[list[str]], Iterator[str]]] = dict(zip(KINDS, (lookups, filters, describes), strict=True))


class Texts:
    """Light queries, no text twice."""

    def __init__(self, release: Path) -> None:
        found = list(inspections(release))
        random.Random(4).shuffle(found)
        # More are asked than there are inspections: a comment makes a further text of the same query.
        self._of = {kind: self._endless(make, found) for kind, make in MAKERS.items()}

    def _endless(self, make: Callable[[list[str]], Iterator[str]], found: list[str]) -> Iterator[str]:
        for number in itertools.count():
            yield from (f"{text} #{number}" if number else text for text in make(found))

    def some(self, kind: str, seconds: float) -> list[str]:
        """Enough of a kind for so many seconds; of `light`, a third of each."""
        count = int(seconds * PER_SECOND)
        if kind != "light":
            return list(itertools.islice(self._of[kind], count))
        return [text for number in range(count) for text in itertools.islice(self._of[KINDS[number % 3]], 1)]


def main(size: int, seconds: float, minute: float) -> None:
    with kept(size) as (settings, folder):
        release = (settings.parent / "public" / "current").resolve()
        print(f"{size:,} inspections, {CLIENTS} clients, {seconds:g} s each, runaways for {minute:g} s\n")
        print(f"{'':<44} {HEADER}")
        runs: dict[tuple[str, str], Measured] = {}
        for name in NAMES:
            with serving(name, settings, release, folder, deadline=False) as peer:
                for phase, measured in phases(peer, Texts(release), seconds):
                    runs[name, phase] = measured
                    tell(name, phase, measured)
            with serving(name, settings, release, folder) as peer:
                for phase, measured in besieged(peer, Texts(release), seconds, minute):
                    runs[name, phase] = measured
                    tell(name, phase, measured)
        ratios(runs)


def phases(peer: Peer, texts: Texts, seconds: float) -> Iterator[tuple[str, Measured]]:
    """One after the other; those of other kinds are what the mixture is made of."""
    send(peer, texts.some("light", 1), CLIENTS, 1)  # warms what can be warmed
    for kind in ("light", *KINDS):
        yield kind, send(peer, texts.some(kind, seconds), CLIENTS, seconds)
    yield "repeated", send(peer, texts.some("light", 0.003), CLIENTS, seconds, again=True)
    yield "heavy, one client", send(peer, [HEAVY.format(n) for n in range(2_000)], 1, seconds)
    yield "heavy", send(peer, [HEAVY.format(n) for n in range(2_000, 9_000)], CLIENTS, seconds)


def besieged(peer: Peer, texts: Texts, seconds: float, minute: float) -> Iterator[tuple[str, Measured]]:
    """Light queries in peace, under runaways, and after them."""
    yield "light, in peace", send(peer, texts.some("light", seconds), CLIENTS, seconds)
    before = peer.resident()
    with running_away(peer) as came_to:
        yield "light, under four runaways", send(peer, texts.some("light", minute), CLIENTS, minute)
        during = peer.resident()
    yield "light, after them", send(peer, texts.some("light", seconds), CLIENTS, seconds)
    told = ", ".join(f"{count} × {what}" for what, count in sorted(came_to.items()))
    print(
        f"  runaways came to: {told or 'nothing'}; MiB {before:,.0f}, then {during:,.0f}, then {peer.resident():,.0f}"
    )


def tell(name: str, phase: str, measured: Measured) -> None:
    warning = "  some texts twice" if measured.repeated else ""
    print(f"{name:<16} {phase:<27} {measured.row()}{warning}", flush=True)


def ratios(runs: dict[tuple[str, str], Measured]) -> None:
    ours = NAMES[0]
    print()
    for other in NAMES[1:]:
        for phase in ("light", *KINDS, "repeated", "heavy"):
            shown = ratio(runs[ours, phase].rate, runs[other, phase].rate)
            print(f"{phase}: answers a second, ours to {other}'s: {shown}")
        alone = "heavy, one client"
        print(f"{alone}: time, ours to {other}'s: {ratio(runs[ours, alone].p50, runs[other, alone].p50)}")
    for name in NAMES:
        peace, siege = runs[name, "light, in peace"], runs[name, "light, under four runaways"]
        print(f"{name}: p99 of light queries under four runaways to that in peace: {ratio(siege.p99, peace.p99)}")
        print(f"{name}: light queries under four runaways that were lost or refused: {siege.lost + siege.refused:,}")


def ratio(one: float, other: float) -> str:
    """Two figures as one; a server that gave no answer has none."""
    is_there = 0 < one < math.inf and 0 < other < math.inf
    return f"{one / other:.2f}" if is_there else "no answer to compare"


@contextmanager
def kept(size: int) -> Iterator[tuple[Path, Path]]:
    """The settings of a built publication of that size, and a folder for what the run needs besides."""
    with tempfile.TemporaryDirectory(prefix="lod-sparql-") as scratch:
        folder = Path(os.environ.get("LOD_BENCH_KEEP") or scratch) / f"generated-{size}"
        settings = folder / "publication.toml"
        if not settings.exists():
            publication(folder, size)
        if not (folder / "public" / "current").exists():
            quiet = subprocess.DEVNULL
            subprocess.run(
                [sys.executable, "-m", "lod", "build", str(settings)], stdout=quiet, stderr=quiet, check=True
            )
        yield settings, Path(scratch)


if __name__ == "__main__":
    size, seconds, minute, *_ = [*sys.argv[1:], *("100000", "10", "60")[len(sys.argv) - 1 :]]
    main(int(size), float(seconds), float(minute))
