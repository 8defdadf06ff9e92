"""`SELECT *` with its variables named: their order is the engine's choice, and so differs from engine to engine."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lod.store.evaluation import Answer
from lod.store.terminals import Kind, tokens


class _Head(msgspec.Struct):
    vars: list[str] = []


class _Results(msgspec.Struct):
    head: _Head


def variables(answer: Answer) -> tuple[str, ...]:
    """The variables of an answer in SPARQL results JSON, in order; none for a boolean."""
    return tuple(
        msgspec.json.decode(
            answer.body if isinstance(answer.body, bytes) else answer.body.read(), type=_Results
        ).head.vars
    )


def with_variables(text: str, names: Sequence[str]) -> str:
    """A decoded query with `names` in place of the `*` of its own SELECT clause; the same when it has none."""
    selecting = False
    for token in tokens(text):
        if token.word == "SELECT":
            selecting = True
        elif selecting and token.kind is Kind.MARK and token.text == "*" and names:
            return f"{text[: token.start]} {' '.join(f'?{name}' for name in names)} {text[token.start + 1 :]}"
        elif token.word not in ("DISTINCT", "REDUCED") and (selecting or token.text == "{"):
            return text
    return text
