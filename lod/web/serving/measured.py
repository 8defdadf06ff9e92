"""Counts and notes every request but those of the endpoint, which does so itself.

The line that is logged names what was asked for and nothing of who asked: no address, and no query part of a path.
"""

from __future__ import annotations

from time import perf_counter

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.web.serving.logs import Log
from lod.web.serving.metrics import Metrics

_ROUTES = frozenset(
    {
        "api",
        "catalogue",
        "dataset",
        "def",
        "doc",
        "feed",
        "health",
        "how-to-use",
        "id",
        "linkset",
        "metrics",
        "openapi.json",
        "problems",
        "release",
        "robots.txt",
        "shapes",
        "sitemap.xml",
        "static",
        "timegate",
        "timemap",
    }
)
"""The first segments of paths that are told apart. Whatever else is asked for is counted together."""

_encode = msgspec.json.Encoder().encode


class Line(msgspec.Struct):
    """A line as it is written."""

    method: str
    path: str
    status: int
    seconds: float


class Measured:
    """ASGI middleware, outermost."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: Log) -> None:
        self._app, self._metrics, self._log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            note(self._metrics, self._log, path, scope["method"], status, perf_counter() - started)


def note(metrics: Metrics, log: Log, path: str, method: str, status: int, seconds: float) -> None:
    """Counts a request that was answered, and writes its line."""
    metrics.answered(_route(path), method, status, seconds)
    log(_encode(Line(method, path, status, round(seconds, 6))))


def _route(path: str) -> str:
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    if first in _ROUTES:
        return first
    return "other" if first else "home"
