"""One timer for everything that will be due: most queries are answered long before anything is."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable


class Alarm:
    """Calls `ring`, once, when the earliest of the moments that were `set` has come. Times are those of the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ring: Callable[[], None]) -> None:
        self._loop, self._ring = loop, ring
        self._timer: asyncio.TimerHandle | None = None
        self._at = math.inf

    def set(self, when: float) -> None:
        """Rings at that moment at the latest."""
        if when < self._at:
            self.cancel()
            self._at = when
            self._timer = self._loop.call_later(max(0.0, when - self._loop.time()), self._rings)

    def cancel(self) -> None:
        """Rings no more, until it is set again."""
        if self._timer:
            self._timer.cancel()
        self._timer, self._at = None, math.inf

    def _rings(self) -> None:
        self._timer, self._at = None, math.inf
        self._ring()
