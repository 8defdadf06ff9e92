"""A release's statements as one Turtle and one JSON-LD file, streamed from the sorted N-Quads: memory does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from lod import formats
from lod.formats import Format
from lod.iris import Iris
from lod.publication import context, jsonld
from lod.terms import Triple, written


def write_turtle(nquads: Path, target: Path) -> None:
    """Everything as Turtle with our prefixes, subjects in the order of `nquads`."""
    formats.convert(nquads, target, Format.TURTLE)


def write_jsonld(nquads: Path, target: Path, names: Iris) -> None:
    """Everything as one JSON-LD document, an entity with its parts to a line of its `@graph`.

    `nquads` is sorted. Lines can be read one by one: each, without its comma, is an object in the terms of our context.
    """
    with target.open("wb") as file:
        file.write(b'{"@context":' + msgspec.json.encode(context.terms()) + b',"@graph":[')
        separator = b"\n"
        for root, triples in entities(formats.parse_file(nquads), names):
            file.write(separator + msgspec.json.encode(jsonld.embedded(triples, root)))
            separator = b",\n"
        file.write(b"\n]}\n")


def entities(triples: Iterable[Triple], names: Iris) -> Iterator[tuple[str, list[Triple]]]:
    """Each entity with the triples of its parts, from triples in the order of their canonical lines.

    A part's IRI continues its whole's with `/`, which sorts before the `>` that ends the whole's, so an entity is
    complete once its own lines have passed. Entities are open together only while one's IRI begins another's
    (`…/1`, `…/10`): never more than an IRI has characters.
    """
    opened: list[tuple[str, str, list[Triple]]] = []
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        while opened and opened[-1][0] < written(subject):
            yield opened.pop()[1:]
        whole = names.whole(subject)
        if not opened or opened[-1][1] != whole:
            opened.append((written(whole), whole, []))
        opened[-1][2].extend(about)
    while opened:
        yield opened.pop()[1:]
