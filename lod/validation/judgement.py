"""What one chunk passes before it is published: a pure function that any process may call, and the sample.

The fast engine sees every chunk. The referee sees again each chunk in which that finds anything, and a drawn sample of
the others. What the referee finds is reported; where the two differ, nothing passes.
"""

from __future__ import annotations

import hashlib

from lod.errors import EngineFailed, ValidatorsDisagree
from lod.namespaces import SH
from lod.terms import Term, written
from lod.validation.engines import FAST, REFEREE, engine
from lod.validation.results import Report, Result

SAMPLE = 0.01
"""The share of chunks that the referee sees, besides those it has to see."""

SEED = 0
"""What the sample is drawn by."""

SHOWN = 20
"""How many results of each report a disagreement shows."""

_DATATYPE = SH.iri + "DatatypeConstraintComponent"

Finding = tuple[Term, str | None, str, str]


def is_sampled(chunk: str, sample: float = SAMPLE, seed: int = SEED) -> bool:
    """Whether the referee sees a chunk anyway: the same chunk and seed give the same answer.

    `sample` is the share of chunks, from 0 (none) to 1 (all).
    """
    digest = hashlib.sha256(f"{seed}\n{chunk}".encode()).digest()
    return int.from_bytes(digest[:8]) < sample * 2**64


def judge(graph: str, shapes: str, to_referee: bool, fast: str = FAST) -> Report:
    """The report on a graph, given as N-Triples with all that its shapes reach, by shapes given as Turtle.

    `fast` names one of `ENGINES`. Engines are made once in each process. Where the fast one breaks down (on literals
    that are of no datatype), the referee's violations are reported. Raises ValidatorsDisagree.
    """
    try:
        found = engine(fast, shapes).validate([graph])
    except EngineFailed as failure:
        ruling = engine(REFEREE, shapes).validate([graph])
        if ruling.violations:
            return ruling
        raise ValidatorsDisagree(f"{failure}, and {REFEREE} found no violation, so nothing is published") from failure
    if not found.results and not to_referee:
        return found
    return agreed(found, engine(REFEREE, shapes).validate([graph]), fast)


def agreed(found: Report, ruling: Report, fast: str = FAST) -> Report:
    """The referee's ruling, if the fast engine found the same; otherwise raises ValidatorsDisagree with both reports.

    The same: the same focus nodes on the same paths by the same components, as severe. Values and messages are the
    referee's. Where both refuse the value of a property and one of them by its datatype, the other components do not
    count: engines differ on whether "§" is also too small, or also against a pattern.
    """
    of_fast, of_referee = findings(found), findings(ruling)
    ill_typed = {each[:2] for each in of_fast | of_referee if each[2] == _DATATYPE and each[3] == SH.Violation}
    ill_typed &= {each[:2] for each in of_fast} & {each[:2] for each in of_referee}
    of_fast = {each for each in of_fast if each[:2] not in ill_typed}
    of_referee = {each for each in of_referee if each[:2] not in ill_typed}
    if of_fast != of_referee:
        raise ValidatorsDisagree(
            "the two SHACL engines differ, so nothing is published\n"
            + "".join(f"only {fast}: {_said(each)}\n" for each in sorted(of_fast - of_referee, key=str))
            + "".join(f"only {REFEREE}: {_said(each)}\n" for each in sorted(of_referee - of_fast, key=str))
            + _shown(fast, found)
            + _shown(REFEREE, ruling)
        )
    return ruling


def findings(report: Report) -> set[Finding]:
    """What engines have to agree on: focus node, path, component, severity."""
    return {(each.focus_node, each.path, each.component, each.severity) for each in report.results}


def _said(finding: Finding) -> str:
    focus_node, path, component, severity = finding
    on = f" on <{path}>" if path else ""
    return f"{severity.rsplit('#', 1)[-1]} {component.rsplit('#', 1)[-1]} at {written(focus_node)}{on}"


def _shown(name: str, report: Report) -> str:
    """A report for a person: its results in their order, the first `SHOWN` of them."""
    count = len(report.results)
    more = f"  … and {count - SHOWN} more\n" if count > SHOWN else ""
    return f"report of {name}, {count} results:\n" + "".join(map(_result, report.results[:SHOWN])) + more


def _result(result: Result) -> str:
    about = (result.focus_node, result.path, result.component, result.severity)
    value = "" if result.value is None else f", value {written(result.value)}"
    return f"  {_said(about)} of <{result.source_shape}>{value}: {result.message}\n"
