"""Whole answers of queries, and documents, kept in memory while there is room: what was not asked for longest goes.

A release never changes, so an answer is as good as new while its release is served. One event loop uses it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple

from lod.web.http.responses import Header
from lod.web.serving.query_log import Note

_OVERHEAD = 1024
"""Bytes that an entry takes beside its body and headers: its key and objects."""


class Key(NamedTuple):
    """What an answer depends on. A page also depends on `root`, below which a proxy shows this server."""

    release: str
    question: str
    """The whole digest of query text, dataset and format (`lod.web.sparql.question`): a shorter could be matched."""
    gzip: bool
    root: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is sent: its headers, encoded, and the body. Of a query by `Key` they are those that are its own;
    `rows` is for the log."""

    headers: tuple[Header, ...]
    body: bytes
    rows: int = 0


@dataclass(frozen=True, slots=True)
class KeptResponse(Kept):
    """A whole response; `head` is its status line and header fields as they are written. `note` is for the log, of the
    response to a query."""

    status: int = 200
    note: Note | None = None
    head: bytes = field(init=False)

    def __post_init__(self) -> None:
        line = b"HTTP/1.1 %d %s\r\n" % (self.status, HTTPStatus(self.status).phrase.encode())
        object.__setattr__(self, "head", line + b"".join(b"%s: %s\r\n" % each for each in self.headers))


class AnswerCache:
    """Answers up to `limit` bytes together, by all that they depend on; 0 keeps none."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.hits = 0
        self.misses = 0
        self._kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: tuple[object, ...]) -> Kept | None:
        """The answer, if it is there."""
        found = self.find(key)
        self.misses += found is None
        return found

    def find(self, key: tuple[object, ...]) -> Kept | None:
        """The same, where another will look for it if it is not there."""
        found = self._kept.get(key)
        if found is not None:
            self.hits += 1
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[object, ...], answer: Kept) -> None:
        """Keeps an answer, unless it alone would take more than an eighth of the room: it would push out many."""
        size = _size(answer)
        if size > self.limit // 8:
            return
        self._forget(key)
        self._kept[key] = answer
        self.size += size
        while self.size > self.limit:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[object, ...]) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self.size -= _size(gone)


def _size(answer: Kept) -> int:
    fields = sum(len(name) + len(value) for name, value in answer.headers)
    return len(answer.body) + fields * (2 if isinstance(answer, KeptResponse) else 1) + _OVERHEAD
