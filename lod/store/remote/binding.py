"""Terms in the text of a query of our own, for engines that know no bindings (RDF-dev SEP-0007).

A bound variable is replaced wherever it stands; in a SELECT clause by `(term AS ?variable)`, so that it is an answer,
once. A subquery must list another variable beside one that the query itself lists.
Terms are written whole, from validated parts: no value becomes syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from lod import terms
from lod.errors import QueryRefused
from lod.store.terminals import Kind, Token, tokens
from lod.terms import Literal, Term

_ESCAPED_BACKSLASHES = re.compile(r"(?<!\\)((?:\\\\)+)([uU])")


def bound(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with its variables bound.

    Raises QueryRefused for a term that is no IRI and no literal: a blank node has no name outside the engine.
    """
    written = {name: _written(name, term) for name, term in bindings.items()}
    if not written:
        return query
    variables = list(_variables(query))
    answered = {token.text[1:] for token, depth in variables if depth == 0}
    parts, end = list[str](), 0
    for token, depth in variables:
        name = token.text[1:]
        if name in written:
            parts += [query[end : token.start], _substituted(name, written[name], depth, name in answered)]
            end = token.start + len(token.text)
    return "".join((*parts, query[end:]))


def _substituted(name: str, term: str, depth: int | None, is_answer: bool) -> str:
    """A subquery does not give the variable that the query itself gives: it would be in scope there already."""
    if depth is None:
        return term
    return "" if depth and is_answer else f"({term} AS ?{name})"


def protected(text: str) -> str:
    """SPARQL text in which no escaped backslash stands before a `u`.

    Codepoint escapes are replaced before anything is parsed (SPARQL 1.1 Query Language, section 19.2); an engine that
    does so by search and replace reads `\\\\u0022` as an escaped quote. With the `u` escaped, all read the same.
    """
    return _ESCAPED_BACKSLASHES.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04X}", text)


def _variables(query: str) -> Iterator[tuple[Token, int | None]]:
    """Each variable, and how deep the SELECT clause is that lists it by itself; None where none does."""
    in_clause, brackets, depth = False, 0, 0
    for token in tokens(query):
        if token.word == "SELECT":
            in_clause, brackets = True, 0
        elif token.word in ("WHERE", "FROM") or token.text == "{":
            in_clause = False
        if token.kind is Kind.MARK:
            brackets += (token.text == "(") - (token.text == ")")
            depth += (token.text == "{") - (token.text == "}")
        elif token.kind is Kind.VARIABLE:
            yield token, depth if in_clause and not brackets else None


def _written(name: str, term: Term) -> str:
    try:
        if isinstance(term, Literal):
            ox.NamedNode(term.datatype)
            if term.language:
                ox.Literal(term.lexical, language=term.language)
        elif term.startswith("_:"):
            raise QueryRefused(f"?{name}: found the blank node {term}; accepted: an IRI or a literal")
        else:
            ox.NamedNode(term)
    except ValueError as problem:
        raise QueryRefused(f"?{name}: found {term!r}; accepted: an absolute IRI or a literal: {problem}") from problem
    return protected(terms.written(term))
