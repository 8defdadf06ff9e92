"""Changes one graph of an engine: by the SPARQL 1.1 Graph Store Protocol where it has one, else by SPARQL 1.1 Update.

Every request says how a graph shall be, so it may be sent again when nobody knows whether it arrived.
"""

from __future__ import annotations

from collections.abc import Callable

from lod.errors import LodError, ReleaseError, StoreUnavailable
from lod.formats import Format
from lod.store.remote.binding import protected
from lod.store.remote.http import Client, said

ATTEMPTS = 6
"""Times that a request is sent before the engine counts as unavailable; the pauses between them double."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_GRAPH_STORE_PIECE, _UPDATE_PIECE = 8 * 2**20, 256 * 2**10
_UPDATE = "application/sparql-update"


class Writing:
    """Writes to the engine of `client`. Its methods raise StoreUnavailable when the engine stays away for all attempts,
    and ReleaseError when it refuses a request. `sleep` is told the seconds to pause."""

    def __init__(self, client: Client, sleep: Callable[[float], None], attempts: int = ATTEMPTS) -> None:
        self._client, self._sleep, self._attempts = client, sleep, attempts

    @property
    def piece(self) -> int:
        """Bytes of triples that one request takes well: engines parse an update as a whole before they begin."""
        return _GRAPH_STORE_PIECE if self._client.endpoints.graph_store else _UPDATE_PIECE

    def replace(self, graph: str, lines: bytes) -> None:
        """Makes N-Triples lines the graph's only content."""
        if self._client.endpoints.graph_store:
            self._store("PUT", graph, lines)
        else:
            # Virtuoso refuses to insert nothing.
            self._update(graph, f"{_removal(graph)} ;\n{_insertion(graph, lines)}" if lines else _removal(graph))

    def add(self, graph: str, lines: bytes) -> None:
        """Adds N-Triples lines that hold no blank node."""
        if self._client.endpoints.graph_store:
            self._store("POST", graph, lines)
        else:
            self._update(graph, _insertion(graph, lines))

    def drop(self, graph: str) -> None:
        """Removes the graph, if it is there."""
        if self._client.endpoints.graph_store:
            self._store("DELETE", graph, b"")
        else:
            self._update(graph, _removal(graph))

    def _store(self, method: str, graph: str, lines: bytes) -> None:
        url = self._client.endpoints.graph_store
        assert url  # noqa: S101 - asked before
        self._send(method, url, graph, lines, Format.N_TRIPLES.media_type, {"graph": graph})

    def _update(self, graph: str, text: str) -> None:
        self._send("POST", self._client.endpoints.update, graph, text.encode(), _UPDATE, {})

    def _send(self, method: str, url: str, graph: str, content: bytes, media_type: str, params: dict[str, str]) -> None:
        pause = _FIRST_PAUSE
        for attempt in range(1, self._attempts + 1):
            try:
                response = self._client.write(method, url, content, media_type, params)
                status = response.status_code
                if 200 <= status < 300 or (method == "DELETE" and status == 404):
                    return
                if status < 500 and status != 429:
                    raise ReleaseError(f"{graph}: {method} {url} gives status {status}: {said(response.content)}")
                problem: LodError = StoreUnavailable(
                    f"{graph}: {method} {url} gives status {status} for the {attempt}th time: {said(response.content)}"
                )
                asked = response.headers.get("retry-after", "")
            except StoreUnavailable as error:
                problem, asked = StoreUnavailable(f"{graph}: {method} {url}: {error}"), ""
            if attempt == self._attempts:
                raise problem
            self._sleep(min(float(asked) if asked.isdecimal() else pause, _LONGEST_PAUSE))
            pause *= 2


def _removal(graph: str) -> str:
    return f"DROP SILENT GRAPH <{graph}>"


def _insertion(graph: str, lines: bytes) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{protected(lines.decode())}}} }}"
