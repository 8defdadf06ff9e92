"""Where the server's log goes: uvicorn's own to standard error, and our lines of JSON to standard output."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import logging
import sys
from typing import Any, TextIO

from uvicorn.config import LOGGING_CONFIG

from lod.web.serving import measured, query_log

_LATE = 0.2
"""Seconds that a line may be late: a system call for each would cost more than all else of it."""


class Lines(logging.StreamHandler[TextIO]):
    """Writes messages as they are, to standard output, several at a time while there are many."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.append(f"{record.getMessage()}\n")
            if len(self._lines) == 1:
                asyncio.get_running_loop().call_later(_LATE, self.flush)
        except RuntimeError:  # from outside the event loop
            self.flush()
        except Exception:
            self.handleError(record)

    def flush(self) -> None:
        with self.lock or contextlib.nullcontext():
            lines, self._lines = self._lines, []
            if lines:
                self.stream.write("".join(lines))
            super().flush()


def configuration() -> dict[str, Any]:
    """For `logging.config.dictConfig`. Records carry no thread, process and task: nothing here is written with them,
    and each is looked up for every record (Logging HOWTO, "Optimization")."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    config: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    config["handlers"]["lines"] = {"class": "lod.web.serving.logs.Lines"}
    for name in (query_log.LOGGER, measured.LOGGER):
        config["loggers"][name] = {"handlers": ["lines"], "level": "INFO", "propagate": False}
    return config
