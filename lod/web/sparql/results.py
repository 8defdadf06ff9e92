"""Query results for people: a table of solutions, a yes or no, or a graph as Turtle."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import msgspec
from starlette.requests import Request

from lod.formats import RDF_FORMATS, Format
from lod.store import Answer, Spooled
from lod.web.http.links import Links, compact
from lod.web.pages.description import Value
from lod.web.site import site_of

_TABLES = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV)
_SHOWN = 5_000
"""Solutions or triples that a page shows: more would take it, and a browser, seconds."""


class _Binding(msgspec.Struct, frozen=True):
    type: str
    value: str
    language: str = msgspec.field(default="", name="xml:lang")
    datatype: str = ""


class _Head(msgspec.Struct, frozen=True):
    vars: list[str] = []


class _Solutions(msgspec.Struct, frozen=True):
    bindings: list[dict[str, _Binding]] = []


class _Results(msgspec.Struct, frozen=True):
    """SPARQL 1.1 Query Results JSON Format."""

    head: _Head
    results: _Solutions = _Solutions()
    boolean: bool | None = None


def page(request: Request, query: str, answer: Answer) -> bytes:
    """A result with the query it answers and links to download it; of a large one the links alone."""
    pages = site_of(request).pages
    links = pages.links(request)
    asked_at = quote(request.scope["path"])
    is_table = answer.format is Format.SPARQL_JSON
    asked = {
        "query": query,
        "downloads": [
            (f"{asked_at}?{urlencode({'query': query, '_format': each.suffix})}", each)
            for each in (_TABLES if is_table else RDF_FORMATS)
        ],
    }
    if isinstance(answer.body, Spooled) or answer.rows > _SHOWN:
        size = answer.body.size if isinstance(answer.body, Spooled) else len(answer.body)
        return pages.render(request, "large-result.html", rows=answer.rows, bytes=size, is_table=is_table, **asked)
    graph = None if is_table else answer.body.decode()
    solutions = msgspec.json.decode(answer.body, type=_Results) if is_table else None
    return pages.render(
        request,
        "results.html",
        graph=graph,
        boolean=solutions.boolean if solutions else None,
        variables=solutions.head.vars if solutions else [],
        rows=_rows(solutions, links) if solutions else [],
        **asked,
    )


def _rows(solutions: _Results, links: Links) -> list[list[Value | None]]:
    return [
        [_value(row[name], links) if name in row else None for name in solutions.head.vars]
        for row in solutions.results.bindings
    ]


def _value(binding: _Binding, links: Links) -> Value:
    if binding.type == "uri":
        return Value(compact(binding.value), links.href(binding.value))
    return Value(f"_:{binding.value}" if binding.type == "bnode" else binding.value, language=binding.language)
