"""Ctrl-C while something is made: what was begun is tidied away before the command ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(BaseException):
    """Somebody pressed Ctrl-C. No KeyboardInterrupt, which the command-line library would answer itself."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Raises Interrupted at the first Ctrl-C; further ones do not disturb the tidying up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise Interrupted

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
