"""`lod.store.Store` over a named graph of a SPARQL 1.1 engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

import pyoxigraph as ox

from lod import terms
from lod.errors import QueryFailed
from lod.formats import Format
from lod.namespaces import RDF
from lod.store.describing import Descriptions
from lod.store.remote import results
from lod.store.remote.binding import bound
from lod.store.remote.bodies import Body
from lod.store.remote.http import Client
from lod.terms import Term, Triple

_NOTHING: Mapping[str, Term] = {}


class RemoteStore:
    """A release's graph, asked from any thread. Its methods raise StoreUnavailable when the engine is down or slow,
    and QueryFailed when it cannot answer.

    `graph` None stands for the engine's own dataset. `timeout` is in seconds (default: that of the endpoints).
    """

    def __init__(self, client: Client, graph: str | None, timeout: float | None = None) -> None:
        self._client, self._graph, self._timeout = client, graph, timeout

    def select(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[dict[str, Term]]:
        with self._answer(query, bindings, Format.SPARQL_JSON) as body, results.readable():
            rows = results.rows(body)
            results.check_whole(len(rows), body)
        return rows

    def construct(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> list[Triple]:
        return terms.ordered(self._graph_of(query, bindings))

    def ask(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> bool:
        with self._answer(query, bindings, Format.SPARQL_JSON) as body, results.readable():
            found = results.table(body)
            if not isinstance(found, ox.QueryBoolean):
                raise QueryFailed("the SPARQL engine answered an ASK with solutions")
            return bool(found)

    def describe(self, iri: str, descriptions: Descriptions) -> list[Triple]:
        bound = {"entity": iri}
        said = self._graph_of(descriptions.entity, bound)
        told = {predicate for subject, predicate, _ in said if subject == iri}
        if not told:
            return []
        classes = (value for subject, predicate, value in said if (subject, predicate) == (iri, RDF.type))
        told |= {each for each in classes if isinstance(each, str)}
        for query in sorted({descriptions.further[each] for each in told & descriptions.further.keys()}):
            said += self._graph_of(query, bound)
        return terms.ordered(said)

    def stated(self, iri: str, query: str) -> list[Triple]:
        return self._graph_of(query, {"entity": iri})

    def said(self, iri: str, properties: Sequence[str]) -> list[Triple]:
        wanted = ", ".join(map(terms.written, properties))
        query = f"CONSTRUCT {{ ?entity ?p ?o }} WHERE {{ ?entity ?p ?o FILTER(?p IN ({wanted})) }}"
        return self._graph_of(query, {"entity": iri})

    def _graph_of(self, query: str, bindings: Mapping[str, Term]) -> list[Triple]:
        with self._answer(query, bindings, Format.N_TRIPLES) as body, results.readable():
            found: list[Triple] = [
                (results.name(each.subject), each.predicate.value, results.term(each.object))
                for each in results.triples(body)
            ]
            results.check_whole(len(found), body)
        return found

    def _answer(self, query: str, bindings: Mapping[str, Term], accept: Format) -> AbstractContextManager[Body]:
        return self._client.answer(bound(query, bindings), self._graph, accept, self._timeout)
