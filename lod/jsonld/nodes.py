"""Triples grouped for writing objects: subject → property → values in one order, with RDF lists taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lod.namespaces import RDF
from lod.terms import Literal, Term, Triple

Node = dict[str, list[Term]]
"""What is said of one subject, by property."""


def by_subject(triples: Iterable[Triple]) -> dict[str, Node]:
    """Triples by subject and property; each value once, IRIs before literals, whatever order they came in."""
    nodes: dict[str, Node] = {}
    several: list[list[Term]] = []
    node, last = dict[str, list[Term]](), ""
    for subject, predicate, value in triples:
        if subject != last:
            node, last = nodes.setdefault(subject, {}), subject
        values = node.get(predicate)
        if values is None:
            node[predicate] = [value]
        else:
            if len(values) == 1:
                several.append(values)
            values.append(value)
    for values in several:
        # Terms of one kind are compared as they are, without a call for each.
        values[:] = sorted(set(values), key=_order if len({*map(type, values)}) > 1 else None)
    return nodes


def _order(term: Term) -> tuple[bool, Term]:
    return isinstance(term, Literal), term


def take_lists(nodes: dict[str, Node], root: str) -> dict[str, list[Term]]:
    """Removes well-formed RDF lists from `nodes` and gives their members by the list's first cell.

    Well-formed (JSON-LD API 8.4.2): every cell a blank node with one `rdf:first`, one `rdf:rest` and nothing else, and
    led to from one place only; the last rest is `rdf:nil`. A list in a list, and `root`, stay as they are.
    """
    cells = {name: node for name, node in nodes.items() if name.startswith("_:") and name != root and _is_cell(node)}
    if not cells:
        return {}
    leads = Counter(value for node in nodes.values() for values in node.values() for value in values)
    leads.update(cell[RDF.first][0] for cell in cells.values())
    before = {cell[RDF.rest][0]: name for name, cell in cells.items()}
    lists: dict[str, list[Term]] = {}
    for last in [name for name, cell in cells.items() if cell[RDF.rest] == [RDF.nil]]:
        members: list[Term] = []
        head = ""
        cell: str | None = last
        while cell and leads[cell] == 1:
            members.append(nodes.pop(cell)[RDF.first][0])
            head, cell = cell, before.get(cell)
        if head:
            lists[head] = members[::-1]
    return lists


def _is_cell(node: Node) -> bool:
    return node.keys() == {RDF.first, RDF.rest} and all(len(it) == 1 for it in node.values())
