"""Blank nodes in the dumps: each with the entity that leads to it, so that the entity can be written alone.

Facts have none; ordered schemes have lists of them. What is held grows with the vocabularies and not with the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lod.iris import Iris
from lod.terms import Triple

Entity = tuple[str, list[Triple]]
"""Its IRI, or a blank node that stands alone, and the triples of its parts."""


def owned(triples: Iterable[Triple], names: Iris) -> dict[str, list[Triple]]:
    """By the IRI of an entity, what is said of the blank nodes that it alone leads to, in any number of steps.
    `triples` are at least those whose subject or value is a blank node."""
    said: dict[str, list[Triple]] = {}
    led: dict[str, list[str]] = {}
    for triple in triples:
        subject, _, value = triple
        if subject.startswith("_:"):
            said.setdefault(subject, []).append(triple)
        elif isinstance(value, str) and value.startswith("_:"):
            led.setdefault(names.whole(subject), []).append(value)
    reached = {entity: _reached(first, said) for entity, first in led.items()}
    times = Counter(node for nodes in reached.values() for node in nodes)
    return {
        entity: [triple for node in nodes if times[node] == 1 for triple in said.get(node, ())]
        for entity, nodes in reached.items()
    }


def _reached(first: Iterable[str], said: Mapping[str, list[Triple]]) -> list[str]:
    """Blank nodes by way of blank nodes, each once."""
    found: dict[str, None] = {}
    waiting = list(first)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += [value for *_, value in said.get(node, ()) if isinstance(value, str) and value.startswith("_:")]
    return list(found)


def embedding(entities: Iterable[Entity], taken: Mapping[str, list[Triple]]) -> Iterator[Entity]:
    """Entities with what is `owned`; the blank nodes that it is said of come no more on their own."""
    inside = {subject for about in taken.values() for subject, *_ in about}
    waiting = dict(taken)
    for root, about in entities:
        if root not in inside:
            yield root, [*about, *waiting.pop(root, ())]
