"""HTTP to a SPARQL 1.1 engine: what is asked, and what its statuses and failures mean. The one home of the client."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx2 as httpx
import pyoxigraph as ox

from lod.errors import QueryError, QueryFailed, StoreUnavailable
from lod.formats import Format
from lod.store.remote import results
from lod.store.remote.bodies import Body
from lod.store.remote.endpoints import Credentials, Endpoints

_OVERLOADED = frozenset({429, 502, 503, 504})
_CUT_AT = "x-sparql-maxrows"
"""Virtuoso's word for having put a limit on a result (ResultSetMaxRows)."""
_ROW_LIMIT = "SELECT (bif:virtuoso_ini_item_value('SPARQL', 'ResultSetMaxRows') AS ?limit) {}"
_CUT_SHORT = "x-sql-state"
"""Virtuoso's word for having stopped a query and given what it had (anytime queries)."""
_TAG = re.compile("<[/!?a-zA-Z][^<>]*>")


class Client:
    """Requests to an engine from any thread. `close` it, or use it as a context manager."""

    def __init__(self, endpoints: Endpoints) -> None:
        self.endpoints = endpoints
        # trust_env: what reaches the engine is said in the settings, not in the server's environment.
        self._reading = httpx.Client(
            auth=authentication(endpoints.reader),
            timeout=timeouts(endpoints, endpoints.timeout),
            headers=HEADERS,
            trust_env=False,
        )
        self._writing = httpx.Client(
            auth=authentication(endpoints.writer),
            timeout=timeouts(endpoints, endpoints.load_timeout),
            headers=HEADERS,
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._reading.close()
        self._writing.close()

    @contextmanager
    def answer(self, query: str, graph: str | None, accept: Format, timeout: float | None = None) -> Iterator[Body]:
        """The engine's answer to a query over one graph, or over its own dataset when that is None, as it arrives.

        Raises StoreUnavailable when the engine is down, overloaded, or has not answered in full within `timeout`
        seconds (default: that of the endpoints); QueryFailed when it refuses the query or cuts its result.
        """
        allowed = timeout or self.endpoints.timeout
        with self._failures(allowed):
            deadline = time.monotonic() + allowed
            request = self._reading.build_request(
                "POST",
                self.endpoints.query,
                data=form(query, graph),
                headers={"Accept": accept.media_type},
                timeout=timeouts(self.endpoints, allowed),
            )
            response = self._reading.send(request, stream=True)
            try:
                if response.status_code != httpx.codes.OK:
                    raise refusal(response.status_code, response.read())
                cut = self.row_limit() if hides_cuts(response.headers, accept) else cut_at(response.headers)
                yield Body(_until(deadline, response.iter_bytes(), allowed), cut)
            finally:
                response.close()

    def row_limit(self) -> int | None:
        """The triples at which Virtuoso cuts a graph, as it says itself when asked; None when it has no limit."""
        with self.answer(_ROW_LIMIT, None, Format.SPARQL_JSON) as body, results.readable():
            found = results.table(body)
            assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - the query is ours
            value = next(found)["limit"]
        return int(value.value) if isinstance(value, ox.Literal) and value.value.isdecimal() else None

    def write(
        self,
        method: str,
        url: str,
        content: bytes,
        media_type: str,
        params: Mapping[str, str],
    ) -> httpx.Response:
        """The response to one request that changes the engine. Raises StoreUnavailable when there is none."""
        with self._failures(self.endpoints.load_timeout):
            headers = {"Content-Type": media_type}
            return self._writing.request(method, url, content=content, headers=headers, params=params)

    @contextmanager
    def _failures(self, allowed: float) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as problem:
            raise unavailable(problem, allowed) from problem


HEADERS = {"Accept-Encoding": "identity", "User-Agent": "lod"}
"""Uncompressed, so that what arrives is no larger than what was sent."""


def authentication(who: Credentials | None) -> httpx.Auth | None:
    """How the client says who we are."""
    if who is None:
        return None
    scheme: Callable[[str, str], httpx.Auth] = httpx.DigestAuth if who.scheme == "digest" else httpx.BasicAuth
    return scheme(who.user, who.password)


def timeouts(endpoints: Endpoints, seconds: float) -> httpx.Timeout:
    """The client's time limits, each between two bytes; the whole answer's is kept by whoever reads it."""
    return httpx.Timeout(seconds, connect=min(endpoints.connect, seconds))


def form(query: str, graph: str | None) -> dict[str, str]:
    """A query by POST with URL-encoded parameters (SPARQL 1.1 Protocol, section 2.1.2), its dataset one graph."""
    return {"query": query} | ({"default-graph-uri": graph} if graph else {})


def refusal(status: int, body: bytes) -> QueryError | StoreUnavailable:
    """Why there is no answer, from a status that is not 200 (SPARQL 1.1 Protocol, section 2.1.6)."""
    if status in _OVERLOADED:
        return StoreUnavailable(f"the SPARQL engine answers with status {status}; try again later")
    return QueryFailed(f"the SPARQL engine answers with status {status}: {said(body)}")


def said(body: bytes) -> str:
    """What an engine says of itself, in 200 characters and without the tags of a page."""
    text = _TAG.sub(" ", body[:4000].decode("utf-8", "replace"))
    return " ".join(text.split())[:200] or "no reason given"


def unavailable(problem: Exception, allowed: float) -> StoreUnavailable:
    """The error of a connection that could not be made, broke, or stayed silent."""
    if isinstance(problem, httpx.TimeoutException) and not isinstance(problem, httpx.ConnectTimeout):
        return StoreUnavailable(f"the SPARQL engine did not answer within {allowed:g} seconds; try again later")
    return StoreUnavailable(f"the SPARQL engine cannot be reached ({type(problem).__name__}); try again later")


def hides_cuts(headers: httpx.Headers, form: Format) -> bool:
    """Whether an engine may have cut a result without a word: Virtuoso does so with graphs."""
    return form is Format.N_TRIPLES and headers.get("server", "").startswith("Virtuoso")


def cut_at(headers: httpx.Headers) -> int | None:
    """The rows at which an engine says it cuts this result. Raises QueryFailed when it says that it has cut it."""
    if _CUT_SHORT in headers:
        raise QueryFailed(f"the SPARQL engine gave a part of the result only ({headers[_CUT_SHORT]}); ask for less")
    value = headers.get(_CUT_AT, "")
    return int(value) if value.isdecimal() else None


def _until(deadline: float, chunks: Iterator[bytes], allowed: float) -> Iterator[bytes]:
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise StoreUnavailable(f"the SPARQL engine did not finish within {allowed:g} seconds; try again later")
        yield chunk
