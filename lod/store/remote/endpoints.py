"""Where a SPARQL 1.1 engine is, who we are to it, and what a release is called there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password for HTTP authentication (RFC 7617, RFC 7616). The password stays out of its repr."""

    user: str
    password: str = field(repr=False)
    scheme: Literal["basic", "digest"] = "basic"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """An engine's addresses, its credentials and how long it may take.

    Without `graph_store` triples are loaded by SPARQL Update. `writer` is for `update` and `graph_store` alone:
    queries of strangers go to `query`, as `reader` or as nobody.
    """

    query: str
    """Its SPARQL 1.1 Protocol endpoint for queries."""
    update: str
    """Its endpoint for updates."""
    graph_store: str | None = None
    """Its SPARQL 1.1 Graph Store Protocol endpoint, which takes `?graph=IRI` (section 4.2)."""
    writer: Credentials | None = None
    reader: Credentials | None = None
    connect: float = 3.0
    """Seconds in which a connection must be there."""
    timeout: float = 10.0
    """Seconds that a query of our own may take, to the last byte of its answer."""
    load_timeout: float = 300.0
    """Seconds that one request of a publication may take."""


def release_graph(base_iri: str, release_id: str) -> str:
    """The named graph that holds a release."""
    return f"{releases_prefix(base_iri)}{release_id}"


def releases_prefix(base_iri: str) -> str:
    """What the graphs of a publication's releases begin with, and no other graph of the engine may."""
    return f"{base_iri}release/"
