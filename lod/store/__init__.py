"""Where published triples are queried: an embedded store in the release's folder, or a graph of a SPARQL 1.1 engine
(`lod.store.remote`). Our own queries go through the port `Store`; those of strangers through the port `Queries`, which
gives up on those that ask too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from lod.store.describing import Descriptions
from lod.store.embedded import EmbeddedStore, Loader, build, open_store
from lod.store.evaluation import Answer, Query
from lod.store.figures import Figures
from lod.store.isolated import QueryPool
from lod.store.limits import Limits
from lod.store.query_text import Outline, outline, refuse
from lod.store.spool import Spooled
from lod.terms import Term, Triple

__all__ = [
    "Answer",
    "Descriptions",
    "EmbeddedStore",
    "Figures",
    "Limits",
    "Loader",
    "Outline",
    "Queries",
    "Query",
    "QueryPool",
    "Spooled",
    "Store",
    "build",
    "open_store",
    "outline",
    "refuse",
]


class Store(Protocol):
    """A release's triples, asked by queries of our own (`lod.queries`): trusted, so without limits.

    `bindings` maps variable names (no `?`) to the terms they are bound to before evaluation (RDF-dev SEP-0007).
    A bound variable of a SELECT stands in its projection: it is an answer like the others.
    """

    def select(self, query: str, bindings: Mapping[str, Term] = ...) -> list[dict[str, Term]]:
        """The solutions of a SELECT, in order, by variable name; an unbound variable is absent."""
        ...

    def construct(self, query: str, bindings: Mapping[str, Term] = ...) -> list[Triple]:
        """The graph of a CONSTRUCT or DESCRIBE, as `lod.terms.ordered` gives it."""
        ...

    def ask(self, query: str, bindings: Mapping[str, Term] = ...) -> bool:
        """The answer of an ASK."""
        ...

    def describe(self, iri: str, descriptions: Descriptions) -> list[Triple]:
        """What `descriptions` say of a thing, its parts and the names of what they lead to, as `construct` gives it.
        Empty when nothing is said of the thing itself."""
        ...

    def stated(self, iri: str, query: str) -> list[Triple]:
        """What is said of a thing itself, without its parts, and the names of what it leads to: what `query`, a
        CONSTRUCT about `?entity`, gives. In any order, names perhaps repeatedly."""
        ...

    def said(self, iri: str, properties: Sequence[str]) -> list[Triple]:
        """What is said of a thing by some properties, in any order."""
        ...


class Queries(Protocol):
    """Where strangers' queries run: `QueryPool` or `lod.store.remote.RemoteQueryPool`. Open while it is entered."""

    limits: Limits

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def run(self, folder: Path, query: Query, client: str = "") -> Answer:
        """The whole answer to a query of the release whose store is, or would be, in `folder`.

        `client` is the address that asks: shares are fair between addresses. Raises QueryError; cancelling it ends the
        query.
        """
        ...

    @property
    def figures(self) -> Figures:
        """What the query processes do now, and what they did since the start."""
        ...
