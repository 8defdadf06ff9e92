"""Entries put in an index, as a build does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from lod.formats import parse_lines
from lod.iris import Iris
from lod.lists import List, entries, making
from lod.lists.index import Listed
from lod.profiles import schemes
from lod.terms import Triple

NAMES = Iris("https://data.example.org/")

Chunks = Iterable[Iterable[Triple]]
Build = Callable[[Chunks], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Writes the index of what is said, one chunk after the other; gives its folder."""

    def built(chunks: Chunks) -> Path:
        work = tmp_path / "work"
        work.mkdir()
        spool = making.Spool(work)
        for triples in chunks:
            spool.add(entries.encoded(entries.entries(entries.said(triples), NAMES)))
        vocabulary = parse_lines(schemes.vocabulary_lines(NAMES.base_iri, ["food-authority"]))
        making.build(tmp_path / "lists", spool, vocabulary, NAMES)
        spool.close()
        return tmp_path / "lists"

    return built


@pytest.fixture
def opened(build: Build) -> Callable[[Chunks], dict[List, Listed]]:
    """The lists of what is said."""
    return lambda chunks: {of: Listed(folder, of) for folder in [build(chunks)] for of in List}
