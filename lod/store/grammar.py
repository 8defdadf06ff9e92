"""The grammar of SPARQL 1.1 queries (SPARQL 1.1 Query Language, section 19.8), to say where a text leaves it.

It is LL(1): one token decides what comes next, so that the first token that fits nothing is the place, and what would
have fitted there is known. The engine decides what is a query; this explains what it has refused. SERVICE is left out,
since it is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lod.store.terminals import Kind, Token

_FUNCTIONS = """
STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI
CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID
MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX
SUBSTR REPLACE SUM MIN MAX AVG SAMPLE
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
"""What is called with expressions in brackets. COUNT, GROUP_CONCAT and EXISTS are other."""

_RULES = """
Query     = Prologue ( Select | Construct | Describe | Ask ) Values?
Prologue  = ( BASE iri | PREFIX name iri )*
Select    = Choice From* Where Modifiers
Choice    = SELECT ( DISTINCT | REDUCED )? ( '*' | ( variable | '(' Expression AS variable ')' )+ )
Construct = CONSTRUCT ( '{' Triples? '}' From* Where Modifiers | From* WHERE '{' Triples? '}' Modifiers )
Describe  = DESCRIBE ( '*' | ( variable | Iri )+ ) From* Where? Modifiers
Ask       = ASK From* Where Modifiers
From      = FROM NAMED? Iri
Where     = WHERE? Group
Modifiers = Grouping? Having? Order? ( LIMIT number ( OFFSET number )? | OFFSET number ( LIMIT number )? )?
Grouping  = GROUP BY ( variable | Call | Iri Arguments | '(' Expression ( AS variable )? ')' )+
Having    = HAVING Constraint+
Order     = ORDER BY ( ( ASC | DESC ) '(' Expression ')' | variable | Constraint )+
Values    = VALUES Data
Data      = variable '{' Value* '}' | '(' variable* ')' '{' ( '(' Value* ')' )* '}'
Value     = Iri | Literal | UNDEF
Group     = '{' ( Choice Where Modifiers Values? | Triples? ( Pattern '.'? Triples? )* ) '}'
Pattern   = Group ( UNION Group )* | OPTIONAL Group | MINUS Group | GRAPH ( variable | Iri ) Group | FILTER Constraint
          | BIND '(' Expression AS variable ')' | Values
Triples   = Subject ( '.' Subject? )*
Subject   = ( variable | Iri | Literal | blank ) Properties | ( List | Bracket ) Properties?
Properties = Verb Objects ( ';' ( Verb Objects )? )*
Verb      = variable | Path
Objects   = Object ( ',' Object )*
Object    = variable | Iri | Literal | blank | List | Bracket
List      = '(' Object* ')'
Bracket   = '[' Properties? ']'
Path      = Steps ( '|' Steps )*
Steps     = Step ( '/' Step )*
Step      = '^'? ( Iri | A | '!' ( One | '(' ( One ( '|' One )* )? ')' ) | '(' Path ')' ) ( '?' | '*' | '+' )?
One       = '^'? ( Iri | A )
Constraint = '(' Expression ')' | Call | Iri Arguments
Arguments = '(' ( DISTINCT? Expression ( ',' Expression )* )? ')'
Expression = And ( '||' And )*
And       = Relation ( '&&' Relation )*
Relation  = Sum ( ( '=' | '!=' | '<' | '>' | '<=' | '>=' ) Sum | NOT? IN '(' ( Expression ( ',' Expression )* )? ')' )?
Sum       = Product ( ( '+' | '-' ) Product )*
Product   = Unary ( ( '*' | '/' ) Unary )*
Unary     = ( '!' | '-' | '+' )? Primary
Primary   = '(' Expression ')' | Call | Iri Arguments? | variable | STRINGS | number | TRUE | FALSE
Call      = function Arguments | COUNT '(' DISTINCT? ( '*' | Expression ) ')' | NOT? EXISTS Group
          | GROUP_CONCAT '(' DISTINCT? Expression ( ';' SEPARATOR '=' string )? ')'
Iri       = iri | name
Literal   = STRINGS | ( '+' | '-' )? number | TRUE | FALSE
STRINGS   = string ( language | '^^' Iri )?
"""

_CLASSES = {
    Kind.IRI: "iri",
    Kind.NAME: "name",
    Kind.VARIABLE: "variable",
    Kind.STRING: "string",
    Kind.LANGUAGE: "language",
    Kind.NUMBER: "number",
    Kind.BLANK: "blank",
}


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a text leaves the grammar: the token found there, None at its end, and the terminals that would have
    fitted: keywords in capitals, marks as they are, kinds of tokens in small letters."""

    found: Token | None
    expected: frozenset[str]


def departure(tokens: Iterable[Token]) -> Departure | None:
    """The first token that fits nowhere; None when all is as the grammar wants it."""
    rules = _rules()
    stack: list[_Node] = [rules["Query"]]
    expected = set[str]()
    for token in tokens:
        kind = _terminal(token)
        while True:
            if not stack:
                return Departure(token, frozenset(expected))
            node = stack.pop()
            if node.kind == "terminal":
                if node.name == kind:
                    expected.clear()
                    break
                return Departure(token, frozenset(expected | {node.name}))
            first = _first(node)
            if kind not in first:
                expected |= first
                if not _is_nullable(node):
                    return Departure(token, frozenset(expected))
            # A nullable part that does not begin with the token is left out; its expectations are kept.
            else:
                _expand(node, kind, stack)
    for node in reversed(stack):
        expected |= _first(node)
        if not _is_nullable(node):
            return Departure(None, frozenset(expected))
    return None


def _terminal(token: Token) -> str:
    if token.kind is Kind.WORD:
        return "function" if token.word in FUNCTIONS else token.word
    return _CLASSES.get(token.kind, token.text)


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of a rule. `kind`: terminal, rule, sequence, choice, optional or repeated."""

    kind: str
    name: str = ""
    parts: tuple[_Node, ...] = ()


def _expand(node: _Node, kind: str, stack: list[_Node]) -> None:
    """Puts what a node that begins with a terminal is made of on the stack."""
    match node.kind:
        case "rule":
            stack.append(_rules()[node.name])
        case "sequence":
            stack.extend(reversed(node.parts))
        case "choice":
            stack.append(next(part for part in node.parts if kind in _first(part)))
        case "optional":
            stack.append(node.parts[0])
        case _:
            stack.extend((node, node.parts[0]))


@cache
def _first(node: _Node) -> frozenset[str]:
    match node.kind:
        case "terminal":
            return frozenset({node.name})
        case "rule":
            return _first(_rules()[node.name])
        case "sequence":
            found = frozenset[str]()
            for part in node.parts:
                found |= _first(part)
                if not _is_nullable(part):
                    break
            return found
        case _:
            return frozenset().union(*map(_first, node.parts))


@cache
def _is_nullable(node: _Node) -> bool:
    match node.kind:
        case "terminal":
            return False
        case "rule":
            return _is_nullable(_rules()[node.name])
        case "sequence":
            return all(map(_is_nullable, node.parts))
        case "choice":
            return any(map(_is_nullable, node.parts))
        case _:
            return True


@cache
def _rules() -> dict[str, _Node]:
    texts = re.findall(r"^(\w+) *= (.*(?:\n +\|.*)*)", _RULES, re.MULTILINE)
    names = {name for name, _ in texts}
    return {name: _read(re.findall(r"'[^']+'|\w+|[()|?*+]", text), names) for name, text in texts}


def _read(signs: list[str], rules: set[str]) -> _Node:
    """A choice of sequences, up to a closing bracket."""
    choices: list[list[_Node]] = [[]]
    while signs:
        sign = signs.pop(0)
        if sign == ")":
            break
        if sign == "|":
            choices.append([])
        elif sign == "(":
            choices[-1].append(_read(signs, rules))
        elif sign in "?*+":
            part = choices[-1].pop()
            kind = "optional" if sign == "?" else "repeated"
            choices[-1] += [part] * (sign == "+") + [_Node(kind, parts=(part,))]
        else:
            name = sign.strip("'")
            choices[-1].append(_Node("rule" if name in rules else "terminal", name))
    sequences = [_Node("sequence", parts=tuple(each)) for each in choices]
    return sequences[0] if len(sequences) == 1 else _Node("choice", parts=tuple(sequences))
