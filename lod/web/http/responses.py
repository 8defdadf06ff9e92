"""Sends a representation: strong ETag per representation and encoding, 304, gzip, Vary, Cache-Control, Link.

RFC 9110 sections 8.8 (validators), 12.5.5 (Vary), 13 (conditional requests); RFC 8288 (Link).
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lod.web.http.negotiation import accepts_gzip

Header = tuple[bytes, bytes]
"""A field as ASGI sends it: the name in lower case, and the value."""

CACHE = "public, max-age=60"
"""How long a copy may be used unasked: the pointer to the current release may move at any time."""
IMMUTABLE = "public, max-age=31536000, immutable"

_WORTH_COMPRESSING = 1024


@dataclass(frozen=True, slots=True)
class Representation:
    """Bytes with their type. `links` are values of Link; `content_location` is the address of just this variant."""

    body: bytes
    content_type: str
    links: tuple[str, ...] = ()
    content_location: str | None = None
    negotiated: bool = True
    cache: str = CACHE


def respond(request: Request, representation: Representation) -> Response:
    """200 with the representation, or 304 when the client has it."""
    worth = len(representation.body) >= _WORTH_COMPRESSING and representation.content_type != "application/gzip"
    compress = worth and accepts_gzip(request.headers.get("accept-encoding"))
    digest = hashlib.sha256(representation.content_type.encode() + b"\0" + representation.body).hexdigest()[:32]
    etag = f'"{digest}-gzip"' if compress else f'"{digest}"'
    response = Response(headers={"ETag": etag, "Cache-Control": representation.cache})
    if representation.negotiated:
        response.headers["Vary"] = "Accept"
    if representation.content_location:
        response.headers["Content-Location"] = representation.content_location
    for link in representation.links:
        response.headers.append("Link", link)
    if is_current(request.headers.get("if-none-match"), etag):
        response.status_code = 304
        del response.headers["content-length"]
        return response
    body = gzip.compress(representation.body, 6, mtime=0) if compress else representation.body
    if compress:
        response.headers["Content-Encoding"] = "gzip"
    response.body = body
    response.headers["Content-Length"] = str(len(body))
    response.headers["Content-Type"] = representation.content_type
    return response


def is_current(if_none_match: str | None, etag: str) -> bool:
    """Whether the client's copy is the one that would be sent (RFC 9110 section 13.1.2, weak comparison)."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag in tags


def link(href: str, rel: str, media_type: str | None = None) -> str:
    """A value of the Link header."""
    typed = f'; type="{media_type}"' if media_type else ""
    return f'<{href}>; rel="{rel}"{typed}'
