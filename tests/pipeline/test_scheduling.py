"""Work done elsewhere: results in order, no more under way than memory allows, and nothing left behind."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lod.allocation import IN_BULK
from lod.errors import LodError, SettingsError
from lod.pipeline import LocalProcesses
from lod.pipeline.scheduling import ThisProcess, ordered

SOON = 60.0


@dataclass
class Counted:
    """Items that say how many of them were taken."""

    of: int
    taken: int = field(default=0)

    def __iter__(self) -> Iterator[int]:
        for number in range(self.of):
            self.taken += 1
            yield number


def test_results_come_in_the_order_of_the_items() -> None:
    with LocalProcesses(2) as workers:
        pauses = [0.2, 0.0, 0.1, 0.0]
        assert list(workers.map(_wait, pauses)) == pauses


def test_workers_allocate_in_bulk_and_the_build_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    with LocalProcesses(1) as workers:
        assert list(workers.map(os.getenv, ["GLIBC_TUNABLES"])) == [IN_BULK["GLIBC_TUNABLES"]]
    assert "GLIBC_TUNABLES" not in os.environ


def test_workers_allocate_as_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.arena_max=2")
    with LocalProcesses(1) as workers:
        assert list(workers.map(os.getenv, ["GLIBC_TUNABLES"])) == ["glibc.malloc.arena_max=2"]
    assert os.environ["GLIBC_TUNABLES"] == "glibc.malloc.arena_max=2"


def _wait(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_workers_that_rest_have_ended_and_others_come_with_the_next_work() -> None:
    with LocalProcesses(1) as workers:
        before = list(workers.map(_own_id, [None]))
        workers.rest()
        assert not Path(f"/proc/{before[0]}").exists()
        after = list(workers.map(_own_id, [None, None]))
    assert before[0] not in after
    assert after[0] == after[1]


def test_this_process_does_the_work_where_it_is_asked_for() -> None:
    with ThisProcess() as workers:
        results = workers.map(_own_id, [None])
        workers.rest()
        assert list(results) == [os.getpid()]


def _own_id(_: None) -> int:
    return os.getpid()


def test_items_are_taken_as_results_are() -> None:
    items = Counted(100)
    with LocalProcesses(2) as workers:
        results = workers.map(operator.neg, items)
        assert items.taken == 0
        assert next(results) == 0
        assert items.taken == 4
        assert list(results) == [-number for number in range(1, 100)]


@pytest.mark.parametrize("ahead", [0, 1, 5, 50])
def test_so_many_are_under_way_and_no_more(ahead: int) -> None:
    items = Counted(20)

    def submit(item: int) -> Future[int]:
        done: Future[int] = Future()
        done.set_result(item)
        return done

    for number, result in enumerate(ordered(submit, items, ahead)):
        assert result == number
        assert items.taken == min(number + 1 + ahead, 20)


def test_what_is_under_way_is_given_up_with_the_results() -> None:
    submitted: list[Future[int]] = []

    def submit(_: int) -> Future[int]:
        submitted.append(Future())
        return submitted[-1]

    submitted_first: Future[int] = Future()
    submitted_first.set_result(1)

    def first_is_done(item: int) -> Future[int]:
        return submitted_first if item == 0 else submit(item)

    results = ordered(first_is_done, range(10), 3)
    assert next(results) == 1
    results.close()  # type: ignore[attr-defined]
    assert [each.cancelled() for each in submitted] == [True] * 3


def test_nothing_to_do_gives_nothing() -> None:
    with LocalProcesses(1) as workers:
        assert list(workers.map(operator.neg, [])) == []


@pytest.mark.parametrize(
    "error", [LodError("what and where"), SettingsError("publication.toml", 7, "a text")], ids=["LodError", "settings"]
)
def test_what_work_raises_is_raised_here_with_its_message(error: LodError) -> None:
    with LocalProcesses(1) as workers, pytest.raises(type(error), match=f"^{error}$"):
        list(workers.map(_fail, [error]))


def _fail(error: LodError) -> None:
    raise error


PROGRAM = """
import time
from lod.pipeline import LocalProcesses
if __name__ == "__main__":
    with LocalProcesses(2) as workers:
        pids = set()
        while len(pids) < 2:
            pids |= set(workers.map(eval, ["__import__('time').sleep(0.05) or __import__('os').getpid()"] * 10))
        print(*pids, flush=True)
        list(workers.map(time.sleep, [600] * 10))
"""


def test_processes_end_with_the_one_that_started_them_also_by_a_kill() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + SOON
    while any(map(_lives, pids)):
        assert time.monotonic() < end
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # An orphan that has ended stays in the table until somebody asks for it.
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")
