"""The index of a release that was made without one, or of a joint release, from its store: the same entries, made
property by property."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lod.iris import Iris
from lod.lists import making
from lod.lists.entries import CLASSES, WANTED, encoded, entries, said
from lod.lists.making import Spool
from lod.namespaces import DCT, ORG, RDF, SKOS
from lod.queries import query
from lod.store import Store
from lod.terms import Triple

_BETWEEN = (DCT.isPartOf, DCT.spatial, ORG.subOrganizationOf, SKOS.inScheme)


def build(folder: Path, store: Store, names: Iris) -> None:
    """Writes the index into `folder`, which must not be there. Takes memory for all that is listed. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="lod-lists-") as work:
        spool = Spool(Path(work))
        spool.add(encoded(entries({each: _said(store, each) for each in (*WANTED, RDF.type)}, names)))
        making.build(folder, spool, _above(store), names)
        spool.close()


def _said(store: Store, property_: str) -> Mapping[str, str]:
    if property_ != RDF.type:
        return said(_pairs(store, property_))[property_]
    typed = ((class_, store.select(query("having"), {"property": property_, "value": class_})) for class_ in CLASSES)
    return said((str(row["member"]), property_, class_) for class_, rows in typed for row in rows)[property_]


def _above(store: Store) -> Iterator[Triple]:
    """What lies in what, and what is on which scale."""
    for property_ in _BETWEEN:
        yield from _pairs(store, property_)


def _pairs(store: Store, property_: str) -> Iterator[Triple]:
    for row in store.select(query("pairs"), {"property": property_}):
        value = row["value"]
        # The same IRIs come of one property after the other: each is kept once.
        yield sys.intern(str(row["member"])), property_, sys.intern(value) if isinstance(value, str) else value
