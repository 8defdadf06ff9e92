"""Where all data passes before it is published: chunk by chunk, in processes of their own.

The fast engine sees every chunk. The referee sees again each chunk in which that finds anything, the first one, and a
sample that the chunks' own digests choose. What the referee finds is reported; where the two differ, nothing passes.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Self

from lod.errors import ValidatorsDisagree
from lod.terms import Term
from lod.validation.fast import Fast
from lod.validation.referee import Referee
from lod.validation.results import Report
from lod.validation.shapes import shapes

SAMPLE = 100
"""The referee sees one chunk in so many, besides those it has to see."""

Finding = tuple[Term, str | None, str, str]


class Gate:
    """Validates chunks against the shipped shapes, `workers` at a time. A context manager: leaving it ends its workers.

    A chunk is the N-Triples lines of whole inspections with everything that their shapes reach, except `vocabulary`,
    which the gate adds to each.
    """

    def __init__(self, vocabulary: Sequence[str], *, workers: int = 2, sample: int = SAMPLE) -> None:
        self._shapes = shapes()
        self._vocabulary = "".join(vocabulary)
        self._sample = sample
        self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)
        self._in_flight: deque[Future[Report]] = deque()
        self._limit = 2 * workers
        self._is_first = True
        self._report = Report()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, chunk: Sequence[str]) -> None:
        """Hands a chunk in; waits while too many are on their way. Raises what `report` raises, of an earlier chunk."""
        text = "".join(chunk)
        to_referee = self._is_first or is_sampled(text, self._sample)
        self._is_first = False
        if len(self._in_flight) >= self._limit:
            self._take_oldest()
        self._in_flight.append(self._pool.submit(judge, text + self._vocabulary, self._shapes, to_referee))

    def report(self) -> Report:
        """What was found in all chunks handed in so far. Raises ValidatorsDisagree."""
        while self._in_flight:
            self._take_oldest()
        return self._report

    def _take_oldest(self) -> None:
        found = self._in_flight.popleft().result()
        if found.results:
            self._report = self._report.merge(found)


def is_sampled(chunk: str, sample: int) -> bool:
    """Whether a chunk is the one in `sample` that the referee sees anyway; the same chunk always is, or never."""
    return int.from_bytes(hashlib.sha256(chunk.encode()).digest()[:8]) % sample == 0


def judge(graph: str, shapes: str, to_referee: bool) -> Report:
    """The report on a graph, given as N-Triples. Raises ValidatorsDisagree."""
    found = Fast(shapes).validate([graph])
    if not found.results and not to_referee:
        return found
    return agreed(found, Referee(shapes).validate([graph]))


def agreed(found: Report, ruling: Report) -> Report:
    """The referee's ruling, if the fast engine found the same; otherwise raises ValidatorsDisagree, saying where.

    The same: the same focus nodes on the same paths by the same components, as severe. Values and messages are the
    referee's.
    """
    fast, referee = findings(found), findings(ruling)
    if fast != referee:
        only = [f"only the fast engine: {finding}" for finding in fast - referee]
        only += [f"only the referee: {finding}" for finding in referee - fast]
        raise ValidatorsDisagree("the two SHACL engines differ, so nothing is published\n" + "\n".join(sorted(only)))
    return ruling


def findings(report: Report) -> set[Finding]:
    """What engines have to agree on: focus node, path, component, severity."""
    return {(each.focus_node, each.path, each.component, each.severity) for each in report.results}


def _end_with_parent() -> None:
    """A worker waits for work for ever, also when the build that started it was killed: this ends it."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
