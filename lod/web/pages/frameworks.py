"""Frameworks and their standards, in the order of their codes, and the programmes that use a framework or a scale."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lod.lists import List
from lod.queries import query
from lod.terms import Literal, Term
from lod.web.http.links import Links
from lod.web.pages.description import Value
from lod.web.pages.statements import Statements
from lod.web.site import Served

Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Used:
    """How many inspections or judgements of this release used something, and the first and the last date of these."""

    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard of a framework: its code, what it means, how deep it stands below one that it is part of, and the
    judgements on it."""

    iri: str
    name: Value
    code: str
    definition: str
    depth: int
    used: Used


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, and from when to when it ran; empty where that is not stated, as the end of one that goes on. `used`
    are its inspections."""

    name: Value
    start: str
    end: str
    used: Used


def of_standard(served: Served, statements: Statements, framework: str) -> dict[str, object]:
    """What the template `standard.html` shows besides what every thing has, of a standard of a framework."""
    links = statements.links
    return {
        "framework": statements.link(framework),
        "standards": standards(served, framework, links),
        "programmes": programmes(served, framework, links),
    }


def standards(served: Served, framework: str, links: Links) -> Sequence[Standard]:
    """The standards of a framework, each followed by those that are part of it."""
    rows = {str(row["standard"]): row for row in served.store.select(query("standards"), {"framework": framework})}
    below: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(rows, key=lambda each: _order(rows[each])):
        broader = str(rows[iri].get("broader", ""))
        below[broader if broader in rows else ""].append(iri)
    return list(_standards(served, rows, below, "", links))


def programmes(served: Served, scheme: str, links: Links) -> Sequence[Programme]:
    """The programmes that use a framework or a scale, those first that began first."""
    found = {str(row["programme"]): row for row in served.store.select(query("programmes"), {"scheme": scheme})}
    named = [
        Programme(
            Value(_text(row, "name"), links.href(iri)),
            _text(row, "start"),
            _text(row, "end"),
            _used(served, List.INSPECTIONS, "programme", iri),
        )
        for iri, row in found.items()
    ]
    return sorted(named, key=lambda each: (not each.start, each.start, each.name.text))


def _used(served: Served, of: List, name: str, value: str) -> Used:
    listed = served.lists.of(of)
    members = listed.having(name, value)
    return Used(members.bit_count(), *listed.dates.span(members))


def _standards(
    served: Served,
    rows: Mapping[str, Row],
    below: Mapping[str, Sequence[str]],
    above: str,
    links: Links,
    depth: int = 0,
) -> Iterator[Standard]:
    for iri in below.get(above, ()):
        row = rows[iri]
        name = Value(_text(row, "name"), links.href(iri))
        used = _used(served, List.JUDGEMENTS, "standard", iri)
        yield Standard(iri, name, _text(row, "code"), _text(row, "definition"), depth, used)
        yield from _standards(served, rows, below, iri, links, depth + 1)


def _order(row: Row) -> tuple[list[tuple[int, str]], str]:
    """By code, whose numbers count as such: `D 2` stands before `D 10`."""
    parts = re.findall(r"\d+|\D+", _text(row, "code"))
    return [(int(each), "") if each.isdigit() else (-1, each) for each in parts], _text(row, "name")


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value.lexical if isinstance(value, Literal) else ""
