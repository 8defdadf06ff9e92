"""What a request of the endpoint comes to: the query as it is run, the format that it is answered in, its own tag."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import lod
from lod.formats import RDF_FORMATS, Format
from lod.store import Query, outline
from lod.store.glancing import form_at_a_glance
from lod.web.http import negotiation
from lod.web.problems import NOT_ACCEPTABLE, Alternative, HttpProblem
from lod.web.sparql.protocol import SparqlRequest

TABLES = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV, Format.JSON, Format.HTML)
"""What solutions and booleans are offered in; JSON is SPARQL's under the name that many clients ask for."""
GRAPHS = (*RDF_FORMATS, Format.HTML)

_TABLE_AS = {Format.JSON: Format.SPARQL_JSON, Format.HTML: Format.SPARQL_JSON}
_GRAPH_AS = {Format.HTML: Format.TURTLE}
_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_LINKED = 4096
"""Bytes of an address that a header may hold: clients and proxies refuse long ones."""
_UNFIT = re.compile(rb"[^!#-;=?-~]")
"""What cannot stand between < and > in a Link header."""


@dataclass(frozen=True, slots=True)
class Question:
    query: Query
    variant: Format
    """What is sent; `query.format` is what the engine writes for it."""
    form: str
    """SELECT, ASK, CONSTRUCT or DESCRIBE; empty for what is none of them."""
    changing: bool
    """Whether its answer may differ each time."""
    digest: str
    """SHA-256 of all that the answer depends on but the release, in hexadecimal."""
    parameters: bytes
    """The query part of an address that asks it; empty when that is too long to be linked to."""


def question(asked: SparqlRequest, accept: str | None, address: bytes, max_query: int, base_iri: str) -> Question:
    """What a request with a query comes to. `address` is the query part of its address, if the query is there.

    Raises HttpProblem (406), and QuerySyntaxError for a text that is not made of SPARQL's tokens.
    """
    text = asked.query or ""
    form, changing = _seen(text, max_query)
    is_graph = form in _GRAPH_FORMS
    variant, run_as = _negotiated(accept, asked.variant, is_graph)
    query = Query(text, run_as, asked.default_graphs, asked.named_graphs, base_iri)
    parts = (lod.__version__, variant.name, text, *asked.default_graphs, "", *asked.named_graphs)
    return Question(
        query=query,
        variant=variant,
        form=form,
        changing=changing,
        digest=hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest(),
        parameters=address if _is_fit(address) else _parameters(asked),
    )


def _seen(text: str, max_query: int) -> tuple[str, bool]:
    """The form of a query, empty where it has none, and whether its answer may differ each time."""
    if len(text) > max_query:  # not looked at: the pool refuses it by its length
        return "", True
    if form := form_at_a_glance(text):
        return form, False
    seen = outline(text)
    return seen.form or "", seen.changing


@lru_cache(maxsize=128)
def _negotiated(accept: str | None, suffix: str | None, is_graph: bool) -> tuple[Format, Format]:
    """What is sent, and what the engine writes for it. Raises HttpProblem (406).

    Clients say the same every time, and reading it takes longer than finding a thing."""
    offered, run_as = (GRAPHS, _GRAPH_AS) if is_graph else (TABLES, _TABLE_AS)
    if suffix is None:
        chosen = negotiation.choose(accept, offered)
    else:
        chosen = next((each for each in offered if each.suffix == suffix), None)
    if chosen is None:
        accepted = ", ".join(each.media_type if suffix is None else each.suffix for each in offered)
        available = (Alternative(f"?_format={each.suffix}", each.media_type) for each in offered)
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted for this form of query: {accepted}.", available=available)
    return chosen, run_as.get(chosen, chosen)


def _is_fit(address: bytes) -> bool:
    return 0 < len(address) <= _LINKED and not _UNFIT.search(address)


def _parameters(asked: SparqlRequest) -> bytes:
    if asked.query is None or len(asked.query) > _LINKED:
        return b""
    named = [("query", asked.query)]
    named += [("default-graph-uri", iri) for iri in asked.default_graphs]
    named += [("named-graph-uri", iri) for iri in asked.named_graphs]
    encoded = urlencode(named).encode("ascii")
    return encoded if len(encoded) <= _LINKED else b""
