"""What validation finds, as values (SHACL 3.6, Validation Report). Every name is an IRI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from lod.namespaces import SH
from lod.terms import Literal, Term


@dataclass(frozen=True, slots=True)
class Result:
    """One `sh:ValidationResult`."""

    focus_node: Term
    path: str | None
    """The predicate; None where the constraint is on the node itself or its path is no single predicate."""
    value: Term | None
    component: str
    source_shape: str
    severity: str
    message: str
    """What is wrong and what to write instead, for the person who keeps the source."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an engine found. Make it by `Report.of`, so that equal findings are equal reports."""

    results: tuple[Result, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """The report of these results: each once, in an order that depends on nothing else."""
        return cls(tuple(sorted(set(results), key=_order)))

    @property
    def violations(self) -> tuple[Result, ...]:
        """What stops publication."""
        return tuple(result for result in self.results if result.severity == SH.Violation)

    @property
    def warnings(self) -> tuple[Result, ...]:
        """What is published all the same: results of any other severity."""
        return tuple(result for result in self.results if result.severity != SH.Violation)

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all, as SHACL 3.6.1.1 has it; ask `violations` what stops publication."""
        return not self.results

    def merge(self, *others: Report) -> Report:
        """The report on several graphs; what is found in all of them, such as in a vocabulary, is said once."""
        return Report.of(result for report in (self, *others) for result in report.results)


class Engine(Protocol):
    """Validates a graph against the shapes that the engine was made with."""

    def validate(self, lines: Iterable[str]) -> Report:
        """`lines`: the graph as N-Triples, vocabulary included."""
        ...


def _order(result: Result) -> tuple[str, ...]:
    return (
        _text(result.focus_node),
        result.path or "",
        result.source_shape,
        result.component,
        _text(result.value),
        result.severity,
        result.message,
    )


def _text(term: Term | None) -> str:
    return "\n".join(term) if isinstance(term, Literal) else term or ""
