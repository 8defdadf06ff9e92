"""The SPARQL 1.1 Protocol endpoint, query only. A query runs in a process of its own and its whole result is there
before the status line is sent, so that 200 means complete. Without a query: the service description, or the form."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from lod.formats import RDF_FORMATS, Format
from lod.iris import Iris
from lod.namespaces import DCT, VOID
from lod.publication import service_description
from lod.store import Answer, Query, outline
from lod.terms import Triple, lines
from lod.web import documents, negotiation, results
from lod.web.problems import NOT_ACCEPTABLE, Alternative, HttpProblem
from lod.web.responses import Representation, respond
from lod.web.site import Served, Site, served_of, site_of
from lod.web.sparql_request import SparqlRequest, read

TABLES = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV, Format.JSON, Format.HTML)
"""What solutions and booleans are offered in; JSON is SPARQL's under the name that many clients ask for."""
GRAPHS = (*RDF_FORMATS, Format.HTML)
DESCRIPTIONS = (*RDF_FORMATS, Format.HTML)

_TABLE_AS = {Format.JSON: Format.SPARQL_JSON, Format.HTML: Format.SPARQL_JSON}
_GRAPH_AS = {Format.HTML: Format.TURTLE}


async def endpoint(request: Request) -> Response:
    """`/sparql`."""
    site = site_of(request)
    served = served_of(request)
    asked = await read(request, site.pool.limits.max_query)
    if asked.query is None:
        return await run_in_threadpool(_without_query, request, site)
    # A query over the limit is not looked at: the pool refuses it by its length.
    is_short = len(asked.query) <= site.pool.limits.max_query
    is_graph = is_short and outline(asked.query).form in ("CONSTRUCT", "DESCRIBE")
    variant = _negotiate(request, asked, GRAPHS if is_graph else TABLES)
    run_as = (_GRAPH_AS if is_graph else _TABLE_AS).get(variant, variant)
    base_iri = Iris(site.publication.base_iri).sparql
    query = Query(asked.query, run_as, asked.default_graphs, asked.named_graphs, base_iri)
    answer = await _unless_gone(request, site, served, query)
    return await run_in_threadpool(_answered, request, asked.query, answer, variant)


def _negotiate(request: Request, asked: SparqlRequest, offered: tuple[Format, ...]) -> Format:
    by_suffix = {each.suffix: each for each in offered}
    if asked.variant is not None:
        chosen = by_suffix.get(asked.variant)
        accepted = ", ".join(by_suffix)
    else:
        chosen = negotiation.choose(request.headers.get("accept"), offered)
        accepted = ", ".join(each.media_type for each in offered)
    if chosen is None:
        available = (Alternative(f"?_format={each.suffix}", each.media_type) for each in offered)
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted for this form of query: {accepted}.", available=available)
    return chosen


async def _unless_gone(request: Request, site: Site, served: Served, query: Query) -> Answer:
    """The pool's answer. A client that goes away takes its query with it: the worker is stopped."""
    run = asyncio.ensure_future(site.pool.run(served.release.store, query))
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait((run, gone), return_when=asyncio.FIRST_COMPLETED)
        if not run.done():
            raise ClientDisconnect
        return run.result()
    finally:
        for task in (run, gone):
            task.cancel()
        await asyncio.gather(run, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answered(request: Request, query: str, answer: Answer, variant: Format) -> Response:
    body = answer.body
    if variant is Format.HTML:
        body = results.page(request, query, answer)
    return respond(request, Representation(body, variant.content_type))


def _description(site: Site, served: Served) -> Iterator[Triple]:
    """The service description; where there are several datasets, each has its licence and the whole has none."""
    described = service_description(site.publication)
    if len(served.datasets) == 1:
        yield from described
        return
    yield from (triple for triple in described if triple[1] != DCT.license)
    whole = Iris(site.publication.base_iri).dataset(site.publication.name)
    for dataset in served.datasets:
        if dataset.iri != whole:
            yield whole, VOID.subset, dataset.iri
        yield dataset.iri, DCT.license, dataset.licence.iri


def _without_query(request: Request, site: Site) -> Response:
    chosen = negotiation.choose(request.headers.get("accept"), DESCRIPTIONS)
    if chosen is None:
        accepted = ", ".join(each.media_type for each in DESCRIPTIONS)
        raise HttpProblem(NOT_ACCEPTABLE, f"The service description is there as {accepted}.")
    if chosen is Format.HTML:
        return respond(request, Representation(results.form(request), chosen.content_type))
    statements = sorted(lines(_description(site, served_of(request))))
    root = f"{site.publication.base_iri}sparql"
    body = documents.rdf(statements, chosen, root)
    return respond(request, Representation(body, chosen.content_type))
