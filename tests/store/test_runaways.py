"""Light queries beside runaway ones, all from one address: none is lost, and they hardly notice. Real processes."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lod.errors import QueryFailed, QueryTimeout, StoreBusy
from lod.formats import Format
from lod.store import Limits, Query, QueryPool
from lod.store.jobs import Memory
from tests.store.conftest import E

ADDRESS = "192.0.2.1"
RUNAWAYS = {
    "cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "unbounded ORDER BY": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "path over everything": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:y>)* ?d . ?e (!<urn:z>)* ?f }",
    "regex over everything": "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    " FILTER(REGEX(CONCAT(STR(?c), STR(?i)), '(a|b|ab)*c.*d$')) }",
    "huge CONSTRUCT": "CONSTRUCT { ?a ?e ?i . ?d ?h ?c } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "deep nesting": "SELECT (COUNT(*) AS ?n) {" + "{" * 90 + "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l" + "}" * 91,
}


def light(number: int) -> Query:
    """One of many texts, so that none is known."""
    return Query(f"SELECT ?n {{ <{E}unit/{number % 300}> <{E}cases> ?n }} LIMIT {1 + number}", Format.CSV)


@dataclass
class Round:
    """What light queries saw, in seconds; and how runaway ones ended."""

    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times their p99 was longer beside runaway queries."""
        return p99(self.busy) / p99(self.idle)


def p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]


async def lights(pool: QueryPool, folder: Path, seconds: float, seen: list[float]) -> None:
    numbers, end = itertools.count(), time.monotonic() + seconds

    async def one_after_the_other() -> None:
        while time.monotonic() < end:
            number, start = next(numbers), time.perf_counter()
            answer = await pool.run(folder, light(number), ADDRESS)
            seen.append(time.perf_counter() - start)
            assert answer.body == f"n\r\n{number % 300}\r\n".encode()
            await asyncio.sleep(0.002)

    await asyncio.gather(one_after_the_other(), one_after_the_other())


async def runaway(pool: QueryPool, folder: Path, first: int, ends: list[str]) -> None:
    texts = [*RUNAWAYS.values()]
    for text in itertools.islice(itertools.cycle(texts), first, None):
        form = Format.N_TRIPLES if text.startswith("CONSTRUCT") else Format.CSV
        try:
            await pool.run(folder, Query(text, form), ADDRESS)
            ends.append("answered")
        except (QueryTimeout, QueryFailed, StoreBusy) as problem:
            ends.append(type(problem).__name__)


async def round_of(pool: QueryPool, folder: Path, idle: float, busy: float) -> Round:
    seen = Round()
    await lights(pool, folder, idle, seen.idle)
    runaways = [asyncio.create_task(runaway(pool, folder, first, seen.ends)) for first in range(4)]
    try:
        await lights(pool, folder, busy, seen.busy)
        assert not any(task.done() for task in runaways)
    finally:
        for task in runaways:
            task.cancel()
        await asyncio.gather(*runaways, return_exceptions=True)
    return seen


def held(folder: Path, limits: Limits, idle: float, busy: float, rounds: int) -> None:
    """A machine that others use as well adds to what is measured and takes nothing away: one good round shows it."""

    async def main() -> list[Round]:
        async with QueryPool(limits, folder.parent) as pool:
            await pool.run(folder, light(0))
            seen = list[Round]()
            while len(seen) < rounds and not (seen and seen[-1].ratio < 10):
                seen.append(await round_of(pool, folder, idle, busy))
                assert {"QueryTimeout"} <= {*seen[-1].ends} <= {"QueryTimeout", "QueryFailed", "StoreBusy"}
                figures = pool.figures
                assert (figures.running, figures.parked, figures.waiting) == (0, 0, 0)
                # Memory is back: of no process is there more than an idle one needs.
                assert sum(figures.memory.values()) < len(figures.memory) * 100 * 2**20
            return seen

    seen = asyncio.run(main())
    assert min(each.ratio for each in seen) < 10, [(p99(each.idle), p99(each.busy)) for each in seen]


def test_light_queries_hardly_notice_four_runaways(folder: Path) -> None:
    held(folder, Limits(timeout=2.0), idle=2.0, busy=6.0, rounds=3)


@pytest.mark.slow
def test_nor_do_they_for_a_minute(folder: Path) -> None:
    held(folder, Limits(), idle=5.0, busy=60.0, rounds=2)


@pytest.mark.parametrize("text", RUNAWAYS.values(), ids=RUNAWAYS.keys())
def test_each_of_them_runs_away(folder: Path, text: str) -> None:
    async def main() -> None:
        async with QueryPool(Limits(workers=1, timeout=1.0), folder.parent) as pool:
            form = Format.N_TRIPLES if text.startswith("CONSTRUCT") else Format.CSV
            with pytest.raises((QueryTimeout, QueryFailed)):
                await pool.run(folder, Query(text, form))

    asyncio.run(main())


def test_one_that_is_killed_is_replaced_within_a_quarter_of_a_second(folder: Path) -> None:
    async def main() -> float:
        async with QueryPool(Limits(workers=1), folder.parent) as pool:
            await pool.run(folder, light(0))
            query = asyncio.create_task(pool.run(folder, Query(RUNAWAYS["cartesian product"], Format.CSV)))
            await asyncio.sleep(0.005)
            start = time.monotonic()
            query.cancel()
            await asyncio.gather(query, return_exceptions=True)
            await pool.run(folder, light(1))
            return time.monotonic() - start

    assert min(asyncio.run(main()) for _ in range(3)) < 0.25


def test_heavy_queries_of_another_address_are_not_kept_waiting(folder: Path) -> None:
    """Four runaways of one address hold all places; a heavy query of another has its turn by slices."""
    heavy = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?f) }", Format.CSV)

    async def main() -> None:
        limits = Limits(timeout=20.0, light=0.02, wait=20.0)
        async with QueryPool(limits, folder.parent) as pool:
            alone = await pool.run(folder, heavy, "b")
            assert alone.seconds > 0.02
            runaways = [asyncio.create_task(runaway(pool, folder, 0, [])) for _ in range(4)]
            await asyncio.sleep(1)
            start = time.monotonic()
            beside = await pool.run(folder, heavy, "b")
            assert beside.body == alone.body
            assert time.monotonic() - start < 10
            for task in runaways:
                task.cancel()
            await asyncio.gather(*runaways, return_exceptions=True)

    asyncio.run(main())


def test_what_was_heavy_once_is_heavy_from_the_start(folder: Path) -> None:
    query = Query(RUNAWAYS["cartesian product"], Format.CSV)

    async def main() -> None:
        async with QueryPool(Limits(light=0.3, timeout=2.0), folder.parent) as pool:
            await pool.run(folder, light(0))
            for is_known in (False, True):
                running = asyncio.create_task(pool.run(folder, query))
                await asyncio.sleep(0.1)
                assert is_demoted(pool) is is_known
                with pytest.raises(QueryTimeout):
                    await running

    asyncio.run(main())


def test_what_is_quick_again_is_light_again(folder: Path) -> None:
    """As after the first query of a new release, whose store was read from the disk."""
    memory = Memory(size=2)
    memory.learn(b"1", is_heavy=True)
    memory.learn(b"2", is_heavy=True)
    memory.learn(b"1", is_heavy=True)
    memory.learn(b"3", is_heavy=True)
    assert [key in memory for key in (b"1", b"2", b"3")] == [True, False, True]
    memory.learn(b"3", is_heavy=False)
    assert b"3" not in memory


def is_demoted(pool: QueryPool) -> bool:
    """Whether a thread of its processes has the lowest priority."""
    threads = [int(task.name) for pid in pool.pids for task in Path(f"/proc/{pid}/task").iterdir()]
    return any(os.getpriority(os.PRIO_PROCESS, thread) == 19 for thread in threads)


def test_a_process_that_begins_another_thread_is_not_free_for_that(folder: Path) -> None:
    """A query that was heavy before lowers a thread as it is handed over. One that has not read it yet ends, and the
    next says Ready before it begins the query."""
    text = "SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?a {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {} }} }}"
    heavy = [Query(text.format(number), Format.CSV) for number in (4000, 4001, 4002)]
    faults: list[object] = []

    async def scenario() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, about: faults.append(about))
        async with QueryPool(Limits(light=0.001, wait=30), folder.parent) as pool:

            async def ask(client: int) -> None:
                for number in range(150):
                    await pool.run(folder, heavy[(client + number) % 3], str(client))

            await asyncio.wait_for(asyncio.gather(*map(ask, range(4))), 60)

    asyncio.run(scenario())
    assert faults == []
