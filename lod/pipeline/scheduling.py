"""Where the work of a build is done: a scheduler runs pure functions elsewhere and gives their results in order.

The work, its input and its results are picklable and name no file, so a worker may be a process of this machine
(`LocalProcesses`) or of another (`lod.pipeline.cluster`). The same input gives the same bytes wherever it is done.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Protocol, Self, TypeVar

from lod.allocation import in_bulk
from lod.errors import SettingsError

Item = TypeVar("Item")
Result = TypeVar("Result")
Made = TypeVar("Made", covariant=True)

COLLECT_AFTER = 500_000
"""Objects after which a worker looks for cycles (`gc.set_threshold`). Facts and triples make none, and looking for some
among so many would take half of the time of mapping."""


class Scheduler(Protocol):
    """Runs work elsewhere. A context manager: leaving it ends what it started."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """`work` of each item, in the order of the items, which are taken no faster than results are: memory holds a
        few of both. Raises what `work` raises."""
        ...

    def rest(self) -> None:
        """Gives back what is held for work, as long as there is none; more may come."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Promise(Protocol[Made]):
    """A result that is being made elsewhere: `concurrent.futures.Future`, or one of a cluster."""

    def result(self) -> Made:
        """Waits for it. Raises what the work raised."""
        ...

    def cancel(self) -> bool:
        """It is no longer wanted; work that goes on may go on."""
        ...


class ThisProcess:
    """Work is done at once, where its result is asked for; nothing is started."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """As `Scheduler.map`."""
        return map(work, items)

    def rest(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was started."""


class LocalProcesses:
    """Processes of this machine; they end with this one, however it ends."""

    def __init__(self, workers: int | None = None) -> None:
        """By default one for each core."""
        self._workers = workers or os.cpu_count() or 1
        self._pool = self._processes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def rest(self) -> None:
        """Ends the processes: each holds some 200 MB."""
        self._pool.shutdown()
        self._pool = self._processes()

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """As `Scheduler.map`."""
        return ordered(partial(self._submit, work), items, self._workers + 1)

    def _processes(self) -> ProcessPoolExecutor:
        """They start when there is work."""
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_begin)

    def _submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """Processes that this starts have Ctrl-C blocked, until they ignore it: they would tell of it otherwise."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with in_bulk():
                return self._pool.submit(work, item)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def on_cluster(address: str) -> Scheduler:
    """The Dask cluster whose scheduler is at `address`. Raises SettingsError when it cannot be used, or when the extra
    `cluster` is not installed here."""
    try:
        from lod.pipeline.cluster import DaskCluster
    except ImportError as problem:
        accepted = "an installation with the extra for clusters: pip install 'lod[cluster]'"
        raise SettingsError(f"scheduler {address}", str(problem), accepted) from problem
    return DaskCluster(address)


def ordered(submit: Callable[[Item], Promise[Result]], items: Iterable[Item], ahead: int) -> Iterator[Result]:
    """The results of submitted items in their order, with at most `ahead` under way beyond the one waited for."""
    under_way: deque[Promise[Result]] = deque()
    try:
        for item in items:
            under_way.append(submit(item))
            if len(under_way) > ahead:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


def _begin() -> None:
    """A worker leaves Ctrl-C to the build that started it, and ends when that has ended, also by a kill."""
    gc.set_threshold(COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
