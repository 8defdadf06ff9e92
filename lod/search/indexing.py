"""Documents → an index on disk. The engine gives its files names by chance, so the same documents never give the same
bytes: a manifest treats them as it treats the store's (`lod.releases.manifest`). What is found in them is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
import tantivy

from lod.namespaces import SKOS
from lod.search import documents, fields, nodes
from lod.search.documents import Document
from lod.search.fields import Group, Name, Shown
from lod.search.nodes import Node
from lod.search.words import joined
from lod.terms import Triple

HEAP = 128_000_000
"""Bytes that the engine holds before it writes a segment. A register of half a million units fills it a few times;
the fewer segments, the sooner an answer."""


class Spool:
    """Documents on disk, put there as they come. `path` must not be there yet; its owner removes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")

    def add(self, encoded: bytes) -> None:
        """Documents as `documents.encoded` gives them."""
        self._file.write(encoded)

    def close(self) -> None:
        """Nothing comes any more."""
        self._file.close()

    def __iter__(self) -> Iterator[Document]:
        self._file.flush()
        with self._path.open("rb") as file:
            yield from documents.decoded(file)


def build(folder: Path, spooled: Iterable[Document], vocabulary: Iterable[Triple]) -> None:
    """Writes the index of the documents, of the concepts and terms of the vocabulary, and of the units that it lists,
    into `folder`, which must not be there. Memory is bounded. Raises OSError."""
    about = nodes.nodes(vocabulary, nodes.VOCABULARY)
    folder.mkdir()
    # One thread: documents keep the order in which they come, and the store is compacted meanwhile.
    writer = tantivy.Index(fields.schema(), str(folder), reuse=False).writer(HEAP, 1)
    made = _Making(about)
    listed = {iri: node for iri, node in about.items() if nodes.is_unit(node)}
    for each in spooled:
        if each.iri in listed:
            del listed[each.iri]
        writer.add_document(made.document(each))
    for each in (documents.unit(iri, node) for iri, node in sorted(listed.items())):
        writer.add_document(made.document(each))
    for each in documents.of_vocabulary(about):
        writer.add_document(made.document(each))
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".*.lock"):  # nobody writes here any more
        lock.unlink()
    fields.write_values(folder, made.values())


class _Making:
    """Numbers groups and areas in the order in which they come."""

    def __init__(self, about: Mapping[str, Node]) -> None:
        self._about = about
        self._groups: dict[Group, int] = {}
        self._areas: dict[str, int] = {}
        self._words_of = cache(self._words)

    def document(self, each: Document) -> tantivy.Document:
        """As the engine takes it."""
        made = tantivy.Document()
        made.add_bytes(
            fields.SHOWN, msgspec.json.encode(Shown(each.iri, each.title, each.language, each.date, each.issued))
        )
        text = each.text
        for key in each.keys:
            made.add_text(fields.NAME, key)
            if each.kind == documents.UNIT:  # a unit that is called so comes before a concept that is
                made.add_text(fields.KEY, key)
        if each.area:
            made.add_unsigned(fields.AREA, self._areas.setdefault(each.area, len(self._areas)))
            # One looks for the café in Norwich; of an inspection, its unit leads there.
            text = f"{text} {self._words_of(each.area)}" if each.keys else text
        made.add_text(fields.TEXT, text)
        group = (each.kind, each.rating, each.type, each.inspectorate, each.programme)
        made.add_unsigned(fields.GROUP, self._groups.setdefault(group, len(self._groups)))
        if each.date:
            made.add_unsigned(fields.YEAR, int(each.date[:4]))
        return made

    def values(self) -> fields.Values:
        """The table of the values, by number."""
        used = {iri for group in self._groups for iri in group[1:] if iri} | self._areas.keys()
        names = {iri: self._name(iri) for iri in sorted(used)}
        return fields.Values(tuple(self._groups), tuple(self._areas), names)

    def _words(self, area: str) -> str:
        return joined(nodes.label(self._about.get(area, {})))

    def _name(self, iri: str) -> Name:
        node = self._about.get(iri, {})
        schemes = [each for each in node.get(SKOS.inScheme, ()) if isinstance(each, str)]
        return Name(nodes.label(node) or iri, nodes.label(self._about.get(schemes[0], {})) if schemes else "")
