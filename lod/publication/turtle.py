"""Triples as Turtle 1.1. N-Triples is Turtle too: its terms are grouped, and shortened where we know them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lod import namespaces
from lod.namespaces import PREFIXES, RDF, XSD, Namespace
from lod.publication.tokens import encoded
from lod.terms import Literal, Triple, written

_NUMBERS = {XSD.integer: re.compile(r"[+-]?[0-9]+"), XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+")}
"""What of a datatype Turtle writes as bare numbers (section 2.5.2)."""

_PLAIN = (XSD.string, RDF.langString)
"""The datatypes that are not written."""


def prefixes() -> bytes:
    """What a document begins with."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()).encode()


def turtle(triples: Iterable[Triple]) -> bytes:
    """Triples in the order of their canonical lines, to stand below our prefixes: a block for each subject, a line for
    each property."""
    verbs, nouns = _verbs(), _nouns()
    pieces: list[str] = []
    about = said = end = ""
    for subject, predicate, value in triples:
        # What most values are, IRIs that we do not know and strings, is written here: calls would cost more than that.
        if isinstance(value, str):
            noun = nouns.get(value) or (f"<{value}>" if value[0] != "_" else value)
        else:
            noun = written(value) if value[1] in _PLAIN else _typed(value)
        if predicate == said and subject == about:
            pieces.append(f" , {noun}")
            continue
        verb = verbs.get(predicate) or f"<{predicate}>"
        pieces.append(f" ;\n\t{verb} {noun}" if subject == about else f"{end}{_node(subject)} {verb} {noun}")
        about, said, end = subject, predicate, " .\n"
    pieces.append(end)
    return encoded(pieces)


def _node(name: str) -> str:
    return name if name[0] == "_" else f"<{name}>"


def _typed(literal: Literal) -> str:
    lexical, datatype, _ = literal
    if datatype in _NUMBERS and _NUMBERS[datatype].fullmatch(lexical):
        return lexical
    name = _nouns().get(datatype)
    return f"{written(Literal(lexical))}^^{name}" if name else written(literal)


@cache
def _nouns() -> dict[str, str]:
    """The terms that we know, by their IRIs and as they are written; they do not change while the code runs."""
    names = {iri: prefix for prefix, iri in PREFIXES.items()}
    known = [each for each in vars(namespaces).values() if isinstance(each, Namespace) and each.iri in names]
    return {each[term]: f"{names[each.iri]}:{term}" for each in known for term in each if each[term] != RDF.type}


@cache
def _verbs() -> dict[str, str]:
    return _nouns() | {RDF.type: "a"}
