"""Queries of strangers against an engine: what `lod.store.QueryPool` does for the embedded store.

Each query is first evaluated by a query process over an empty store. That refuses what is not SPARQL 1.1 or not
offered, with the same words, before the engine sees it; and it answers those that name a dataset of their own, since a
release has no graphs to name. The engine then gets the query with the release's graph as its dataset, and its answer is
written by our own writers while it arrives, within the same limits.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2 as httpx

from lod.errors import QueryTimeout, ResultTooLarge, StoreBusy
from lod.formats import Format
from lod.store import embedded
from lod.store.evaluation import Answer, Query, graph, table
from lod.store.figures import Figures
from lod.store.isolated import QueryPool
from lod.store.limits import Limits
from lod.store.query_text import outline, refuse
from lod.store.remote import http, results
from lod.store.remote.binding import protected
from lod.store.remote.bodies import Body
from lod.store.remote.endpoints import Endpoints
from lod.store.remote.pulling import Pulled
from lod.store.remote.reach import names_dataset, refuse_reach
from lod.store.remote.selection import variables, with_variables
from lod.store.terminals import decoded

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")


class RemoteQueryPool:
    """Used as an async context manager, or between `start` and `close`, on one event loop.

    `graph_of` gives the named graph of the release whose store would be in a folder. `limits.workers` queries run at a
    time; `limits.memory` holds for the processes that look at queries first, the engine has limits of its own.
    """

    def __init__(self, endpoints: Endpoints, graph_of: Callable[[Path], str], limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._endpoints, self._graph_of = endpoints, graph_of
        self._gate = QueryPool(self.limits)
        self._held = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Starts the processes. Raises QueryFailed when one cannot start; whether the engine is there is not asked."""
        folder = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="lod-")))
        self._empty = folder / "store"
        (folder / "data.nq").touch()
        embedded.build(folder / "data.nq", self._empty)
        self._free = asyncio.Semaphore(self.limits.workers)
        self._client = self._held.enter_context(http.Client(self._endpoints))
        self._requests = await self._held.enter_async_context(
            httpx.AsyncClient(
                auth=http.authentication(self._endpoints.reader),
                timeout=http.timeouts(self._endpoints, self.limits.timeout),
                headers=http.HEADERS,
                trust_env=False,
            )
        )
        await self._held.enter_async_context(self._gate)

    async def close(self) -> None:
        """Ends the processes and the connections."""
        await self._held.aclose()

    @property
    def figures(self) -> Figures:
        """What the processes do now that look at queries first."""
        return self._gate.figures

    async def run(self, folder: Path, query: Query, client: str = "") -> Answer:
        """The whole answer of the release in `folder` to a query.

        Raises what `QueryPool.run` raises, QueryRefused for what would reach beyond the release, StoreUnavailable when
        the engine is down or overloaded, and QueryFailed when it refuses the query or cuts its result. Cancelling it
        closes the connection.
        """
        refuse(query.text, self.limits)
        if query.default_graphs or query.named_graphs or names_dataset(query.text):
            return await self._gate.run(self._empty, query, client)
        is_graph = outline(query.text).form in _GRAPH_FORMS
        accept = Format.N_TRIPLES if is_graph else Format.SPARQL_JSON
        text = await self._admitted(replace(query, format=accept), client)
        if query.base_iri:
            text = f"BASE <{query.base_iri}> {text}"  # one of the text's own comes later, and holds
        async with self._turn():
            try:
                async with asyncio.timeout(self.limits.timeout):
                    return await self._ask(text, self._graph_of(folder), accept, query.format)
            except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout):
                raise QueryTimeout(
                    f"the query ran for {self.limits.timeout:g} seconds, the most that is given, and was given up;"
                    " ask for less at a time, or take a dump"
                ) from None
            except httpx.HTTPError as problem:
                raise http.unavailable(problem, self.limits.timeout) from problem

    async def _admitted(self, query: Query, client: str) -> str:
        """The text that the engine is given. Raises what the query process raises, and QueryRefused."""
        text, selected = decoded(query.text), tuple[str, ...]()
        with suppress(ResultTooLarge):  # VALUES alone can be too much, and what the release holds may lessen it
            of_nothing = await self._gate.run(self._empty, query, client)
            selected = variables(of_nothing) if query.format is Format.SPARQL_JSON else ()
        refuse_reach(query.text)
        return with_variables(text, selected)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self.limits.wait):
                await self._free.acquire()
        except TimeoutError:
            raise StoreBusy(
                f"{self.limits.workers} queries were running for {self.limits.wait:g} seconds; try again"
            ) from None
        try:
            yield
        finally:
            self._free.release()

    async def _ask(self, text: str, release: str, accept: Format, form: Format) -> Answer:
        asked = http.form(protected(text), release)
        async with self._requests.stream(
            "POST", self._endpoints.query, data=asked, headers={"Accept": accept.media_type}
        ) as response:
            if response.status_code != httpx.codes.OK:
                raise http.refusal(response.status_code, await response.aread())
            hidden = http.hides_cuts(response.headers, accept)
            cut = await asyncio.to_thread(self._client.row_limit) if hidden else http.cut_at(response.headers)
            with Pulled(response.aiter_bytes(), asyncio.get_running_loop()) as chunks:
                return await asyncio.to_thread(_read, Body(chunks, cut), accept, form, self.limits)


def _read(body: Body, accept: Format, form: Format, limits: Limits) -> Answer:
    with results.readable():
        if accept is Format.N_TRIPLES:
            answer = graph(results.triples(body), form, limits)
        else:
            answer = table(results.table(body), form, limits)
    results.check_whole(answer.rows, body)
    return answer
