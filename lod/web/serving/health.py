"""For whoever runs the server: is the process there, and can it answer from the current release?"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from lod.formats import Format
from lod.namespaces import ONTOLOGY_IRI
from lod.queries import query
from lod.store import Query
from lod.web.site import served_of, site_of

_FRESH = {"Cache-Control": "no-store"}
_ASKED = Query("SELECT ?s { ?s ?p ?o } LIMIT 1", Format.CSV)


def live(_: Request) -> Response:
    """`/health/live`: the process answers."""
    return JSONResponse({"status": "live"}, headers=_FRESH)


async def ready(request: Request) -> Response:
    """`/health/ready`: there is a release, its store answers our own queries, and the query processes answer those of
    strangers; else a 503 problem, or a 503 that says which is empty."""
    served = await run_in_threadpool(served_of, request)
    known = await run_in_threadpool(served.store.ask, query("exists"), {"entity": ONTOLOGY_IRI})
    found = await site_of(request).pool.run(served.release.store, _ASKED)
    status = "ready" if known and found.rows else "the store is empty"
    code = 200 if status == "ready" else 503
    return JSONResponse({"status": status, "release": served.release.id}, code, headers=_FRESH)


def robots(request: Request) -> Response:
    """`/robots.txt` (RFC 9309): everything may be read; queries are for programs that mean to ask."""
    sitemap = f"{site_of(request).publication.base_iri}sitemap.xml"
    return PlainTextResponse(f"User-agent: *\nDisallow: /sparql\nDisallow: /api/\nAllow: /\nSitemap: {sitemap}\n")
