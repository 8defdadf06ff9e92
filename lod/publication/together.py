"""What several graphs state, once: they name the same blank nodes differently, which are told by all that is said of
them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lod.formats import Format, canonical_lines, parse_lines, relabelled

Group = tuple[str, ...]
"""Canonical lines that share blank nodes with each other and with no others."""


def together(graphs: Iterable[bytes]) -> bytes:
    """The canonical lines of several graphs, sorted, each once; blank nodes have names of their own then."""
    plain, groups = set[str](), set[Group]()
    for graph in graphs:
        lines = [f"{line}\n" for line in graph.decode().split("\n")[:-1]]
        blank = [line for line in lines if "_:" in line]
        plain.update(line for line in lines if "_:" not in line)
        groups.update(grouped(blank))
    named = (line for number, group in enumerate(sorted(groups)) for line in relabelled(group, f"g{number}-"))
    return "".join(sorted((*plain, *named))).encode()


def grouped(lines: Iterable[str]) -> Iterator[Group]:
    """Lines by the blank nodes they share, in canonical form: equal for equal content, whatever the nodes' names."""
    kept = list(lines)
    nodes = [
        [term for term in (subject, value) if isinstance(term, str) and term.startswith("_:")]
        for subject, _, value in parse_lines(kept)
    ]
    above: dict[str, str] = {}
    for names in nodes:
        for name in names[1:]:
            above[_top(above, name)] = _top(above, names[0])
    found: dict[str, list[str]] = defaultdict(list)
    for line, names in zip(kept, nodes, strict=True):
        found[_top(above, names[0]) if names else line].append(line)
    for group in found.values():
        yield tuple(canonical_lines("".join(group).encode(), Format.N_TRIPLES, "https://data.example.org/"))


def _top(above: dict[str, str], node: str) -> str:
    """The node that stands for all that share statements with this one."""
    while (upper := above.get(node, node)) != node:
        node = upper
    return node
