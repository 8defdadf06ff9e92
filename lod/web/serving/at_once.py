"""Responses that are kept, sent by the protocol itself: to build a request for an app, and a task for it, costs twice
what the rest does.

It is for what most such requests are: GET without a condition, on a connection that stays. All others go to the app,
which finds the same there.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from time import perf_counter

from lod.web import kept
from lod.web.http.responses import Header
from lod.web.serving import measured, query_log
from lod.web.serving.logs import Log
from lod.web.serving.metrics import Metrics
from lod.web.serving.settings import Serving
from lod.web.site import Site
from lod.web.sparql.cache import AnswerCache, KeptResponse

_OTHERS = frozenset(
    {
        b"content-length",
        b"expect",
        b"if-match",
        b"if-modified-since",
        b"if-none-match",
        b"if-range",
        b"if-unmodified-since",
        b"range",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Request fields that are for the app: of conditions, parts and bodies."""


_REMEMBERED, _LONGEST = 4096, 2048
"""Requests that are known again by their bytes, and bytes of one."""


class AtOnce:
    """The responses that are kept of a site, as they are written to a connection."""

    def __init__(self, site: Site, serving: Serving, cache: AnswerCache, metrics: Metrics, log: Log) -> None:
        self._site, self._serving, self._cache, self._metrics, self._log = site, serving, cache, metrics, log
        # A proxy says in fields of its own what a request depends on, and the app reads them.
        self._is_on = bool(cache.limit) and not serving.proxies
        self._known: dict[bytes, kept.Asked] = {}

    def again(self, request: bytes, more: Sequence[Header]) -> Sequence[bytes] | None:
        """As `response`, to a whole request in the same bytes as one that was answered so before."""
        began = perf_counter()
        key = self._known.get(request)
        if key is None:
            return None
        if key.release != kept.release(self._site):
            del self._known[request]
            return None
        return self._kept(key, more, began)

    def response(
        self,
        method: bytes,
        scheme: str,
        root: str,
        target: bytes,
        headers: Sequence[Header],
        more: Sequence[Header],
        request: bytes = b"",
    ) -> Sequence[bytes] | None:
        """The pieces of the whole response to a request on a connection that stays, with `more` fields; None when it is
        for the app. Counted and noted as the app's are. `request` is the same as it was sent, if it came in one piece.
        """
        if not self._is_on or method != b"GET" or not _OTHERS.isdisjoint([name for name, _ in headers]):
            return None
        began = perf_counter()
        key = kept.asked(self._site, scheme, root, target, headers)
        found = self._kept(key, more, began) if key else None
        if key and found and 0 < len(request) <= _LONGEST:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[request] = key
        return found

    def _kept(self, key: kept.Asked, more: Sequence[Header], began: float) -> Sequence[bytes] | None:
        found = self._cache.find(key)
        if not isinstance(found, KeptResponse):
            return None
        self._note(key.target, found, began)
        head = b"".join((found.head, *[b"%s: %s\r\n" % each for each in more], b"\r\n"))
        return head, found.body  # apart, since to copy a page takes as long as all the rest

    def _note(self, target: bytes, found: KeptResponse, began: float) -> None:
        seconds = perf_counter() - began
        if found.note is None:
            path = target.partition(b"?")[0].decode("latin-1")
            measured.note(self._metrics, self._log, path, "GET", found.status, seconds)
            return
        note = copy.copy(found.note)
        note.seconds, note.running, note.cached = seconds, None, True
        self._metrics.answered("sparql", note.method, note.status, seconds)
        self._metrics.asked(note.outcome)
        query_log.write(note, self._log, texts=self._serving.log_queries)
