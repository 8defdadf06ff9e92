"""Where published triples are queried. Our own queries go through the port `Store`, in this process; those of strangers
go through `QueryPool`, in processes apart that are killed when they ask too much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from lod.store.embedded import EmbeddedStore, build, open_store
from lod.store.evaluation import Answer, Query
from lod.store.isolated import QueryPool
from lod.store.limits import Limits
from lod.store.query_text import Outline, outline, refuse
from lod.terms import Term

__all__ = [
    "Answer",
    "EmbeddedStore",
    "Limits",
    "Outline",
    "Query",
    "QueryPool",
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

    def construct(self, query: str, bindings: Mapping[str, Term] = ...) -> list[str]:
        """The graph of a CONSTRUCT or DESCRIBE: canonical N-Triples lines, distinct and sorted."""
        ...

    def ask(self, query: str, bindings: Mapping[str, Term] = ...) -> bool:
        """The answer of an ASK."""
        ...
