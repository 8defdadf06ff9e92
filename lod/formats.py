"""The representations we read and write: one value answers media type, suffix and W3C format IRI.

RDF syntaxes are parsed and serialised by pyoxigraph, which never fetches anything; this module and `lod.store`
are its only homes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

import pyoxigraph as ox

from lod.errors import RdfSyntaxError
from lod.namespaces import PREFIXES
from lod.terms import Literal, Term, Triple


class Format(Enum):
    """A representation: media type, file suffix, and its name for people."""

    HTML = ("text/html", "html", "HTML")
    TURTLE = ("text/turtle", "ttl", "Turtle")
    JSON_LD = ("application/ld+json", "jsonld", "JSON-LD")
    JSON_LINES = ("application/x-ndjson", "ndjson", "JSON-LD, an object a line")
    N_TRIPLES = ("application/n-triples", "nt", "N-Triples")
    RDF_XML = ("application/rdf+xml", "rdf", "RDF/XML")
    N_QUADS = ("application/n-quads", "nq", "N-Quads")
    JSON = ("application/json", "json", "JSON")
    CSV = ("text/csv", "csv", "CSV")
    PARQUET = ("application/vnd.apache.parquet", "parquet", "Parquet")
    TSV = ("text/tab-separated-values", "tsv", "TSV")
    GEOJSON = ("application/geo+json", "geojson", "GeoJSON")
    SPARQL_JSON = ("application/sparql-results+json", "srj", "SPARQL results JSON")
    SPARQL_XML = ("application/sparql-results+xml", "srx", "SPARQL results XML")

    def __init__(self, media_type: str, suffix: str, label: str) -> None:
        self.media_type = media_type
        self.suffix = suffix
        self.label = label

    @property
    def content_type(self) -> str:
        """The media type as a Content-Type: text types say their charset, text/turtle by its registration."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    @property
    def iri(self) -> str | None:
        """The W3C's IRI of the format (https://www.w3.org/ns/formats/), where there is one."""
        name = _W3C_NAMES.get(self)
        return f"http://www.w3.org/ns/formats/{name}" if name else None


class Coding(Enum):
    """A compressed form of a file: content coding (RFC 9110 section 8.4.1), suffix, media type and name for people. The
    one that is sent rather leads."""

    ZSTD = ("zstd", "zst", "application/zstd", "zstd")
    GZIP = ("gzip", "gz", "application/gzip", "gzip")

    def __init__(self, token: str, suffix: str, media_type: str, label: str) -> None:
        self.token = token
        self.suffix = suffix
        self.media_type = media_type
        self.label = label

    def of(self, name: str) -> str:
        """What the compressed form of a file is called."""
        return f"{name}.{self.suffix}"


_W3C_NAMES = {
    Format.TURTLE: "Turtle",
    Format.JSON_LD: "JSON-LD",
    Format.N_TRIPLES: "N-Triples",
    Format.RDF_XML: "RDF_XML",
    Format.N_QUADS: "N-Quads",
    Format.CSV: "SPARQL_Results_CSV",
    Format.TSV: "SPARQL_Results_TSV",
    Format.SPARQL_JSON: "SPARQL_Results_JSON",
    Format.SPARQL_XML: "SPARQL_Results_XML",
}

RDF_FORMATS = (Format.TURTLE, Format.JSON_LD, Format.N_TRIPLES, Format.RDF_XML)
"""The syntaxes in which any graph is offered, the preferred one first."""

_ENGINE = {
    Format.TURTLE: ox.RdfFormat.TURTLE,
    Format.JSON_LD: ox.RdfFormat.JSON_LD,
    Format.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    Format.RDF_XML: ox.RdfFormat.RDF_XML,
    Format.N_QUADS: ox.RdfFormat.N_QUADS,
}


def format_of(path: Path) -> Format:
    """The RDF syntax of a file by its suffix. Raises RdfSyntaxError that lists the accepted ones."""
    suffix = path.suffix.removeprefix(".").lower()
    for syntax in _ENGINE:
        if suffix in {syntax.suffix, "json" if syntax is Format.JSON_LD else syntax.suffix}:
            return syntax
    accepted = ", ".join(f".{syntax.suffix}" for syntax in _ENGINE)
    raise RdfSyntaxError(f"{path.name}: no RDF syntax has the suffix {path.suffix!r}; accepted: {accepted}")


_BLANK_NODE = re.compile(r"^_:c14n|(?<= )_:c14n(?=[0-9]+ \.$)")
"""RDFC-1.0's names, where a line can have one: as its subject or as its object, never inside a literal."""


def serialise(lines: Iterable[str], syntax: Format, prefixes: dict[str, str] | None = None) -> bytes:
    """N-Triples or N-Quads lines in another RDF syntax, in the order given.

    Turtle and RDF/XML get `prefixes` (default: ours); RDF syntaxes without graphs merge them into one.
    """
    quads = ox.parse(input="".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    named = PREFIXES if prefixes is None else prefixes
    result = ox.serialize(quads, format=_ENGINE[syntax], prefixes=named)
    assert result is not None  # noqa: S101 - None only when an output file is given
    return result


def canonical_lines(data: bytes, syntax: Format, base_iri: str, name: str = "input") -> list[str]:
    """The triples of a document as sorted canonical N-Triples lines, blank nodes named by RDFC-1.0.

    Relative IRIs resolve against `base_iri`; graph names are dropped. Raises RdfSyntaxError, naming `name`.
    """
    try:
        quads = ox.parse(input=data, format=_ENGINE[syntax], base_iri=base_iri)
        dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    except SyntaxError as problem:
        raise RdfSyntaxError(f"{name}: {problem}") from problem
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad.triple} .\n" for quad in dataset)


def relabelled(lines: Iterable[str], label: str) -> Iterator[str]:
    """Canonical lines with `label` in the names of their blank nodes, so that those of two documents stay apart."""
    for line in lines:
        yield _BLANK_NODE.sub(f"_:{label}", line)


def parse_lines(lines: Iterable[str]) -> Iterator[Triple]:
    """N-Triples or N-Quads lines as triples; a blank node's name stands as `_:name`."""
    return _triples(ox.parse(input="".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def parse_file(path: Path) -> Iterator[Triple]:
    """The triples of a file of N-Triples or N-Quads, read as they are asked for."""
    return _triples(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


def _triples(quads: Iterable[ox.Quad]) -> Iterator[Triple]:
    for quad in quads:
        yield _name(quad.subject), quad.predicate.value, _term(quad.object)


def _name(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return str(node) if isinstance(node, ox.BlankNode) else node.value  # type: ignore[union-attr]


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(node, ox.Literal):
        return Literal(node.value, node.datatype.value, node.language or "")
    return _name(node)
