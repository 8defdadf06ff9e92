"""How the server serves, beside what a query may cost (`lod.store.Limits`). Every value can be set in publication.toml,
`[serve]`."""

from __future__ import annotations

from dataclasses import dataclass, field

from lod.web.http.rate import Rate


@dataclass(frozen=True, slots=True)
class Serving:
    cache: int = 64 * 2**20
    """Bytes of documents and of answers of queries that are kept; 0: none."""
    rate: Rate = field(default_factory=Rate)
    """How often an address may ask at the SPARQL endpoint.

    Without a limit unless one is set: what one address can take of the query processes is bounded anyway, and behind a
    proxy that `proxies` does not name, all users would share one quota."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks of proxies whose X-Forwarded-For is believed."""
    log_queries: bool = False
    """Whether the log holds the texts of queries: they may hold what a person is looking for."""
    metrics: bool = True
    """Whether /metrics answers."""
