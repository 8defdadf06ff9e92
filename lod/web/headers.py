"""What every response carries, errors too: the licence, CORS without credentials, and what keeps browsers safe.

Pure ASGI, outermost: also turns OPTIONS into a preflight's answer and an unforeseen error into a problem document.
"""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.web import problems

_EXPOSED = "Link, ETag, Content-Location, Content-Range, Last-Modified, Location, Retry-After, Repr-Digest"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": _EXPOSED,
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}

_log = logging.getLogger("lod.web")


class ResponseHeaders:
    """ASGI middleware. `licence` is the IRI that every response links to with rel="license"."""

    def __init__(self, app: ASGIApp, licence: str) -> None:
        self._app = app
        self._licence = f'<{licence}>; rel="license"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.append("Link", self._licence)
                headers.add_vary_header("Accept-Encoding")
            elif scope["method"] == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            _log.exception("no answer to %s %s", scope["method"], scope["path"])
            if started:
                raise
            response = problems.unforeseen(Request(scope))
            await response(scope, receive, send_with_headers)
