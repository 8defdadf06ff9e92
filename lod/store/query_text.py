"""What a query is, before anything runs it: its form, its size, and whether it asks for what is not offered.

SERVICE is a keyword of one production (SPARQL 1.1 grammar [59]), so a SERVICE token is a SERVICE clause. The engine is
looser than the grammar and takes a few other texts for one (`service:x { }`, a less-than read as an IRI): those are
refused too. This gives the clear message early; that no query reaches a network is `lod.store.confinement`'s to keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from lod.errors import QueryRefused
from lod.store.glancing import form_at_a_glance, is_small
from lod.store.limits import Limits
from lod.store.terminals import Kind, Token, decoded, place, tokens

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})

_PROLOGUE = frozenset({"BASE", "PREFIX"})
_CHANGING = ("NOW", "RAND", "UUID", "BNODE")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_OPERATORS = frozenset({"&&", "||", "!=", "<=", ">=", "=", "<", ">", "!", "|", "^", "/", "*", "?", "+", "-"})
_OPERANDS = frozenset({Kind.VARIABLE, Kind.STRING, Kind.LANGUAGE, Kind.NUMBER, Kind.NAME, Kind.IRI})
_NO_TOKEN = Token(Kind.MARK, "", 0)
_BOOLEANS = frozenset({"TRUE", "FALSE"})


@dataclass(frozen=True, slots=True)
class Outline:
    """A query's text in figures. Tokens say where the first of a kind is; None: there is none."""

    form: str | None
    """ASK, SELECT, CONSTRUCT or DESCRIBE; None for whatever else the text is."""
    depth: int
    """The most brackets that are open at once."""
    operators: int
    """Operators of expressions and paths, and UNIONs."""
    tokens: int
    undeclared: tuple[Token, ...] = ()
    """The first name of each prefix that is used and not declared before."""
    update: Token | None = None
    service: Token | None = None
    ambiguous: Token | None = None
    """An IRI that the engine may take for a less-than with a comment or a string behind it."""
    file: Token | None = None
    """Where a dataset clause names a file."""
    changing: bool = False
    """Whether it has a function whose value may differ each time: NOW, RAND, UUID, STRUUID or BNODE."""


@lru_cache(maxsize=128)
def outline(text: str) -> Outline:
    """Reads the tokens of a query, once for all who ask one after the other.

    Raises QuerySyntaxError when it is not made of SPARQL's tokens."""
    reading = _Reading()
    reading.read(tokens(decoded(text)))
    return Outline(
        form=reading.opening.word if reading.opening and reading.opening.word in FORMS else None,
        depth=reading.depth,
        operators=reading.operators,
        tokens=reading.tokens,
        undeclared=tuple(reading.undeclared.values()),
        update=reading.opening if reading.opening and reading.opening.word in UPDATES else None,
        service=reading.service,
        ambiguous=reading.ambiguous,
        file=reading.file,
        changing=reading.changing,
    )


def refuse(text: str, limits: Limits) -> None:
    """Raises QueryRefused for what is not offered (SERVICE, updates) and for what exceeds a limit, with line and
    column, and QuerySyntaxError like `outline`. Passing says nothing about the rest of the grammar: the engine does."""
    if form_at_a_glance(text) and is_small(text, limits):
        return
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.max_query:
        raise QueryRefused(f"the query has {size:,} bytes; accepted: up to {limits.max_query:,}")
    found, text = outline(text), decoded(text)
    if found.update:
        raise QueryRefused(
            f"{place(text, found.update.start)}: {found.update.word} is an update; this endpoint answers queries only:"
            " ASK, SELECT, CONSTRUCT and DESCRIBE"
        )
    if found.service:
        raise QueryRefused(
            f"{place(text, found.service.start)}: {found.service.text} asks another endpoint, and queries here reach"
            " no network; ask that endpoint yourself, or use a client that federates"
        )
    if found.ambiguous:
        raise QueryRefused(
            f"{place(text, found.ambiguous.start)}: {found.ambiguous.text} can be read as a less-than sign;"
            " put a space after <, or write the IRI as a prefixed name"
        )
    if found.file:
        raise QueryRefused(
            f"{place(text, found.file.start)}: FROM names a file, and queries here read none;"
            " accepted: queries of what is published, without FROM"
        )
    if found.depth > limits.max_depth:
        raise QueryRefused(f"brackets are nested {found.depth:,} deep; accepted: up to {limits.max_depth:,}")
    if found.operators > limits.max_operators:
        raise QueryRefused(f"the query has {found.operators:,} operators; accepted: up to {limits.max_operators:,}")


@dataclass(slots=True)
class _Reading:
    """An outline in the making: what was seen so far."""

    opening: Token | None = None
    depth: int = 0
    operators: int = 0
    tokens: int = 0
    undeclared: dict[str, Token] = field(default_factory=dict)
    service: Token | None = None
    ambiguous: Token | None = None
    file: Token | None = None
    changing: bool = False
    declared: dict[str, str] = field(default_factory=dict)
    """The IRI of each prefix, and of the base by the name that no prefix has."""
    open: list[str] = field(default_factory=list)
    previous: Token = _NO_TOKEN
    before: Token = _NO_TOKEN

    def read(self, found: Iterable[Token]) -> None:
        for token in found:
            self.tokens += 1
            match token.kind:
                case Kind.WORD:
                    self._word(token)
                case Kind.NAME:
                    self._name(token)
                case Kind.IRI:
                    self._iri(token)
                case Kind.MARK:
                    self._mark(token)
            self.before, self.previous = self.previous, token

    def _word(self, token: Token) -> None:
        if self.opening is None and token.word not in _PROLOGUE:
            self.opening = token
        if token.word == "UNION":
            self.operators += 1
        # Keywords that are run together are two to the engine: `trueNOW`.
        self.changing = self.changing or token.word.endswith(_CHANGING)
        # The engine needs no space behind a keyword: to it, `trueSERVICE` and `SERVICESILENT` are two. No other
        # keyword and no function has these letters.
        if "SERVICE" in token.word:
            self.service = self.service or token

    def _name(self, token: Token) -> None:
        prefix = token.text.partition(":")[0]
        if self.previous.word == "PREFIX":
            self.declared[prefix] = ""
        elif prefix not in self.declared:
            self.undeclared.setdefault(prefix, token)
        else:
            self._graph(token, self.declared[prefix])

    def _iri(self, token: Token) -> None:
        after_operand = self.previous.kind in _OPERANDS or self.previous.word in _BOOLEANS or self.previous.text == ")"
        if after_operand and self.open[-1:] == ["("] and _LESS_THAN.match(token.text):
            self.ambiguous = self.ambiguous or token
        if self.previous.word == "BASE":
            self.declared[_BASE] = token.text
        elif self.before.word == "PREFIX":
            self.declared[self.previous.text.partition(":")[0]] = token.text
        else:
            self._graph(token, token.text if _SCHEME.match(token.text) else self.declared.get(_BASE, ""))

    def _graph(self, token: Token, iri: str) -> None:
        """A name that begins as `iri` does; FROM and FROM NAMED name graphs, and a file is none."""
        named = self.previous.word == "NAMED" and self.before.word == "FROM"
        if (named or self.previous.word == "FROM") and _FILE.match(iri):
            self.file = self.file or token

    def _mark(self, token: Token) -> None:
        if token.text in _OPERATORS:
            self.operators += 1
        elif token.text in _CLOSES:
            if self.open[-1:] == [_CLOSES[token.text]]:
                self.open.pop()
        elif token.text in _CLOSES.values():
            if token.text == "{" and self._is_glued_service():
                self.service = self.service or self.previous
            self.open.append(token.text)
            self.depth = max(self.depth, len(self.open))

    def _is_glued_service(self) -> bool:
        """Whether the engine may read `service:x {` as SERVICE and the name `:x`. Inside a group only GRAPH has a name
        and a `{` behind it; a triple that ends in such a name can end in a full stop."""
        return (
            bool(self.open)
            and self.previous.kind is Kind.NAME
            and bool(_GLUED.match(self.previous.text))
            and self.before.word != "GRAPH"
        )


_BASE = " "
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_FILE = re.compile(r"<file:", re.IGNORECASE)
_GLUED = re.compile(r"(?:[^:]*\.)?(?:true|false)?service", re.IGNORECASE)
# `(?a <?b#>` and a newline: to the grammar an IRI, to the engine a comparison and a comment. With `://` it cannot be
# an expression; without a `#`, `)` or `'` both readings go on at the same place with nothing hidden.
_LESS_THAN = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^#)']*[#)']")
