"""RDF terms and triples as plain values, and the one way they are written: canonical N-Triples.

An IRI is a `str`; a literal is a `Literal`; blank nodes (`_:name`) are read, never minted. Lines follow the canonical
form of RDF 1.1 N-Triples (and RDFC-1.0): sorting lines sorts the dataset, and equal facts give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lod.namespaces import RDF, XSD


class Literal(NamedTuple):
    """A literal: its lexical form and either a datatype's IRI or a language tag."""

    lexical: str
    datatype: str = XSD.string
    language: str = ""


Term = str | Literal
Triple = tuple[str, str, Term]

# RDFC-1.0 section 5: these are written \uXXXX unless they have a short escape.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}


def integer(value: int) -> Literal:
    """`xsd:integer` in canonical form."""
    return Literal(str(value), XSD.integer)


def text(value: str, language: str) -> Literal:
    """A string in a language."""
    return Literal(value, RDF.langString, language)


def written(term: Term) -> str:
    """A term in canonical N-Triples."""
    if isinstance(term, str):
        return term if term.startswith("_:") else f"<{term}>"
    quoted = f'"{term.lexical.translate(_ESCAPES)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype == XSD.string:
        return quoted
    return f"{quoted}^^<{term.datatype}>"


def lines(triples: Iterable[Triple]) -> Iterator[str]:
    """Triples as canonical N-Triples lines, each with its line feed."""
    for subject, predicate, value in triples:
        yield f"{written(subject)} <{predicate}> {written(value)} .\n"
