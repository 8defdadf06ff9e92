"""Documents that are asked for again are sent from memory: those of the current release, as they were made before.

A release never changes, so its documents are as good as new while it is current. What the bytes depend on besides (RFC
9111 section 4.1) is in the key: every request field that `lod.web` reads for a document.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.errors import NothingPublished
from lod.web.cache import AnswerCache, Kept
from lod.web.responses import Header, is_current
from lod.web.site import Site

_BELOW = ("/doc/", "/id/", "/def/")
"""What the paths begin with. No document there says anything of other releases, of the time, or of who asks."""
_FIELDS = {b"host": 0, b"accept": 1, b"accept-encoding": 2}
_LONGEST = 2048
"""Bytes of a key: what a client sends of it takes no more room than it is worth."""
_MOVED = (301, 303)
_OF_BODY = frozenset({b"content-length", b"content-type", b"content-encoding"})
"""The fields that 304 does without."""


class Asked(NamedTuple):
    """What a document's response depends on."""

    release: str
    scheme: str
    root: str
    path: bytes
    query: bytes
    host: bytes
    accept: bytes
    accept_encoding: bytes


class KeptDocuments:
    """ASGI middleware. Within what counts requests, and around all that has a part in a response."""

    def __init__(self, app: ASGIApp, site: Site, cache: AnswerCache) -> None:
        self._app, self._site, self._cache = app, site, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = self._asked(scope)
        if asked is None:
            await self._app(scope, receive, send)
        elif kept := self._cache.get(asked):
            await _send(scope, send, kept)
        elif scope["method"] == "GET":
            recorder = _Recorder(send)
            await self._app(scope, receive, recorder)
            # A switch meanwhile may have come before the answer was made, or after it.
            if (made := recorder.whole()) and self._pointer() == asked.release:
                self._cache.put(asked, made)
        else:
            await self._app(scope, receive, send)

    def _asked(self, scope: Scope) -> Asked | None:
        """What is asked for, if its response may be kept."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not self._cache.limit:
            return None
        root: str = scope.get("root_path", "")
        path: str = scope["path"]
        if not path.removeprefix(root).startswith(_BELOW):
            return None
        fields = [b"", b"", b""]
        for name, value in scope["headers"]:
            if name in _FIELDS:
                place = _FIELDS[name]
                fields[place] = fields[place] + b", " + value if fields[place] else value
        asked = Asked(self._pointer(), scope["scheme"], root, scope["raw_path"], scope["query_string"], *fields)
        return asked if asked.release and sum(map(len, asked)) <= _LONGEST else None

    def _pointer(self) -> str:
        try:
            return self._site.pointer()
        except NothingPublished:
            return ""


async def _send(scope: Scope, send: Send, kept: Kept) -> None:
    """The response, or 304 when the client has it."""
    status, headers, body = kept.status, kept.headers, kept.body
    if status == 200 and _is_had(scope, headers):
        status, headers, body = 304, tuple(each for each in headers if each[0] not in _OF_BODY), b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _is_had(scope: Scope, headers: tuple[Header, ...]) -> bool:
    tags = b", ".join(value for name, value in scope["headers"] if name == b"if-none-match")
    etag = next((value for name, value in headers if name == b"etag"), b"")
    return bool(tags) and bool(etag) and is_current(tags.decode("latin-1"), etag.decode("latin-1"))


class _Recorder:
    """Sends a response on, and holds it as far as it came at once."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: bytes | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif self._body is None and not message.get("more_body", False):
            self._body = message.get("body", b"")
        else:
            self._start = None
        await self._send(message)

    def whole(self) -> Kept | None:
        """The response, where it is one that says the same to everybody."""
        if self._start is None or self._body is None or self._start["status"] not in (200, *_MOVED):
            return None
        headers: tuple[Header, ...] = tuple((name, value) for name, value in self._start["headers"])
        cached = next((value for name, value in headers if name == b"cache-control"), b"")
        return Kept(headers, self._body, status=self._start["status"]) if cached.startswith(b"public") else None
