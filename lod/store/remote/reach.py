"""What in a stranger's query would reach beyond the release in an engine that holds more than one graph."""

from __future__ import annotations

import re

from lod.errors import QueryRefused
from lod.store.terminals import Kind, decoded, place, tokens

_ENGINE_CODE = re.compile(r"<(?:bif|sql|java|virtrdf):", re.IGNORECASE)
"""IRI schemes by which Virtuoso and Jena call functions of their own, also of their host's file system."""


def names_dataset(text: str) -> bool:
    """Whether a query has FROM, in any of its forms: no other production has the keyword."""
    return any(token.word == "FROM" for token in tokens(decoded(text)))


def refuse_reach(text: str) -> None:
    """Raises QueryRefused, with its place, for GRAPH and for what names an engine's own functions.

    With `default-graph-uri` alone a dataset has no named graphs (SPARQL 1.1 Protocol, section 2.1.4), but Virtuoso lets
    GRAPH match every graph it holds.
    """
    text = decoded(text)
    for token in tokens(text):
        if "GRAPH" in token.word:
            raise QueryRefused(
                f"{place(text, token.start)}: {token.text} asks for a named graph, and a release is one graph;"
                " leave GRAPH out"
            )
        if token.kind is Kind.IRI and _ENGINE_CODE.match(token.text):
            raise QueryRefused(f"{place(text, token.start)}: {token.text} is an engine's own, which is not offered")
