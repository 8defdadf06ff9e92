"""RDF terms and triples as plain values, and the one way they are written: canonical N-Triples.

An IRI is a `str`; a literal is a `Literal`; blank nodes (`_:name`) are read, never minted. Lines follow the canonical
form of RDF 1.1 N-Triples (and RDFC-1.0): sorting lines sorts the dataset, and equal facts give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lod.namespaces import RDF, XSD


class Literal(NamedTuple):
    """A literal: its lexical form and either a datatype's IRI or a language tag."""

    lexical: str
    datatype: str = XSD.string
    language: str = ""


Term = str | Literal
Triple = tuple[str, str, Term]

_STRING = XSD.string

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


@lru_cache(maxsize=1024, typed=True)
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
    lexical, datatype, language = term
    # Translating costs more than all else, and hardly a literal needs it: control characters are not printable.
    if not lexical.isprintable() or '"' in lexical or "\\" in lexical:
        lexical = lexical.translate(_ESCAPES)
    if language:
        return f'"{lexical}"@{language}'
    return f'"{lexical}"' if datatype == _STRING else f'"{lexical}"^^<{datatype}>'


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Each triple once, by subject, property and value, what literals say before what is led to."""
    return sorted(set(triples), key=_place)


def _place(triple: Triple) -> tuple[str, str, bool, Term]:
    subject, predicate, value = triple
    return subject, predicate, isinstance(value, str), value


def lines(triples: Iterable[Triple]) -> Iterator[str]:
    """Triples as canonical N-Triples lines, each with its line feed."""
    for subject, predicate, value in triples:
        # IRIs in both places, which is what most triples have, are written here: a call costs more than all else.
        if subject[0] == "_":
            yield f"{subject} <{predicate}> {written(value)} .\n"
        elif type(value) is str and value[0] != "_":
            yield f"<{subject}> <{predicate}> <{value}> .\n"
        else:
            yield f"<{subject}> <{predicate}> {written(value)} .\n"
