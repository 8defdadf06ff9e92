"""Real query processes, killed for real. Deadlines are short where a test waits for one, long where it must not."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from lod.errors import (
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    StoreBusy,
)
from lod.formats import Format
from lod.store import Answer, Limits, Query, QueryPool, Spooled
from lod.store.confinement import bars_files, bars_sockets
from lod.store.embedded import open_engine
from lod.store.evaluation import evaluate
from lod.store.messages import Answered, Refused, Reply, Task
from lod.store.nursery import Nursery
from lod.store.seat import Owner, Seat
from lod.store.settings import Settings
from lod.terms import text
from tests.canary import Canary
from tests.needs import needs
from tests.store.conftest import E

LIGHT = Query("SELECT ?name { ?unit <http://example.org/name> ?name }", Format.CSV)
LIGHT_BODY = b"name\r\nEast Midlands\r\n"
ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", Format.CSV)
HUNGRY = Query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", Format.CSV)
DEEP = Query("ASK { FILTER(" + "STR(" * 9000 + "1" + ")" * 9000 + ") }", Format.CSV)


T = TypeVar("T")


def in_pool(limits: Limits, scenario: Callable[[QueryPool], Awaitable[T]]) -> T:
    """Runs a scenario with a pool, and holds that no process outlives it."""

    async def main() -> T:
        async with QueryPool(limits) as pool:
            seen = set(pool.pids)
            result = await scenario(pool)
            seen |= set(pool.pids)
        assert not [pid for pid in seen if lives(pid)]
        return result

    return asyncio.run(main())


def lives(pid: int) -> bool:
    """Whether a process runs: one that ended and waits for its parent to look has no command any more."""
    try:
        os.kill(pid, 0)
        listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    except ProcessLookupError:
        return False
    return listed.stdout.strip()[:1] not in ("", "Z")


async def warm(pool: QueryPool, folder: Path) -> None:
    """Waits for every process, so that a test's own times hold no start."""
    await pool.run(folder, LIGHT)
    while len(pool.pids) < pool.limits.workers:
        await asyncio.sleep(0.01)


async def runaways(pool: QueryPool, folder: Path, number: int) -> list[asyncio.Task[Answer]]:
    """So many queries that do not end, after the time that makes them heavy."""
    tasks = [asyncio.create_task(pool.run(folder, ENDLESS)) for _ in range(number)]
    await asyncio.sleep(2 * pool.limits.light * number)
    return tasks


async def gone(tasks: list[asyncio.Task[Answer]]) -> None:
    """Cancels queries, and waits for the end of their processes."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_an_answer_is_that_of_the_store(folder: Path) -> None:
    assert in_pool(Limits(), lambda pool: pool.run(folder, LIGHT)) == Answer(LIGHT_BODY, Format.CSV, 1)


def test_a_graph_and_a_dataset_cross_the_boundary(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        graph = await pool.run(folder, Query("DESCRIBE <http://example.org/unit/7>", Format.N_TRIPLES))
        assert graph.body.startswith(b"<http://example.org/unit/7> <http://example.org/cases> ")
        elsewhere = await pool.run(folder, Query(LIGHT.text, Format.CSV, ("urn:none",)))
        assert elsewhere == Answer(b"name\r\n", Format.CSV, 0)

    in_pool(Limits(workers=1), scenario)


@pytest.mark.parametrize(
    ("query", "limits", "error"),
    [
        pytest.param(Query("SELECT", Format.CSV), Limits(workers=1), QuerySyntaxError, id="syntax"),
        pytest.param(Query("DROP ALL", Format.CSV), Limits(workers=1), QueryRefused, id="update"),
        pytest.param(Query("ASK{FILTER(<urn:f>())}", Format.CSV), Limits(workers=1), QueryRefused, id="function"),
        pytest.param(
            Query("SELECT * { ?s ?p ?o }", Format.CSV), Limits(workers=1, max_rows=9), ResultTooLarge, id="rows"
        ),
    ],
)
def test_a_query_at_fault_costs_no_process(folder: Path, query: Query, limits: Limits, error: type[Exception]) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        before = pool.pids
        with pytest.raises(error):
            await pool.run(folder, query)
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY
        assert set(pool.pids) == set(before)

    in_pool(limits, scenario)


def test_a_runaway_query_is_killed_at_its_deadline_while_others_are_answered(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        before = set(pool.pids)
        start = time.monotonic()
        runaway = asyncio.create_task(pool.run(folder, ENDLESS))
        await asyncio.sleep(0.1)
        for _ in range(20):
            assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY
        assert not runaway.done()
        with pytest.raises(QueryTimeout, match=r"ran for 1\.5 seconds"):
            await runaway
        assert time.monotonic() - start < 5
        assert len(before & set(pool.pids)) == 1  # the other one ran the runaway query
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY

    in_pool(Limits(timeout=1.5), scenario)


@pytest.mark.parametrize(
    ("query", "limits", "message"),
    [
        pytest.param(HUNGRY, Limits(workers=1, memory=96), "out of memory; accepted: up to 96 MiB", id="memory"),
        pytest.param(DEEP, Limits(workers=1, max_depth=10_000), "overflowed the engine's stack", id="stack"),
    ],
)
def test_a_query_that_kills_its_process_kills_nothing_else(
    folder: Path, query: Query, limits: Limits, message: str
) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        before = pool.pids
        with pytest.raises(QueryFailed, match=message):
            await pool.run(folder, query)
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY
        assert pool.pids != before

    in_pool(limits, scenario)


def test_an_ordinary_query_fits_in_a_small_memory(folder: Path) -> None:
    query = Query("SELECT ?c (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?f } GROUP BY ?c ORDER BY DESC(?n)", Format.SPARQL_XML)
    assert in_pool(Limits(workers=1, memory=96), lambda pool: pool.run(folder, query)).rows == 303


def test_a_process_killed_from_outside_at_work_is_replaced(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        query = asyncio.create_task(pool.run(folder, ENDLESS))
        await asyncio.sleep(0.1)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryFailed, match="ended with code -9; try again"):
            await query
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY

    in_pool(Limits(workers=1), scenario)


def test_a_process_killed_from_outside_at_rest_is_not_noticed(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        while lives(pid):
            await asyncio.sleep(0.01)
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY

    in_pool(Limits(workers=1), scenario)


def test_a_caller_who_goes_away_takes_the_query_along(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        (pid,) = pool.pids
        query = asyncio.create_task(pool.run(folder, ENDLESS))
        await asyncio.sleep(0.1)
        query.cancel()
        with pytest.raises(asyncio.CancelledError):
            await query
        assert not lives(pid)
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY

    in_pool(Limits(workers=1), scenario)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("SELECT * { ?s ?p ?o }", Format.SPARQL_JSON, id="json"),
        pytest.param("SELECT * { ?s ?p ?o }", Format.SPARQL_XML, id="xml"),
        pytest.param("SELECT * { ?s ?p ?o }", Format.CSV, id="csv"),
        pytest.param("SELECT * { ?s ?p ?o }", Format.TSV, id="tsv"),
        pytest.param("CONSTRUCT { ?o ?p ?s . ?s ?p ?s } { ?s ?p ?o }", Format.TURTLE, id="turtle"),
    ],
)
def test_a_large_result_comes_in_a_file_and_is_the_same(folder: Path, text: str, form: Format) -> None:
    async def scenario(pool: QueryPool) -> None:
        for _ in range(2):  # each has a file of its own
            answer = await pool.run(folder, Query(text, form))
            assert isinstance(answer.body, Spooled)
            assert answer.rows == expected.rows
            assert answer.seconds > 0
            kept.append(answer.body)

    with_memory = Limits(spool=2**30)
    expected = evaluate(open_engine(folder), Query(text, form), with_memory)
    assert isinstance(expected.body, bytes)
    kept = list[Spooled]()
    in_pool(Limits(workers=1, spool=1000), scenario)
    for spooled in kept:
        assert spooled.size == len(expected.body)
        assert spooled.read() == expected.body
        spooled.close()


def test_a_result_that_grew_too_large_leaves_nothing_to_the_next(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        with pytest.raises(ResultTooLarge):
            await pool.run(folder, Query("SELECT * { ?s ?p ?o . ?t ?q ?u }", Format.CSV))
        answer = await pool.run(folder, Query("SELECT * { ?s ?p ?o }", Format.CSV))
        assert isinstance(answer.body, Spooled)
        assert answer.body.read().count(b"\n") == 304
        answer.body.close()

    in_pool(Limits(workers=1, spool=1000, max_bytes=40_000), scenario)


def test_a_process_that_others_are_forked_from_is_replaced_with_them(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        before = set(pool.pids)
        (parent,) = {int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]) for pid in before}
        os.kill(parent, signal.SIGKILL)
        while any(map(lives, before)):
            await asyncio.sleep(0.01)
        assert (await pool.run(folder, LIGHT)).body == LIGHT_BODY
        assert not before & set(pool.pids)

    in_pool(Limits(), scenario)


@pytest.mark.skipif(sys.platform != "linux", reason="the environment of a process is shown by Linux")
def test_processes_take_blocks_of_memory_from_lists_of_their_own(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        for pid in pool.pids:
            assert b"glibc.malloc.tcache_count=64" in Path(f"/proc/{pid}/environ").read_bytes()

    in_pool(Limits(workers=1), scenario)


def test_processes_share_no_random_numbers(folder: Path) -> None:
    """They are forked from one that has made none."""

    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        query = Query("SELECT (UUID() AS ?u) (RAND() AS ?r) (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", Format.CSV)
        answers = await asyncio.gather(*(pool.run(folder, query) for _ in range(4)))
        assert len({answer.body for answer in answers}) == 4

    in_pool(Limits(workers=4), scenario)


class Late(QueryPool):
    """Demotes a process when it has answered, and before its answer is read: too late for it to see that itself."""

    def heard(self, seat: Seat, reply: Reply) -> None:
        if isinstance(reply, Answered):
            time.sleep(0.05)
            seat.demote()
        super().heard(seat, reply)


def test_a_process_that_is_demoted_as_it_answers_comes_back(folder: Path) -> None:
    async def main() -> None:
        async with Late(Limits(workers=1)) as pool:
            for _ in range(3):
                answer = await asyncio.wait_for(pool.run(folder, LIGHT), 10)
                assert answer.body == LIGHT_BODY
            assert len(pool.pids) == 1

    asyncio.run(main())


def test_the_figures_say_what_goes_on(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        running = await runaways(pool, folder, 3)
        while pool.figures.running > 1:
            await asyncio.sleep(0.01)
        figures = pool.figures
        assert (figures.running, figures.parked + figures.waiting) == (1, 2)
        assert set(figures.memory) == set(pool.pids)
        assert min(figures.memory.values()) > 2**20
        await gone(running)
        figures = pool.figures
        assert (figures.running, figures.parked, figures.waiting) == (0, 0, 0)
        assert figures.killed >= 2

    in_pool(Limits(workers=1, heavy=1, parked=4, light=0.1), scenario)


def test_a_process_reads_nothing_but_what_is_below_the_root(folder: Path, build_store: Callable[..., Path]) -> None:
    async def main() -> None:
        async with QueryPool(Limits(workers=1), folder.parent) as pool:
            assert (await pool.run(folder, LIGHT)).rows == 1
            with pytest.raises(QueryFailed, match="no store can be opened there"):
                await pool.run(elsewhere, LIGHT)
            assert (await pool.run(folder, LIGHT)).rows == 1

    elsewhere = build_store((f"{E}wales", f"{E}name", text("Wales", "en")))
    if bars_files():
        asyncio.run(main())


def test_a_query_follows_its_release(folder: Path, build_store: Callable[..., Path]) -> None:
    async def scenario(pool: QueryPool) -> None:
        for _ in range(3):  # the second time, both are open
            for _ in range(2):
                assert (await asyncio.wait_for(pool.run(folder, LIGHT), 10)).rows == 1
            for _ in range(2):
                assert (await asyncio.wait_for(pool.run(newer, LIGHT), 10)).body == b"name\r\nWales\r\n"

    newer = build_store((f"{E}wales", f"{E}name", text("Wales", "en")))
    in_pool(Limits(workers=1), scenario)


def test_a_release_that_is_gone_is_a_failure_of_that_query_alone(folder: Path, tmp_path: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        with pytest.raises(QueryFailed, match="gone: no store can be opened"):
            await pool.run(tmp_path / "gone", LIGHT)
        assert (await pool.run(folder, LIGHT)).rows == 1

    in_pool(Limits(workers=1), scenario)


def test_many_light_queries_share_few_processes(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        before = pool.pids
        answers = await asyncio.gather(*(pool.run(folder, LIGHT) for _ in range(8)))
        assert {answer.body for answer in answers} == {LIGHT_BODY}
        assert set(pool.pids) == set(before)

    in_pool(Limits(workers=2), scenario)


def test_light_queries_at_once_use_every_process(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        while not all(seat.is_ready for seat in pool._seats.all):  # one that is late would be no fault
            await asyncio.sleep(0.01)
        worked = Counter[int]()
        while len(worked) < 2:
            answers = [asyncio.ensure_future(pool.run(folder, LIGHT)) for _ in range(4)]
            await asyncio.sleep(0)
            worked.update(seat.pid for seat in pool._at)
            await asyncio.gather(*answers)

    async def soon(pool: QueryPool) -> None:
        await asyncio.wait_for(scenario(pool), 5)

    in_pool(Limits(workers=2), soon)


def test_a_query_waits_no_longer_than_it_is_told(folder: Path) -> None:
    async def scenario(pool: QueryPool) -> None:
        await warm(pool, folder)
        running = await runaways(pool, folder, 2)
        with pytest.raises(StoreBusy, match=r"no place was free for 0\.2 seconds; try again"):
            await pool.run(folder, ENDLESS)
        await gone(running)

    in_pool(Limits(workers=1, heavy=1, parked=0, light=0.05, wait=0.2), scenario)


def test_closing_ends_queries_at_work(folder: Path) -> None:
    async def main() -> None:
        pool = QueryPool(Limits(workers=1))
        await pool.start()
        await warm(pool, folder)
        pids = pool.pids
        query = asyncio.create_task(pool.run(folder, ENDLESS))
        await asyncio.sleep(0.1)
        await pool.close()
        with pytest.raises(QueryFailed):
            await query
        assert not any(map(lives, pids))
        with pytest.raises(StoreBusy, match="starts or stops"):
            await pool.run(folder, LIGHT)

    asyncio.run(main())


def test_a_pool_can_be_started_again(folder: Path) -> None:
    pool = QueryPool(Limits(workers=1))

    async def main() -> Answer:
        async with pool:
            return await pool.run(folder, LIGHT)

    assert asyncio.run(main()) == asyncio.run(main())


def test_processes_end_with_their_server(folder: Path) -> None:
    """Also one in the middle of a query, and also when the server gets no chance to say goodbye."""
    script = f"""
        import asyncio
        from pathlib import Path
        from lod.formats import Format
        from lod.store import Limits, Query, QueryPool

        async def main():
            async with QueryPool(Limits(timeout=60)) as pool:
                busy = asyncio.create_task(pool.run(Path({str(folder)!r}), Query({ENDLESS.text!r}, Format.CSV)))
                await pool.run(Path({str(folder)!r}), Query({LIGHT.text!r}, Format.CSV))
                print(*pool.pids, flush=True)
                await busy

        asyncio.run(main())
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 2
        server.kill()
    deadline = time.monotonic() + 10
    while any(map(lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(lives, pids))


def test_a_service_is_refused_and_nobody_called(folder: Path, listener: Canary) -> None:
    async def scenario(pool: QueryPool) -> None:
        with pytest.raises(QueryRefused, match="line 1, column 12: SERVICE asks another endpoint"):
            await pool.run(folder, Query(f"SELECT * {{ SERVICE <{listener.iri}> {{ ?s ?p ?o }} }}", Format.CSV))

    in_pool(Limits(workers=1), scenario)
    assert listener.calls == 0


class Heard(Owner):
    """Keeps what a process says."""

    def __init__(self) -> None:
        self.replies = list[Reply]()
        self.comes = asyncio.Event()

    def heard(self, seat: Seat, reply: Reply) -> None:
        self.replies.append(reply)
        self.comes.set()

    def lost(self, seat: Seat) -> None:
        self.comes.set()


@needs(is_there=bars_sockets(), otherwise="this system has no way to take the network from a process")
def test_a_service_that_got_past_the_refusal_calls_nobody(folder: Path, listener: Canary) -> None:
    """The process is asked without the refusal in between."""

    async def ask() -> Reply:
        query = Query(f"SELECT * {{ SERVICE <{listener.iri}> {{ ?s ?p ?o }} }}", Format.CSV)
        owner = Heard()
        nursery = Nursery(Settings(Limits()))
        nursery.start()
        seat = Seat(Settings(Limits()), nursery, owner)
        try:
            seat.send(Task.of(str(folder), query))
            while len(owner.replies) < 3:  # it says first that it is ready, and that the store is open
                owner.comes.clear()
                await asyncio.wait_for(owner.comes.wait(), 30)
        finally:
            await seat.end()
            nursery.close()
        return owner.replies[-1]

    reply = asyncio.run(ask())
    assert isinstance(reply, Refused)
    assert "Permission denied" in reply.message
    assert listener.calls == 0
