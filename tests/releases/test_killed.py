"""A build, a switch, a rollback and a prune may be killed at any moment: what is current afterwards is whole, the
history says how it became so, and the next command goes on from there.

Processes are killed from outside (SIGKILL) at moments drawn with a fixed seed over the time that the deed takes; and,
for moments that are too short to be met so, before each line that `lod.releases` runs.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from lod import feeds, releases, resources
from tests.releases import deeds

pytestmark = pytest.mark.slow

SEED = 20260101
BUILDS, WITH_WORKERS, OTHERS, TOLD = 70, 6, 50, 30
"""How many of each are killed: 256 in all."""
GONE = 20.0
"""Seconds in which processes end that worked for one that was killed, on a busy machine."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.releases.deeds"])


class Kills:
    """Kills a deed at moments spread over the time that it took when it was not killed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - moments, not secrets
        self._takes: float | None = None
        self.killed = 0
        self.workers: set[int] = set()
        """Processes that worked for those that were killed."""

    def one(self, deed: Callable[[Path, str], None], output: Path, name: str) -> None:
        """Does it once: to the end the first time, then until a moment at which it is killed, if it lives so long."""
        with _begun(deed, output, name) as (process, ended):
            if self._takes is None:
                started = time.perf_counter()
                assert ended(60), "the deed did not end"
                self._takes = time.perf_counter() - started
                return
            has_ended = ended(self._random.uniform(0, self._takes))
            workers = _below(process.pid)
            process.kill()
            process.join()
            if not has_ended:
                self.workers |= workers
                self.killed += process.exitcode == -signal.SIGKILL


@contextmanager
def _begun(
    deed: Callable[[Path, str], None], output: Path, name: str
) -> Iterator[tuple[ForkServerProcess, Callable[[float], bool]]]:
    """A process that begins with a deed now, and whether it has ended it after so many seconds at most."""
    here, there = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=deeds.told, args=(deed, output, name, there))
    with here, there:
        process.start()
        here.recv()
        try:
            yield process, here.poll
        finally:
            process.kill()
            process.join()
            process.close()


def _below(process: int | None) -> set[int]:
    """The processes that a process started, and those that they did (Linux, proc_pid_task(5))."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        started = {int(each) for task in tasks for each in (task / "children").read_text().split()}
    except OSError:  # it has ended
        return set()
    return started.union(*map(_below, started))


def _is_running(process: int) -> bool:
    """One that has ended may wait for somebody to ask after it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _ids(output: Path) -> list[str]:
    return [release.id for release in releases.releases(output)]


def _check(output: Path, among: set[str | None]) -> None:
    """What holds after each kill."""
    current = deeds.served(output)
    assert current in among
    for release in releases.releases(output):
        releases.verify(release)
    switches = releases.history(output)
    assert (switches[-1].release if switches else None) == current
    before: str | None = None
    for event in switches:
        assert event.previous == before
        before = event.release
    assert current is None or current in _ids(output)


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """The publication that `lod init` copies."""
    return Path(shutil.copytree(resources.folder("examples") / "starter", tmp_path / "mine"))


def test_a_build_killed_at_any_moment(publication: Path) -> None:
    kills, output, before = Kills(SEED), publication / "public", None
    register = publication / "sources" / "inspections.csv"
    rows = register.read_text()
    for number in range(BUILDS * 3):
        register.write_text(rows.replace(",330,", f",{331 + number},"))
        if number == 1:
            shutil.rmtree(output)  # the first build was for its time: now there is no release yet
            before = None
        kills.one(deeds.build, publication, "")
        _check(output, {before, *_ids(output)} if before is None else set(_ids(output)))
        before = deeds.served(output)
        if kills.killed == BUILDS:
            break
    assert kills.killed == BUILDS
    deeds.build(publication, "")
    assert not list(output.glob(".building-*"))
    _check(output, set(_ids(output)))


def test_a_build_with_workers_killed_at_any_moment(publication: Path) -> None:
    kills, output = Kills(SEED), publication / "public"
    register = publication / "sources" / "inspections.csv"
    rows = register.read_text()
    for number in range(WITH_WORKERS * 3):
        register.write_text(rows.replace(",330,", f",{331 + number},"))
        kills.one(deeds.build_with_workers, publication, "")
        _check(output, set(_ids(output)))
        if kills.killed == WITH_WORKERS:
            break
    assert kills.killed == WITH_WORKERS
    assert kills.workers
    end = time.perf_counter() + GONE
    while (left := set(filter(_is_running, kills.workers))) and time.perf_counter() < end:
        time.sleep(0.1)
    assert left == set()
    deeds.build(publication, "")
    assert not list(output.glob(".building-*"))
    _check(output, set(_ids(output)))


def test_a_switch_killed_at_any_moment(tmp_path: Path) -> None:
    kills, before, number = Kills(SEED), None, 0
    while kills.killed < OTHERS and number < OTHERS * 10:
        number += 1
        kills.one(deeds.switch, tmp_path, f"r{number}")
        _check(tmp_path, {before, f"r{number}"})
        before = deeds.served(tmp_path)
        releases.prune(tmp_path, 1)
    assert kills.killed == OTHERS


def _rollbacks(deed: Callable[[Path, str], None], output: Path, times: int) -> Iterator[None]:
    """Rolls back from one release to another until so many rollbacks were killed; stops after each to be looked at."""
    kills, number, names = Kills(SEED), 0, _ids(output)
    while kills.killed < times and number < times * 10:
        before = deeds.served(output)
        number += 1
        target = next(name for name in names[number % 3 :] + names if name != before)
        kills.one(deed, output, target)
        _check(output, {before, target})
        yield
    assert kills.killed == times


def test_a_rollback_killed_at_any_moment(tmp_path: Path) -> None:
    for number in range(3):
        deeds.small(tmp_path, f"r{number}")
    for _ in _rollbacks(deeds.rollback, tmp_path, OTHERS):
        pass  # what holds after each is looked at there


def test_a_rollback_that_is_told_killed_at_any_moment(publication: Path) -> None:
    """Whoever follows ends with what is served, also where the feeds of a rollback were there before the switch."""
    register = publication / "sources" / "inspections.csv"
    rows = register.read_text()
    for number in range(3):
        register.write_text(rows.replace(",330,", f",{331 + number},"))
        deeds.build(publication, "")
    for _ in _rollbacks(deeds.rollback_that_is_told, publication / "public", TOLD):
        current = releases.current(publication / "public")
        assert feeds.read(current).transitions[-1].release == current.id


def test_a_prune_killed_at_any_moment(tmp_path: Path) -> None:
    kills, number = Kills(SEED), 0
    while kills.killed < OTHERS and number < OTHERS * 10:
        number += 1
        for part in range(4):
            deeds.small(tmp_path, f"r{number}-{part}")
        kills.one(deeds.prune, tmp_path, "2")
        _check(tmp_path, {f"r{number}-3"})
        assert f"r{number}-2" in _ids(tmp_path)
    assert kills.killed == OTHERS


@pytest.mark.parametrize(
    ("deed", "name", "among", "pairs"),
    [
        pytest.param(deeds.switch, "r9", {"r2", "r9"}, 40, id="switch"),
        pytest.param(deeds.rollback, "r0", {"r2", "r0"}, 30, id="rollback"),
        pytest.param(deeds.prune, "1", {"r2"}, 20, id="prune"),
    ],
)
def test_killed_before_every_line(
    tmp_path: Path, deed: Callable[[Path, str], None], name: str, among: set[str | None], pairs: int
) -> None:
    """Each line of `lod.releases` that the deed runs is the last one once."""
    number, seen = 0, set()
    for part in range(3):
        deeds.small(tmp_path / "before", f"r{part}")
    while True:
        number += 1
        output = shutil.copytree(tmp_path / "before", tmp_path / str(number), symlinks=True)
        process = _FORKS.Process(target=deeds.until_line, args=(deed, output, name, number))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        _check(output, among)
        seen.add(deeds.served(output))
        deeds.small(output, "after")
        _check(output, {"after"})
        shutil.rmtree(output)
    assert number > pairs
    assert seen == among
