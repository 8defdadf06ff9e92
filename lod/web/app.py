"""Wires the room: every address and the module that answers it. No state but that of the app it returns."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

import lod
from lod.errors import LodError
from lod.iris import is_web_iri
from lod.model import Publication
from lod.store import Limits
from lod.store.remote import Endpoints
from lod.web import catalogue, entities, feeds, files, linksets, problems, search
from lod.web.api import routing as api
from lod.web.headers import ResponseHeaders
from lod.web.kept import KeptDocuments
from lod.web.memento import timemaps
from lod.web.memento.timegates import frozen, timed, timegate
from lod.web.ontology import vocabulary
from lod.web.pages import about, compare, how_to_use, statistics
from lod.web.serving import health, metrics
from lod.web.serving.at_once import AtOnce
from lod.web.serving.logs import Log, silent
from lod.web.serving.measured import Measured
from lod.web.serving.metrics import Metrics
from lod.web.serving.settings import Serving
from lod.web.site import Site
from lod.web.sparql import editor
from lod.web.sparql.cache import AnswerCache
from lod.web.sparql.endpoint import Endpoint, is_endpoint
from lod.web.stores import Embedded, InEngine, Stores

_STATIC = Path(__file__).resolve().parent / "static"


def create_app(
    publication: Publication,
    output: Path,
    limits: Limits,
    members: Sequence[Path] = (),
    engine: Endpoints | None = None,
    serving: Serving | None = None,
    log: Log = silent,
) -> FastAPI:
    """The server of the publication whose releases are in `output`, or of a site: `members` are then the folders with
    the releases of its publications. Releases are queried in their embedded stores, or in the `engine` that holds them.
    Its query processes start and end with it. `log` takes a line of JSON for each request."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with stores.pool:
            yield
        stores.close()

    serving = serving or Serving()
    stores: Stores = InEngine(engine, publication.base_iri, limits) if engine else Embedded(limits, (output, *members))
    site = Site(publication, output, stores, members)
    cache = AnswerCache(serving.cache)
    figures = Metrics(site, cache)
    endpoint = Endpoint(site, serving, cache, figures, log)
    app = App(
        endpoint=endpoint,
        title=publication.title,
        description=publication.description,
        version=lod.__version__,
        contact=_contact(publication.contact),
        license_info={"name": "Licence of the data", "url": publication.licence.iri},
        openapi_url=None,  # `api` describes what the framework does not know
        docs_url=None,  # FastAPI's pages load scripts from another server
        redoc_url=None,
        routes=_routes(endpoint),
        middleware=[
            Middleware(Measured, metrics=figures, log=log),
            Middleware(KeptDocuments, site=site, cache=cache),
            Middleware(ResponseHeaders, site=site),
        ],
        lifespan=lifespan,
        exception_handlers={
            problems.HttpProblem: problems.on_http_problem,
            LodError: problems.on_lod_error,
            HTTPException: problems.on_http_exception,
            RequestValidationError: problems.on_bad_parameter,
        },
    )
    app.include_router(api.router)
    app.include_router(search.router)
    app.state.site = site
    app.state.at_once = AtOnce(site, serving, cache, figures, log)
    app.state.indexes = search.Indexes(site)
    app.state.metrics = figures if serving.metrics else None
    return app


class App(FastAPI):
    """FastAPI, but for requests of the endpoint, which it would cost more to route than to answer."""

    def __init__(self, *, endpoint: Endpoint, **named: Any) -> None:
        super().__init__(**named)
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_endpoint(scope):
            scope["app"] = self
            await self._endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _contact(contact: str) -> dict[str, str]:
    return {"url" if is_web_iri(contact) else "email": contact}


def _routes(endpoint: Endpoint) -> list[BaseRoute]:
    """Documents are Starlette's routes, which answer HEAD with GET; FastAPI's are for parameters (`api`). Each is tried
    in turn: those most asked for come first."""
    return [
        Route("/id/{path:path}", entities.thing),
        Route("/doc/statistics", timed(statistics.listed)),
        Route("/doc/statistics.{suffix}", timed(statistics.listed)),
        Route("/doc/statistics/{dataset}/{cube}", timed(statistics.cube)),
        Route("/doc/{path:path}", timed(entities.document)),
        Route("/", catalogue.home),
        Route("/catalogue", catalogue.catalogue),
        Route("/catalogue.{suffix}", catalogue.catalogue),
        Route("/dataset/{name}", timed(catalogue.dataset)),
        Route("/.well-known/void", catalogue.void),
        Route("/void.{suffix}", catalogue.void),
        Route("/how-to-use", how_to_use.page),
        Route("/problems", catalogue.problem_kinds),
        Route("/about", about.about),
        Route("/accessibility", about.accessibility),
        Route("/theme.css", about.theme),
        Route("/compare", compare.compare),
        *api.routes(),
        Route("/def/context.jsonld", vocabulary.context),
        Route("/def/completion.json", editor.completions),
        Route("/def/examples", editor.described),
        Route("/def/examples.{suffix}", editor.described),
        Route("/def/inspection", vocabulary.ontology),
        Route("/def/inspection.{suffix}", vocabulary.ontology),
        Route("/def/inspection-rules", vocabulary.rules),
        Route("/def/inspection-examples", vocabulary.examples),
        Route("/def/inspection-changes", vocabulary.changes),
        Route("/def/inspection/{term}", vocabulary.term),
        Route("/def/{scheme}", vocabulary.scheme),
        Route("/def/{scheme}/{concept:path}", vocabulary.concept),
        Route("/shapes", vocabulary.shapes),
        Route("/shapes.{suffix}", vocabulary.shapes),
        Route("/shapes/{name}", vocabulary.shapes),
        Route("/sparql", endpoint),  # reached by another spelling of the address, with a slash behind it
        Route("/search", search.page),
        Route("/opensearch.xml", search.description),
        Route("/release/", files.listing),
        Route("/release/latest/", files.latest),
        Route("/release/latest/{name}", files.latest),
        Route("/release/{id}/", files.index),
        Route("/release/{id}/id/{path:path}", frozen(entities.thing)),
        Route("/release/{id}/dataset/{name}", frozen(catalogue.dataset)),
        Route("/release/{id}/doc/statistics", frozen(statistics.listed)),
        Route("/release/{id}/doc/statistics.{suffix}", frozen(statistics.listed)),
        Route("/release/{id}/doc/statistics/{dataset}/{cube}", frozen(statistics.cube)),
        Route("/release/{id}/doc/{path:path}", frozen(entities.document)),
        Route("/release/{id}/{name}", files.file),
        Route("/linkset/json/{path:path}", linksets.as_json),
        Route("/linkset/link/{path:path}", linksets.links),
        Route("/timegate/{path:path}", timegate),
        Route("/timemap/link/{path:path}", timemaps.links),
        Route("/timemap/json/{path:path}", timemaps.as_json),
        *feeds.ROUTES,
        Route("/metrics", metrics.metrics),
        Route("/health/live", health.live),
        Route("/health/ready", health.ready),
        Route("/robots.txt", health.robots),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
