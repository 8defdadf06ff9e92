"""The publication as its server answers, asked in this process through ASGI 3.0: no network, no process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lod.errors import ExportError
from lod.web.site import Served

Message = MutableMapping[str, Any]
Application = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
"""An ASGI 3.0 application."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whole. The names of its headers are in lower case; of a name that is there twice, the last."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.headers.get("content-type", "").startswith("text/html")


class Original:
    """One release of a publication, whatever becomes current meanwhile."""

    def __init__(self, app: Application, served: Served) -> None:
        self._app, self._served = app, served

    async def get(self, address: str) -> Answer:
        """What GET of an address, percent-encoded and with its query, is answered. Raises ExportError when the
        application breaks down, for which it answers a 5xx."""
        path, _, query = address.partition("?")
        messages: list[Message] = []
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:  # an answer that is streamed waits here for the client to go away
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        await self._app(self._scope(path, query), receive, send)
        start, *parts = messages
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
        status = int(start["status"])
        if status >= 500:
            raise ExportError(f"{address}: the server answers {status}, and there is nothing to copy")
        return Answer(status, headers, b"".join(part.get("body", b"") for part in parts))

    def _scope(self, path: str, query: str) -> MutableMapping[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode("ascii"),
            "query_string": query.encode("ascii"),
            "root_path": "",
            "headers": [],
            "server": None,
            "client": None,
            "state": {"served": self._served},
        }
