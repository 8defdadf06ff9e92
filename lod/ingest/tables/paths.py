"""Paths into a record: `currentRatings/overall/keyQuestionRatings[name=Safe]/rating`.

A path is names with `/` between them. Each goes into the member of that name, and into every member of an array that it
meets, or with `[key=value]` into those whose `key` is that value; a `/` in a value is its own. A name with `/` or `[`
in it cannot be reached. Records are what JSON has: dict, list, str, int, Decimal, bool, None (XML is made into that).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lod.errors import SettingsError

TEXT = ""
"""In an XML element that has attributes, the name of its text."""

_STEP = re.compile(r"([^/\[\]=]+)(?:\[([^/\[\]=]+)=([^\[\]]*)\])?")
_ACCEPTED = "names with / between them, such as scores/Hygiene or ratings[name=Safe]/rating"

Place = tuple[tuple[str, int | None], ...]
"""Where a value stands in its record: names, each with the index of the member where there is an array."""


class Step(NamedTuple):
    name: str
    key: str | None = None
    value: str = ""


class NoValue(Exception):
    """A path that leads to a group of values and not to one."""


def parse(path: str) -> tuple[Step, ...]:
    """The steps of a path. Raises SettingsError for what is none."""
    steps, end = [], 0
    while match := _STEP.match(path, end):
        steps.append(Step(match[1], match[2], match[3] or ""))
        end = match.end() + 1
        if end > len(path) or path[end - 1] != "/":
            break
    if not steps or end != len(path) + 1:
        raise SettingsError("the column of a record", path, _ACCEPTED)
    return tuple(steps)


def text(record: object, steps: tuple[Step, ...]) -> str | None:
    """What stands at a path, several values on lines of their own; None when there is nothing.

    Raises NoValue for a group of values.
    """
    node = record
    for step in steps:
        if type(node) is not dict or step.key is not None:
            return _texts(record, steps)
        if step.name not in node:
            return None
        node = node[step.name]
    return node.strip() if type(node) is str else _text(node)


def members(record: object, steps: tuple[Step, ...]) -> Iterator[tuple[Place, object]]:
    """Every value that a path leads to, members of an array one by one, each with its place."""
    found: list[tuple[Place, object]] = [((), record)]
    for step in steps:
        found = [
            ((*place, (step.name, index)), child)
            for place, node in found
            if type(node) is dict and step.name in node
            for index, child in _each(node[step.name])
            if step.key is None or (type(child) is dict and _is(child.get(step.key), step.value))
        ]
    yield from found


def _each(value: object) -> Iterator[tuple[int | None, object]]:
    if type(value) is list:
        yield from enumerate(value)
    else:
        yield None, value


def _is(found: object, value: str) -> bool:
    return type(found) not in (dict, list, type(None)) and _text(found) == value.strip()


def _texts(record: object, steps: tuple[Step, ...]) -> str | None:
    texts = [_text(node) for _, node in members(record, steps)]
    return "\n".join(filter(None, texts)) if texts else None


def _text(node: object) -> str:
    if type(node) is list:
        return "\n".join(filter(None, (_single(member) for member in node)))
    return _single(node)


def _single(node: object) -> str:
    if type(node) is str:
        return node.strip()
    if node is None:
        return ""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, Decimal):
        return _number(node)
    if type(node) is dict and TEXT in node:
        return _single(node[TEXT])
    if isinstance(node, (dict, list)):
        raise NoValue
    return str(node)


def _number(value: Decimal) -> str:
    """The digits of the source; `1E-7` is written out, since XSD decimals have no exponent."""
    return format(value, "f") if -20 < value.adjusted() < 20 else str(value)
