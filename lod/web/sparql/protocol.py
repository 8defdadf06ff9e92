"""Reads a request of the SPARQL 1.1 Protocol (section 2.1): GET, POST of a form, POST of a query; and QUERY, which is
to POST what a safe method is to others (draft-ietf-httpbis-safe-method-w-body).

Percent-decoding happens once, strictly in UTF-8. What the protocol does not allow is refused, never guessed.
"""

from __future__ import annotations

import binascii
import re
from collections import defaultdict
from dataclasses import dataclass

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from lod.web.problems import BAD_REQUEST, TOO_LARGE, UNSUPPORTED_TYPE, UPDATE_REFUSED, HttpProblem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ACCEPTED = f"{QUERY}, {FORM}"
"""What a body may be: the value of Accept-Query and Accept-Post."""

_WITH_BODY = ("POST", "QUERY")
_FIELDS = 1000
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CLOSE = {"Connection": "close"}
"""The rest of the request is not read, so no other can follow it."""


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query, or None when there is none; the dataset it asks for; `variant` is our `_format`, which beats Accept."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    variant: str | None = None


def field(scope: Scope, name: bytes) -> str | None:
    """A header field of a request, its lines joined (RFC 9110 section 5.3); None when there is none."""
    found: bytes | None = None
    for key, value in scope["headers"]:
        if key == name:
            found = value if found is None else found + b", " + value
    return None if found is None else found.decode("latin-1")


def in_address(query_string: bytes) -> SparqlRequest:
    """What a GET or HEAD asks for. Raises HttpProblem: 400 or 403 (an update)."""
    return _checked(_decoded(query_string), needed=False)


async def read(scope: Scope, receive: Receive, max_query: int) -> SparqlRequest:
    """What a request asks for. Raises HttpProblem: 400, 403, 413 or 415, and ClientDisconnect. `max_query` is in bytes.

    The dataset may stand in the address too, also beside a form."""
    if scope["method"] not in _WITH_BODY:
        return in_address(scope["query_string"])
    fields = _decoded(scope["query_string"])
    media_type = _media_type(scope)
    # Percent-encoding may triple a form; the dataset's IRIs need some room too.
    body = await _body(scope, receive, 3 * max_query + 16_384)
    fields += _decoded(body) if media_type == FORM else [("query", _text(body))]
    return _checked(fields, needed=True)


def _checked(fields: list[tuple[str, str]], *, needed: bool) -> SparqlRequest:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in fields:
        values[name].append(value)
    if "update" in values:
        raise _update()
    for name in ("query", "_format"):
        if len(values[name]) > 1:
            raise HttpProblem(BAD_REQUEST, f"Found {len(values[name])} `{name}` parameters; accepted: one.")
    if needed and not values["query"]:
        raise HttpProblem(BAD_REQUEST, "Found no `query` parameter; accepted: one.")
    return SparqlRequest(
        next(iter(values["query"]), None),
        tuple(values["default-graph-uri"]),
        tuple(values["named-graph-uri"]),
        next(iter(values["_format"]), None),
    )


def _media_type(scope: Scope) -> str:
    """FORM or QUERY. Raises HttpProblem for anything else, before a byte of the body is read."""
    said, *parameters = (part.strip() for part in (field(scope, b"content-type") or "").lower().split(";"))
    accepted = {"Accept-Query": ACCEPTED, "Accept-Post": ACCEPTED, **_CLOSE}
    if said == UPDATE:
        raise _update()
    if said not in (FORM, QUERY):
        detail = f"Found {said or 'no Content-Type'}; accepted: {FORM}, {QUERY}."
        raise HttpProblem(UNSUPPORTED_TYPE, detail, headers=accepted)
    charset = dict(part.partition("=")[::2] for part in parameters).get("charset", "utf-8").strip('"')
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HttpProblem(UNSUPPORTED_TYPE, f"Found charset {charset}; accepted: UTF-8.", headers=accepted)
    coding = field(scope, b"content-encoding")
    if coding and coding.strip().lower() != "identity":
        headers = {"Accept-Encoding": "identity", **_CLOSE}
        raise HttpProblem(UNSUPPORTED_TYPE, f"Found Content-Encoding {coding}; accepted: none.", headers=headers)
    return said


async def _body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """Raises HttpProblem (413) as soon as it is known to be too long: by its announcement, if there is one."""
    announced = field(scope, b"content-length") or ""
    body = bytearray()
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > limit:
            raise _too_large(limit)
        more = message.get("more_body", False)
    return bytes(body)


def _decoded(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a form (WHATWG URL, application/x-www-form-urlencoded), in order."""
    if not encoded:
        return []
    if encoded.count(b"&") >= _FIELDS:
        raise HttpProblem(BAD_REQUEST, f"Found more than {_FIELDS:,} parameters.")
    broken = _BROKEN.search(encoded)
    if broken:
        found = encoded[broken.start() : broken.start() + 3].decode("latin-1")
        raise HttpProblem(BAD_REQUEST, f"Found {found!r}, which is not percent-encoded; accepted: %25 for a % itself.")
    pairs = (part.partition(b"=")[::2] for part in encoded.replace(b"+", b" ").split(b"&") if part)
    return [(_text(_unquoted(name)), _text(_unquoted(value))) for name, value in pairs]


def _unquoted(encoded: bytes) -> bytes:
    """Bytes whose every % is followed by two digits, decoded. Quoted-printable is the same with another sign, and its
    decoder is compiled: a tenth of a light query's time less than `urllib.parse.unquote_to_bytes`."""
    return binascii.a2b_qp(encoded.replace(b"=", b"=3D").replace(b"%", b"=")) if b"%" in encoded else encoded


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        detail = "The request has bytes that are not UTF-8; accepted: UTF-8, percent-encoded once."
        raise HttpProblem(BAD_REQUEST, detail) from None


def _too_large(limit: int) -> HttpProblem:
    return HttpProblem(TOO_LARGE, f"The body has more than the {limit:,} bytes that are accepted.", headers=_CLOSE)


def _update() -> HttpProblem:
    return HttpProblem(UPDATE_REFUSED, "Found a SPARQL update; accepted: SELECT, ASK, CONSTRUCT and DESCRIBE queries.")
