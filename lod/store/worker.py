"""A query process: `python -m lod.store.worker LIMITS`, with a socket to its pool as standard input.

Confines itself, then evaluates one query after the other until the pool is gone. Whatever goes wrong here, the pool
sees the end of the socket and starts another.
"""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import msgspec
import pyoxigraph as ox

from lod.errors import LodError, QueryFailed
from lod.store import messages
from lod.store.confinement import confine, limit_memory
from lod.store.embedded import open_engine
from lod.store.evaluation import evaluate
from lod.store.limits import Limits
from lod.store.messages import Answered, Begun, Refused, Reply, Task

_GRACE = 1.0
"""Seconds after its deadline at which a process whose pool did not kill it is ended by the kernel."""


def main() -> None:
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    with socket.socket(fileno=sys.stdin.fileno()) as channel:
        confine()
        try:
            _serve(channel, limits)
        except (EOFError, ConnectionError):
            return  # the pool is gone


def _serve(channel: socket.socket, limits: Limits) -> None:
    folder, engine = "", None
    while True:
        task = messages.receive(channel)
        if engine is None or task.folder != folder:
            try:
                opened = open_engine(Path(task.folder))
            except LodError as problem:
                messages.send(channel, Refused(QueryFailed.__name__, str(problem)))
                continue
            if engine is None:
                limit_memory(limits.memory)  # the engine's threads and caches are there, and no query's
            folder, engine = task.folder, opened
        messages.send(channel, Begun())
        signal.setitimer(signal.ITIMER_REAL, limits.timeout + _GRACE)
        reply = _reply(engine, task, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        messages.send(channel, reply)


def _reply(engine: ox.Store, task: Task, limits: Limits) -> Reply:
    try:
        answer = evaluate(engine, task.query, limits)
    except LodError as problem:
        return Refused(type(problem).__name__, str(problem))
    return Answered(answer.body, answer.rows)


if __name__ == "__main__":
    main()
