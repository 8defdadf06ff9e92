"""Statements as Turtle 1.1. N-Triples is Turtle too: its terms are grouped, and shortened where we know them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from lod import namespaces
from lod.namespaces import PREFIXES, RDF, XSD, Namespace
from lod.publication.tokens import Statement

_NUMBER = re.compile(rf'"([+-]?[0-9]+)"\^\^<{XSD.integer}>|"([+-]?[0-9]*\.[0-9]+)"\^\^<{XSD.decimal}>')
"""The literals that Turtle writes as bare numbers (section 2.5.2)."""


def prefixes() -> bytes:
    """What a document begins with."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()).encode()


def turtle(statements: Sequence[Statement]) -> bytes:
    """Statements in their order, to stand below our prefixes: a block for each subject, a line for each property."""
    return "".join(_pieces(statements, _short_names())).encode()


def _pieces(statements: Sequence[Statement], short: Mapping[str, str]) -> Iterator[str]:
    about = said = end = ""
    for subject, predicate, value in statements:
        value = _literal(value, short) if value[0] == '"' else short.get(value, value)
        if subject != about:
            yield f"{end}{_name(subject)} {short.get(predicate) or _name(predicate)} {value}"
        elif predicate != said:
            yield f" ;\n\t{short.get(predicate) or _name(predicate)} {value}"
        else:
            yield f" , {value}"
        about, said, end = subject, predicate, " .\n"
    yield end


def _name(node: str) -> str:
    return node if node[0] == "_" else f"<{node}>"


def _literal(token: str, short: Mapping[str, str]) -> str:
    if token[-1] != ">":
        return token
    if number := _NUMBER.fullmatch(token):
        return number[1] or number[2]
    lexical, _, datatype = token.rpartition("^^")
    return f"{lexical}^^{short.get(datatype, datatype)}"


@cache
def _short_names() -> dict[str, str]:
    """The terms that we know, by their IRIs and as they are written; they do not change while the code runs."""
    names = {iri: prefix for prefix, iri in PREFIXES.items()}
    known = [each for each in vars(namespaces).values() if isinstance(each, Namespace) and each.iri in names]
    short = {each[term]: f"{names[each.iri]}:{term}" for each in known for term in each} | {RDF.type: "a"}
    return {**short, **{f"<{iri}>": name for iri, name in short.items() if name != "a"}}
