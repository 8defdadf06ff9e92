"""What a query process is started with."""

from __future__ import annotations

import msgspec

from lod.store.describing import Descriptions
from lod.store.limits import Limits


class Settings(msgspec.Struct, frozen=True):
    """`root` is the folder below which every store is, and all that a process may read."""

    limits: Limits
    root: str = "/"
    descriptions: Descriptions | None = None

    @property
    def most(self) -> int:
        """Bytes of the longest message that a process may send: a result that is kept in memory, and what is around."""
        return self.limits.spool + 2**16
