"""Sorted lists of what a release holds, made when they are first asked for and kept as long as it is served.

Pages are slices of them: the engine's ORDER BY takes seconds for a hundred thousand members, for every page again.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from lod.queries import query
from lod.store import Store
from lod.terms import Term

_KEPT = 64
"""Lists in memory at most; the one that was not asked for longest goes."""

Key = tuple[str, tuple[tuple[str, Term], ...]]


class Listings:
    """The lists of one release, safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: OrderedDict[Key, list[str]] = OrderedDict()
        self._lock = threading.Lock()

    def members(self, name: str, bindings: Mapping[str, Term]) -> Sequence[str]:
        """The IRIs that a query of ours gives as `?member`, each once and sorted."""
        key = (name, tuple(sorted(bindings.items())))
        with self._lock:
            if key not in self._lists:
                rows = self._store.select(query(name), bindings)
                self._lists[key] = sorted({str(row["member"]) for row in rows})
                if len(self._lists) > _KEPT:
                    self._lists.popitem(last=False)
            self._lists.move_to_end(key)
            return self._lists[key]


def following(members: Sequence[str], after: str, most: int) -> Sequence[str]:
    """The members that come after an IRI (whether that is one or not), so many at most."""
    start = bisect_right(members, after)
    return members[start : start + most]
