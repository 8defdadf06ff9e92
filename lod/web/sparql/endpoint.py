"""The SPARQL 1.1 Protocol endpoint, query only: plain ASGI, since a framework's routing costs more than a light query.

`/sparql` asks the current release, `/release/{id}/sparql` that one for as long as it is kept. Whatever happens, a
request gets one answer, is counted and is noted.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from time import monotonic, perf_counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from lod.errors import ReleaseNotFound
from lod.iris import Iris
from lod.web import headers, problems
from lod.web.http import rate
from lod.web.http.rate import RateLimiter
from lod.web.http.responses import Header
from lod.web.problems import METHOD_NOT_ALLOWED, RATE_LIMITED, HttpProblem
from lod.web.serving import query_log
from lod.web.serving.logs import Log
from lod.web.serving.metrics import Metrics
from lod.web.serving.query_log import Note
from lod.web.serving.settings import Serving
from lod.web.site import Site
from lod.web.sparql import protocol, service
from lod.web.sparql.answering import Answering
from lod.web.sparql.cache import AnswerCache
from lod.web.sparql.editions import Edition, Editions
from lod.web.sparql.question import Question, question

_METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_ALLOWED = ", ".join(_METHODS)
_RELEASE = re.compile(r"/release/([^/]+)/sparql")
_REMEMBERED = 4096
"""Bytes of an address that is not read again when it is asked again."""
_GONE = 499
"""Noted for a client that went away: it gets no status. The number is the one that nginx has for it."""

_log = logging.getLogger("lod.web")


def is_endpoint(scope: Scope) -> bool:
    """Whether a request is for an endpoint."""
    if not scope["path"].endswith("/sparql"):
        return False
    path = _path(scope)
    return path == "/sparql" or bool(_RELEASE.fullmatch(path))


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


class Endpoint:
    """An ASGI app for the requests of `is_endpoint`; `scope["app"]` is the one whose state has the site."""

    def __init__(self, site: Site, serving: Serving, cache: AnswerCache, metrics: Metrics, log: Log) -> None:
        self._site, self._serving, self._metrics, self._log = site, serving, metrics, log
        self._limiter = RateLimiter(serving.rate) if serving.rate.requests else None
        self._answering = Answering(site, cache, is_same=self._limiter is None)
        self._editions = Editions(site)
        self._base_iri = Iris(site.publication.base_iri).sparql
        self._remembered = lru_cache(maxsize=1024)(self._in_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = perf_counter()
        note = Note(scope["method"])
        try:
            await self._respond(scope, receive, send, note)
        finally:
            note.seconds = perf_counter() - started
            self._metrics.answered("sparql", note.method, note.status, note.seconds)
            self._metrics.asked(note.outcome)
            query_log.write(note, self._log, texts=self._serving.log_queries)

    async def _respond(self, scope: Scope, receive: Receive, send: Send, note: Note) -> None:
        """The answer, or the problem that stands in its place."""
        scope.setdefault("state", {})
        quota: list[Header] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                note.status = message["status"]
                if quota:
                    message["headers"] = [*message["headers"], *quota]
            await send(message)

        try:
            self._admit(scope, quota)
            await self._answer(scope, receive, noting, note)
        except ClientDisconnect:
            note.status, note.outcome = _GONE, "gone"
        except Exception as error:
            if note.status:
                note.outcome = "broken"
                raise  # a part was sent: the connection has to break, so that it is not taken for the whole
            problem = problems.of(error)
            note.outcome = problem.kind.name
            if problem.kind is problems.UNFORESEEN:
                _log.exception("no answer to %s %s", scope["method"], scope["path"])
            response = problems.respond(Request(scope), problem)
            await response(scope, receive, headers.completed(self._site, scope, noting))

    def _admit(self, scope: Scope, quota: list[Header]) -> None:
        """Counts the request against the limit of its address, if there is one, and says in `quota` what is left.
        Raises HttpProblem (405, 429)."""
        if self._limiter is not None:
            limit = self._limiter.rate
            standing = self._limiter.take(_client(scope), monotonic())
            said = rate.fields(limit, standing)
            quota += [(name.lower().encode(), value.encode()) for name, value in said.items()]
            if not standing.allowed:
                detail = (
                    f"This address has sent the {limit.requests:,} requests in {limit.seconds:g} seconds that are"
                    f" accepted; it may send the next one in {standing.retry_after} seconds."
                )
                raise HttpProblem(RATE_LIMITED, detail, headers={"Retry-After": str(standing.retry_after)})
        if scope["method"] not in _METHODS:
            detail = f"{scope['method']} is not accepted here; accepted: {_ALLOWED}."
            raise HttpProblem(METHOD_NOT_ALLOWED, detail, headers={"Allow": _ALLOWED, "Connection": "close"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send, note: Note) -> None:
        """Raises HttpProblem, LodError and ClientDisconnect, before anything is sent."""
        note.outcome = "described"
        if scope["method"] == "OPTIONS":
            response = headers.preflight(_ALLOWED, **{"Accept-Query": protocol.ACCEPTED})
            await response(scope, receive, headers.completed(self._site, scope, send))
            return
        edition, at_current = await self._edition(scope)
        scope["state"]["datasets"] = edition.datasets
        note.release = edition.id
        asked = await self._question(scope, receive)
        if asked is None:
            iri = f"{self._site.publication.base_iri}{_path(scope).removeprefix('/')}"
            response = await run_in_threadpool(service.describe, Request(scope, receive), edition, iri)
            await response(scope, receive, headers.completed(self._site, scope, send))
            return
        note.outcome = "answered"
        note.text, note.form, note.format = asked.query.text, asked.form, asked.variant.name
        reply = self._answering.reply
        await reply(scope, receive, send, note, edition, asked, _client(scope), at_current=at_current)

    async def _edition(self, scope: Scope) -> tuple[Edition, bool]:
        """The release that is asked, and whether that is because it is current. Raises ReleaseNotFound, which
        NothingPublished is, too."""
        named = _RELEASE.fullmatch(_path(scope))
        if named is None:
            return self._editions.current(), True
        edition = self._editions.of(named[1])
        if not await run_in_threadpool(self._site.stores.holds, edition.release):
            raise ReleaseNotFound(f"Release {edition.id} is not kept where it can be queried; its files are.")
        return edition, False

    async def _question(self, scope: Scope, receive: Receive) -> Question | None:
        """What is asked; None when nothing is."""
        accept = protocol.field(scope, b"accept")
        if scope["method"] in ("GET", "HEAD"):
            address = scope["query_string"]
            return (self._remembered if len(address) <= _REMEMBERED else self._in_address)(address, accept)
        limit = self._site.pool.limits.max_query
        return question(await protocol.read(scope, receive, limit), accept, b"", limit, self._base_iri)

    def _in_address(self, address: bytes, accept: str | None) -> Question | None:
        asked = protocol.in_address(address)
        if asked.query is None:
            return None
        return question(asked, accept, address, self._site.pool.limits.max_query, self._base_iri)


def _client(scope: Scope) -> str:
    """Whom a request counts for."""
    return rate.holder(scope["client"][0]) if scope.get("client") else ""
