"""What is asked for again is sent from memory: documents of the current release, as they were made before.

A release never changes, so its documents are as good as new while it is current. What the bytes depend on besides (RFC
9111 section 4.1) is in the key: every request field that `lod.web` reads for a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.errors import NothingPublished
from lod.web.http.responses import Header, is_current
from lod.web.site import Site
from lod.web.sparql.cache import AnswerCache, KeptResponse

_BELOW = ("/doc/", "/id/", "/def/")
"""What the paths begin with. No document there says anything of other releases, of the time, or of who asks."""
_FIELDS = {b"host": 0, b"accept": 1, b"accept-encoding": 2}
_LONGEST = 4096
"""Bytes of a key: what a client sends of it takes no more room than it is worth."""
_WHOLE = (200, 301, 303)
"""Statuses of responses that say the same to everybody."""
_OF_BODY = frozenset({b"content-length", b"content-type", b"content-encoding"})
"""The fields that 304 does without."""


class Asked(NamedTuple):
    """What a response to a GET depends on."""

    release: str
    scheme: str
    root: str
    target: bytes
    """Path and query, as they were sent."""
    host: bytes
    accept: bytes
    accept_encoding: bytes


def release(site: Site) -> str | None:
    """The id of the current release; None when there is none."""
    try:
        return site.pointer().rpartition("/")[2]
    except NothingPublished:
        return None


def asked(site: Site, scheme: str, root: str, target: bytes, headers: Iterable[Header]) -> Asked | None:
    """What a request depends on; None when there is no release, or when it is too long to be worth it."""
    current = release(site)
    if current is None:
        return None
    fields = [b"", b"", b""]
    for name, value in headers:
        if name in _FIELDS:
            place = _FIELDS[name]
            fields[place] = fields[place] + b", " + value if fields[place] else value
    found = Asked(current, scheme, root, target, *fields)
    return found if sum(map(len, found)) <= _LONGEST else None


def asked_of(site: Site, scope: Scope) -> Asked | None:
    """The same of an ASGI scope."""
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    return asked(site, scope["scheme"], scope.get("root_path", ""), target, scope["headers"])


class KeptDocuments:
    """ASGI middleware. Within what counts requests, and around all that has a part in a response."""

    def __init__(self, app: ASGIApp, site: Site, cache: AnswerCache) -> None:
        self._app, self._site, self._cache = app, site, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = asked_of(self._site, scope) if self._may_keep(scope) else None
        if key is None:
            await self._app(scope, receive, send)
        elif isinstance(kept := self._cache.get(key), KeptResponse):
            await _send(scope, send, kept)
        elif scope["method"] == "GET":
            recorder = _Recorder(send)
            await self._app(scope, receive, recorder)
            # A switch meanwhile may have come before the response was made, or after it.
            if (made := recorder.whole()) and asked_of(self._site, scope) == key:
                self._cache.put(key, made)
        else:
            await self._app(scope, receive, send)

    def _may_keep(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not self._cache.limit:
            return False
        path: str = scope["path"]
        return path.removeprefix(scope.get("root_path", "")).startswith(_BELOW)


async def _send(scope: Scope, send: Send, kept: KeptResponse) -> None:
    """The response, or 304 when the client has it."""
    status, headers, body = kept.status, kept.headers, kept.body
    if status == 200 and _is_had(scope, headers):
        status, headers, body = 304, tuple(each for each in headers if each[0] not in _OF_BODY), b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _is_had(scope: Scope, headers: Iterable[Header]) -> bool:
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

    def whole(self) -> KeptResponse | None:
        """The response, where it is one that says the same to everybody."""
        if self._start is None or self._body is None or self._start["status"] not in _WHOLE:
            return None
        headers = tuple((name, value) for name, value in self._start["headers"])
        cached = next((value for name, value in headers if name == b"cache-control"), b"")
        if not cached.startswith(b"public"):
            return None
        return KeptResponse(headers, self._body, status=self._start["status"])
