"""Evaluates a stranger's query and serialises its whole result: all of it, or an error, never a part.

Runs in a query process (`lod.store.worker`), where going wrong hurts nobody.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
import pyoxigraph as ox

from lod.errors import FormatUnfit, QueryFailed, QueryRefused, QuerySyntaxError, ResultTooLarge
from lod.formats import RDF_FORMATS, Format, serialise
from lod.store.limits import Limits
from lod.store.query_text import missing_prefixes
from lod.store.terminals import decoded


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the SPARQL 1.1 Protocol (section 2.1): its text, the dataset it is asked of, the format of the answer.

    Naming a graph in either tuple replaces the dataset, also that of the text's own FROM; a graph that does not exist
    is empty. SELECT and ASK take SPARQL_JSON, SPARQL_XML, CSV or TSV; CONSTRUCT and DESCRIBE take RDF_FORMATS.
    """

    text: str
    format: Format
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base_iri: str | None = None
    """What relative IRIs in the text resolve against, unless it has a BASE."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete result. `rows` counts solutions or triples; a boolean is one."""

    body: bytes
    format: Format
    rows: int


_TABLES = {
    Format.SPARQL_JSON: ox.QueryResultsFormat.JSON,
    Format.SPARQL_XML: ox.QueryResultsFormat.XML,
    Format.CSV: ox.QueryResultsFormat.CSV,
    Format.TSV: ox.QueryResultsFormat.TSV,
}
_XML = frozenset({Format.SPARQL_XML, Format.RDF_XML})
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""The characters that XML 1.0 (section 2.2) cannot hold, in UTF-8."""

_SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"(?<!\")\[[^\]]*\]")


def evaluate(engine: ox.Store, query: Query, limits: Limits) -> Answer:
    """The answer to a query that `query_text.refuse` has let pass.

    Raises QuerySyntaxError, QueryRefused (a function that is not offered, a graph that is no IRI), ResultTooLarge,
    FormatUnfit (the format cannot hold the result) or QueryFailed.
    """
    try:
        result = _result(engine, query)
        if isinstance(result, ox.QueryTriples):
            return graph(result, query.format, limits)
        return table(result, query.format, limits)
    except RuntimeError as problem:
        if "custom function" in str(problem):
            raise QueryRefused(f"{problem}; accepted: the functions of SPARQL 1.1") from problem
        raise QueryFailed(f"the query cannot be evaluated: {problem}") from problem
    except OSError as problem:
        raise QueryFailed(f"the query cannot be evaluated: {problem}") from problem
    except MemoryError as problem:
        raise QueryFailed(f"the query ran out of memory; accepted: up to {limits.memory:,} MiB") from problem


def _result(engine: ox.Store, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    text = decoded(query.text)
    try:
        if not query.default_graphs and not query.named_graphs:
            return engine.query(text, base_iri=query.base_iri)
        return engine.query(
            text,
            base_iri=query.base_iri,
            default_graph=[_graph_name(iri) for iri in query.default_graphs],
            named_graphs=[_graph_name(iri) for iri in query.named_graphs],
        )
    except SyntaxError as problem:
        raise QuerySyntaxError(_explained(query.text, str(problem))) from problem


def _graph_name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as problem:
        raise QueryRefused(f"the dataset names a graph {iri!r}; accepted: an absolute IRI") from problem


def _explained(text: str, problem: str) -> str:
    """What is wrong with a text that the engine does not parse.

    The engine compares keywords by their length, so its place is up to a keyword too far and the keywords it expects
    are beside the point; it says nothing of missing prefixes. Its sentences, where it has one, are good.
    """
    hint = missing_prefixes(text)
    found = _SYNTAX_ERROR.match(problem)
    if hint or found is None:
        return hint or problem
    line, column = int(found[1]), int(found[2])
    expected = (item.strip() for item in _CHARACTER_CLASS.sub("", found[3]).split(", "))
    reason = next((item for item in expected if " " in item), None)
    if reason is None:
        before = decoded(text).split("\n")[line - 1][: column - 1]
        reason = f"SPARQL 1.1 cannot go on like {before[-40:]!r}"
    return f"line {line}, column {column}, or a word before: {reason}"


def table(result: ox.QuerySolutions | ox.QueryBoolean, form: Format, limits: Limits) -> Answer:
    """Solutions or a boolean, serialised. Raises ResultTooLarge or FormatUnfit."""
    if form not in _TABLES:
        raise _unfit(form, "solutions or a boolean", _TABLES)
    written = _Bounded(limits)
    result.serialize(written, format=_TABLES[form])
    body = written.getvalue()
    rows = 1 if isinstance(result, ox.QueryBoolean) else _rows(body, form)
    if rows > limits.max_rows:
        raise _too_many(limits)
    return Answer(_checked(body, form), form, rows)


def graph(result: Iterable[ox.Triple], form: Format, limits: Limits) -> Answer:
    """Distinct triples in the order of canonical N-Triples: the engine repeats them, in no order that lasts.

    Raises ResultTooLarge or FormatUnfit.
    """
    if form not in RDF_FORMATS:
        raise _unfit(form, "a graph", RDF_FORMATS)
    written = _Bounded(limits, limits.max_rows)
    ox.serialize(result, written, format=ox.RdfFormat.N_TRIPLES)
    lines = sorted({line + b"\n" for line in written.getvalue().split(b"\n") if line})
    body = b"".join(lines) if form is Format.N_TRIPLES else serialise(map(bytes.decode, lines), form)
    return Answer(_checked(body, form), form, len(lines))


def _checked(body: bytes, form: Format) -> bytes:
    """The body, well-formed as XML where it is XML: the engine writes characters there as they are."""
    if form not in _XML:
        return body
    if _NOT_IN_XML.search(body):
        raise FormatUnfit(f"the result holds control characters, which {form.label} cannot; ask for {_FITS[form]}")
    return body.replace(b"\r", b"&#xD;")  # a parser would read a bare one as a line feed (XML 1.0, section 2.11)


_FITS = {Format.SPARQL_XML: Format.SPARQL_JSON.media_type, Format.RDF_XML: Format.TURTLE.media_type}


class _Solutions(msgspec.Struct):
    bindings: list[msgspec.Raw]


class _Results(msgspec.Struct):
    results: _Solutions


def _rows(body: bytes, form: Format) -> int:
    """The solutions in a serialised table."""
    match form:
        case Format.SPARQL_JSON:
            return len(msgspec.json.decode(body, type=_Results).results.bindings)
        case Format.SPARQL_XML:
            return body.count(b"<result>")
        case Format.CSV:  # a line feed ends a row where an even number of quotes stands before it
            return sum(part.count(b"\n") for part in body.split(b'"')[::2]) - 1
        case _:
            return body.count(b"\n") - 1


class _Bounded(io.BytesIO):
    """Takes a result while it is within the limits; `lines` bounds its line feeds, where a row is a line."""

    def __init__(self, limits: Limits, lines: int | None = None) -> None:
        super().__init__()
        self._limits, self._lines = limits, lines

    def write(self, chunk: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(chunk) > self._limits.max_bytes:
            raise ResultTooLarge(
                f"the result has more than {self._limits.max_bytes:,} bytes, the most that is given out;"
                " ask for less with LIMIT, or take a dump"
            )
        if self._lines is not None:
            self._lines -= chunk.count(b"\n")
            if self._lines < 0:
                raise _too_many(self._limits)
        return super().write(chunk)


def _too_many(limits: Limits) -> ResultTooLarge:
    return ResultTooLarge(
        f"the result has more than {limits.max_rows:,} rows, the most that is given out;"
        " ask for less with LIMIT, or take a dump"
    )


def _unfit(form: Format, result: str, accepted: Iterable[Format]) -> FormatUnfit:
    media_types = ", ".join(each.media_type for each in accepted)
    return FormatUnfit(f"{form.label} cannot hold {result}; accepted: {media_types}")
