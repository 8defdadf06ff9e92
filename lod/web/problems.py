"""What went wrong, as RFC 9457 problem documents: HTML for whoever prefers it, application/problem+json for the rest.

The one table from our errors to HTTP statuses. An unforeseen error says nothing of its text: that is for the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

import msgspec
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lod import iris
from lod.errors import (
    FormatUnfit,
    NothingPublished,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ReleaseNotFound,
    ResultTooLarge,
    StoreBusy,
    StoreUnavailable,
)
from lod.formats import RDF_FORMATS, Format
from lod.web.http.negotiation import choose
from lod.web.site import site_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its name in the `type` IRI (`/problems#name`), and its title."""

    status: int
    name: str
    title: str

    @property
    def phrase(self) -> str:
        """The reason phrase of its status."""
        return HTTPStatus(self.status).phrase


NOT_FOUND = Kind(404, "not-found", "There is nothing at this address")
GONE = Kind(410, "gone", "What was published here was taken back")
NOT_ACCEPTABLE = Kind(406, "not-acceptable", "None of the formats asked for is there")
BAD_REQUEST = Kind(400, "bad-request", "The request cannot be understood")
AMBIGUOUS = Kind(400, "ambiguous-parameter", "A parameter has a value that means several things")
BAD_PARAMETER = Kind(422, "bad-parameter", "A parameter has a value that is not accepted")
UPDATE_REFUSED = Kind(403, "update-refused", "This endpoint answers queries only")
PRECONDITION_FAILED = Kind(412, "precondition-failed", "The copy that the request is about is not the one here")
TOO_LARGE = Kind(413, "request-too-large", "The request is too large")
UNSUPPORTED_TYPE = Kind(415, "unsupported-type", "The body's media type is not accepted")
NO_RELEASE = Kind(503, "no-release", "Nothing has been published yet")
RANGE_NOT_SATISFIABLE = Kind(416, "range-not-satisfiable", "The file has none of the bytes asked for")
TOO_SLOW = Kind(408, "too-slow", "The request took too long to arrive")
HEAD_TOO_LARGE = Kind(431, "head-too-large", "The head of the request is too large")
RATE_LIMITED = Kind(429, "rate-limited", "This address has asked too often")
METHOD_NOT_ALLOWED = Kind(405, "method-not-allowed", "The method is not accepted here")
UNFORESEEN = Kind(500, "unforeseen", "The server failed to answer")

ERRORS: dict[type[Exception], Kind] = {
    QueryRefused: Kind(400, "query-refused", "The query asks for what is not offered"),
    QuerySyntaxError: Kind(400, "query-syntax", "The query is not SPARQL 1.1"),
    # Not 413, which speaks of the request: the query has to ask for less before it is sent again.
    ResultTooLarge: Kind(400, "result-too-large", "The result has more rows or bytes than are given out"),
    QueryTimeout: Kind(503, "query-timeout", "The query ran into its deadline and was stopped"),
    QueryFailed: Kind(503, "query-failed", "The engine gave up on the query"),
    FormatUnfit: Kind(406, "format-unfit", "The format asked for cannot hold the result"),
    StoreBusy: Kind(503, "busy", "Every query process is busy"),
    StoreUnavailable: Kind(503, "store-unavailable", "The SPARQL engine does not answer"),
    ReleaseNotFound: NOT_FOUND,
    NothingPublished: NO_RELEASE,
}

KINDS = (
    NOT_FOUND,
    GONE,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    BAD_REQUEST,
    AMBIGUOUS,
    BAD_PARAMETER,
    UPDATE_REFUSED,
    PRECONDITION_FAILED,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    RANGE_NOT_SATISFIABLE,
    TOO_SLOW,
    HEAD_TOO_LARGE,
    RATE_LIMITED,
    UNFORESEEN,
    *(kind for kind in ERRORS.values() if kind is not NOT_FOUND),
)
"""Every kind, for the page that explains them."""

MEDIA_TYPE = "application/problem+json"
_RETRY_AFTER = {"Retry-After": "5"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that can be asked for instead: its address on this server and its media type."""

    href: str
    type: str


class HttpProblem(Exception):
    """Ends a request. `detail` says what was wrong and what is accepted; `available` lists what is there instead."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        available: Iterable[Alternative] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail
        self.available, self.headers = tuple(available), dict(headers or {})


def respond(request: Request, problem: HttpProblem) -> Response:
    """The problem in the format that the client prefers."""
    kind, site = problem.kind, site_of(request)
    headers = {**problem.headers, "Vary": "Accept", "Cache-Control": "no-store"}
    wanted = choose(request.headers.get("accept"), (Format.JSON, *RDF_FORMATS, Format.HTML))
    if wanted is Format.HTML:
        page = site.pages.render(request, "problem.html", kind=kind, problem=problem)
        return Response(page, kind.status, headers, Format.HTML.content_type)
    document: dict[str, object] = {
        "type": f"{request.scope.get('root_path', '')}/problems#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": quote(request.scope["path"]),
        "contact": iris.contact(site.publication.contact),
    }
    if problem.available:
        document["available"] = problem.available
    return Response(msgspec.json.encode(document), kind.status, headers, MEDIA_TYPE)


async def on_http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HttpProblem)  # noqa: S101 - registered for it alone
    return respond(request, error)


def of(error: Exception) -> HttpProblem:
    """What an error is to a client: our own by the table; all that is not in it is a fault of ours, told without its
    text."""
    if isinstance(error, HttpProblem):
        return error
    kind = next((ERRORS[cls] for cls in type(error).__mro__ if cls in ERRORS), None)
    if kind is None:
        return HttpProblem(UNFORESEEN, "The fault is ours and has been logged. The contact can help.")
    headers = _RETRY_AFTER if isinstance(error, (StoreBusy, StoreUnavailable)) else {}
    return HttpProblem(kind, str(error), headers=headers)


async def on_lod_error(request: Request, error: Exception) -> Response:
    """Our own errors. Raises those that are a fault of ours, so that they are logged."""
    problem = of(error)
    if problem.kind is UNFORESEEN:
        raise error
    return respond(request, problem)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What the router raises: no such path, or not by this method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        problem = HttpProblem(NOT_FOUND, f"Nothing is published at {request.scope['path']}.", headers=headers)
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        accepted = headers.get("Allow", headers.get("allow", "GET"))
        detail = f"{request.method} is not accepted here; accepted: {accepted}."
        problem = HttpProblem(METHOD_NOT_ALLOWED, detail, headers=headers)
    else:
        kind = Kind(error.status_code, "http", HTTPStatus(error.status_code).phrase)
        problem = HttpProblem(kind, str(error.detail), headers=headers)
    return respond(request, problem)


async def on_bad_parameter(request: Request, error: Exception) -> Response:
    """Parameters that FastAPI refuses: each with where it stands and what is accepted."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    found = (f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
    return respond(request, HttpProblem(BAD_PARAMETER, "; ".join(found)))


def unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours."""
    return respond(request, of(error))
