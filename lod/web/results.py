"""Query results for people: the form, a table of solutions, a yes or no, or a graph as Turtle."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from starlette.requests import Request

from lod.formats import Format
from lod.queries import query as own_query
from lod.store import Answer
from lod.web.description import Value
from lod.web.links import Links, compact
from lod.web.site import site_of


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


def form(request: Request) -> bytes:
    """The page to write a query on, with one to start from."""
    return site_of(request).pages.render(request, "sparql.html", query=own_query("example"))


def page(request: Request, query: str, answer: Answer) -> bytes:
    """A result with the query it answers and links to download it."""
    pages = site_of(request).pages
    solutions, graph = None, None
    if answer.format is Format.SPARQL_JSON:
        solutions = msgspec.json.decode(answer.body, type=_Results)
        downloads = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV)
    else:
        graph = answer.body.decode()
        downloads = (Format.TURTLE, Format.JSON_LD, Format.N_TRIPLES, Format.RDF_XML)
    links = pages.links(request)
    return pages.render(
        request,
        "results.html",
        query=query,
        graph=graph,
        boolean=solutions.boolean if solutions else None,
        variables=solutions.head.vars if solutions else [],
        rows=_rows(solutions, links) if solutions else [],
        downloads=[
            (f"{links.root}/sparql?{urlencode({'query': query, '_format': each.suffix})}", each) for each in downloads
        ],
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
