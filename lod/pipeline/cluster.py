"""The work of a build on an existing Dask cluster: the same functions of the same input, so the same bytes.

A worker needs the versions of the build's software and no file of the build. A worker that dies is no loss: the
scheduler gives its work to another one. Importing this module needs the extra `cluster`.
"""

from __future__ import annotations

import gc
import pickle
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from functools import lru_cache
from importlib import metadata
from types import TracebackType
from typing import Any, Generic, Self, cast

from distributed import Client, KilledWorker
from distributed import Future as DaskFuture
from distributed.comm.core import CommClosedError

import lod
from lod.errors import LodError, SettingsError
from lod.pipeline.scheduling import COLLECT_AFTER, Item, Result, ordered

ENGINES = ("msgspec", "pyoxigraph", "pyshacl", "rdflib", "shacl")
"""Distributions whose answers decide the bytes of a release."""

PATIENCE = 10.0
"""Seconds in which a scheduler must answer, and have a worker."""

_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/]+:\d{1,5}")
_USUAL = gc.get_threshold()


class DaskCluster:
    """The workers of the Dask scheduler at an address such as `tcp://127.0.0.1:8786`. Fulfils `Scheduler`."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        """Raises SettingsError when nothing answers there within `patience` seconds, no worker is there, or a worker
        has other versions than this process."""
        self._address = address
        if not _ADDRESS.fullmatch(address):
            raise self._refused("no address")
        try:
            self._client = Client(address, timeout=patience, set_as_default=False)
        except OSError as problem:
            raise self._refused(str(problem)) from problem
        try:
            self._client.wait_for_workers(1, timeout=patience)
            self._check_versions()
        except TimeoutError:
            self._client.close()
            raise self._refused(f"a scheduler that had no worker for {patience:g} s") from None
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A scheduler forgets the work of a client that has gone: this ends what is still under way.
        self._client.close()

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """As `Scheduler.map`, with two items a core under way. Raises LodError when the cluster is lost, or loses one
        worker after another over the same item."""
        versions = _versions()

        def submit(item: Item) -> _Submitted[Result]:
            # As bytes: Dask would look for its own values inside of anything else.
            packed = pickle.dumps((work, item), pickle.HIGHEST_PROTOCOL)
            return _Submitted(self._address, self._client.submit(_done, versions, packed, pure=False))

        return ordered(submit, items, 2 * sum(self._client.ncores().values()))

    def rest(self) -> None:
        """The workers are not ours to end."""

    def _check_versions(self) -> None:
        for worker, found in self._client.run(_versions, on_error="return").items():
            if isinstance(found, BaseException):
                raise self._refused(f"a worker at {worker} that lacks this software: {found}")
            if found != _versions():
                raise self._refused(f"a worker at {worker} with {_difference(found)}")

    def _refused(self, found: str) -> SettingsError:
        needed = ", ".join(f"{name} {version}" for name, version in _versions().items())
        accepted = f"the address of a Dask scheduler, such as tcp://127.0.0.1:8786, whose workers all have {needed}"
        return SettingsError(f"scheduler {self._address}", found, accepted)


class _Submitted(Generic[Result]):
    """A result that is being made on the cluster."""

    def __init__(self, address: str, future: DaskFuture[Any]) -> None:
        self._address, self._future = address, future

    def result(self) -> Result:
        try:
            return cast("Result", self._future.result())
        except (KilledWorker, CancelledError, CommClosedError) as problem:
            raise LodError(
                f"scheduler {self._address}: the cluster was lost, or lost several workers over the same work; "
                f"nothing was changed: {problem}"
            ) from problem

    def cancel(self) -> bool:
        if self._future.client.status == "running":
            self._future.cancel()
        return True


def _done(versions: Mapping[str, str], packed: bytes) -> object:
    """The work, done on a worker. Workers may join at any time, so each piece of work looks at the versions."""
    if versions != _versions():
        raise LodError(f"a worker that joined the cluster midway differs from the build, with {_difference(versions)}")
    gc.set_threshold(COLLECT_AFTER)
    try:
        work, item = pickle.loads(packed)  # noqa: S301 - packed by the build that this worker works for
        return work(item)
    finally:
        gc.set_threshold(*_USUAL)


@lru_cache(maxsize=1)
def _versions() -> Mapping[str, str]:
    """What must be the same everywhere, by name. Python's tables of Unicode change with its minor version."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "lod": lod.__version__, **{name: metadata.version(name) for name in ENGINES}}


def _difference(found: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {found.get(name)}" for name, own in _versions().items() if found.get(name) != own)
