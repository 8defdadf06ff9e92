"""Reads a request of the SPARQL 1.1 Protocol (section 2.1): GET, POST of a form, POST of a query.

Percent-decoding happens once, strictly in UTF-8. What the protocol does not allow is refused, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from lod.web.problems import BAD_REQUEST, TOO_LARGE, UNSUPPORTED_TYPE, UPDATE_REFUSED, HttpProblem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query, or None when there is none; the dataset it asks for; `variant` is our `_format`, which beats Accept."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    variant: str | None = None


async def read(request: Request, max_query: int) -> SparqlRequest:
    """Raises HttpProblem: 400, 403 (an update), 413 or 415. `max_query` is in bytes."""
    fields = _decoded(request.scope["query_string"])
    if request.method == "POST":
        media_type, charset = _content_type(request)
        if media_type == UPDATE:
            raise _update()
        if media_type not in (FORM, QUERY):
            raise HttpProblem(UNSUPPORTED_TYPE, f"Found {media_type or 'no Content-Type'}; accepted: {FORM}, {QUERY}.")
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise HttpProblem(UNSUPPORTED_TYPE, f"Found charset {charset}; accepted: UTF-8.")
        # Percent-encoding may triple a form; the dataset's IRIs need some room too.
        body = await _body(request, 3 * max_query + 16_384)
        fields += _decoded(body) if media_type == FORM else [("query", _text(body))]
    return _checked(fields, needed=request.method == "POST")


def _checked(fields: list[tuple[str, str]], *, needed: bool) -> SparqlRequest:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    queries = values("query")
    if values("update"):
        raise _update()
    if len(queries) > 1:
        raise HttpProblem(BAD_REQUEST, f"Found {len(queries)} `query` parameters; accepted: one.")
    if needed and not queries:
        raise HttpProblem(BAD_REQUEST, "Found no `query` parameter; accepted: one.")
    return SparqlRequest(
        queries[0] if queries else None,
        values("default-graph-uri"),
        values("named-graph-uri"),
        next(iter(values("_format")), None),
    )


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in request.headers.get("content-type", "").lower().split(";"))
    named = dict(part.partition("=")[::2] for part in parameters)
    return media_type, named.get("charset", "utf-8").strip('"')


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HttpProblem(TOO_LARGE, f"The body has more than the {limit:,} bytes that are accepted.")
    return bytes(body)


def _decoded(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(encoded), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise _not_utf8() from None
    except ValueError:
        raise HttpProblem(BAD_REQUEST, "Found more than 1,000 parameters.") from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> HttpProblem:
    return HttpProblem(BAD_REQUEST, "The request has bytes that are not UTF-8; accepted: UTF-8, percent-encoded once.")


def _update() -> HttpProblem:
    return HttpProblem(UPDATE_REFUSED, "Found a SPARQL update; accepted: SELECT, ASK, CONSTRUCT and DESCRIBE queries.")
