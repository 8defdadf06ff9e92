"""For whoever runs the server: is the process there, and can it answer from the current release?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from lod.queries import query
from lod.web.site import served_of

_FRESH = {"Cache-Control": "no-store"}


def live(_: Request) -> Response:
    """`/health/live`: the process answers."""
    return JSONResponse({"status": "live"}, headers=_FRESH)


def ready(request: Request) -> Response:
    """`/health/ready`: there is a release and its store answers; else a 503 problem."""
    served = served_of(request)
    known = served.store.ask(query("exists"), {"entity": "https://w3id.org/inspection-results/def"})
    status = "ready" if known else "the store is empty"
    return JSONResponse({"status": status, "release": served.release.id}, 200 if known else 503, headers=_FRESH)


def robots(_: Request) -> Response:
    """`/robots.txt`: everything may be read; queries are for programs that mean to ask."""
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /api/\nAllow: /\n")
