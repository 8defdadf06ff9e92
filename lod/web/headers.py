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
from lod.web.site import Site

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
    """ASGI middleware. Every response links with rel="license" to the licences of what it says."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})  # shared with the handlers, which say there what they answer from
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                for iri in dict.fromkeys(licence.iri for licence in self._site.licences(scope)):
                    headers.append("Link", f'<{iri}>; rel="license"')
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
