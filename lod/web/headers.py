"""What every response carries, errors too: the licence, CORS without credentials, and what keeps browsers safe.

Pure ASGI, outermost: also turns OPTIONS into a preflight's answer and an unforeseen error into a problem document.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lod.model import Licence
from lod.web import problems
from lod.web.http.responses import Header
from lod.web.site import Site

_EXPOSED = (
    "Link, ETag, Content-Location, Content-Range, Last-Modified, Location, Retry-After, Repr-Digest, Content-Digest,"
    " X-Release, RateLimit, RateLimit-Policy, Memento-Datetime"
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": _EXPOSED,
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_ALLOWED = "GET, HEAD, OPTIONS"

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

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        send_with_headers = completed(self._site, scope, send_noting)
        if scope["method"] == "OPTIONS":
            await preflight(_ALLOWED)(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            _log.exception("no answer to %s %s", scope["method"], scope["path"])
            if started:
                raise
            response = problems.unforeseen(Request(scope), error)
            await response(scope, receive, send_with_headers)


def completed(site: Site, scope: Scope, send: Send) -> Send:
    """`send`, with what every response carries; HEAD gets no body."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            for value in licence_links(site.licences(scope)):
                headers.append("Link", value)
            headers.add_vary_header("Accept-Encoding")
        elif scope["method"] == "HEAD" and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_with_headers


def preflight(allowed: str, **more: str) -> Response:
    """The answer to OPTIONS, also to the one that a browser asks before it asks another server's page's question."""
    headers = {
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Datetime, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Range"
        ),
        "Access-Control-Max-Age": "86400",
        "Allow": allowed,
    }
    return Response(status_code=204, headers={**headers, **more})


def encoded() -> tuple[Header, ...]:
    """What `completed` would add to a response that is negotiated, the links apart, ready to be sent many times."""
    said = {**_ALWAYS, "Vary": "Accept, Accept-Encoding"}
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in said.items())


def licence_links(licences: Iterable[Licence]) -> Iterable[str]:
    """Values of Link, each licence once."""
    return (f'<{iri}>; rel="license"' for iri in dict.fromkeys(licence.iri for licence in licences))
