"""Chunks become dumps and a store: a dataset for each licence, and the store holds them all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lod import publication
from lod.iris import Iris
from lod.model import Licence, Publication, Source
from lod.namespaces import OGL
from lod.pipeline.writing import Writing
from lod.publication import Dataset
from lod.search import documents
from lod.search.asking import Question
from lod.search.documents import Document
from lod.search.index import Index
from lod.store import open_store
from lod.terms import Triple, lines

OTHER = Licence("https://creativecommons.org/licenses/by/4.0/", "By others")
BASE = "https://data.example.org/"
SOURCES = [Source("a.csv", "ab" * 32, 1, "text/csv", OGL), Source("b.csv", "cd" * 32, 1, "text/csv", OTHER.iri)]
SHARED = f'<{BASE}id/source/ab> <http://purl.org/dc/terms/title> "a.csv" .\n'

FOUND = Document("unit", f"{BASE}id/unit/prison/A", "Prison A", keys=("prison a",))


def rendered(name: str) -> publication.Rendered:
    unit: Triple = (f"{BASE}id/unit/prison/{name}", "http://purl.org/dc/terms/type", f"{BASE}type")
    return publication.render(dict(zip(lines([unit]), [unit], strict=True)), Iris(BASE))


@pytest.fixture
def written(about: Publication, tmp_path: Path) -> tuple[Path, tuple[Dataset, ...]]:
    """Two chunks under two licences, written."""
    folder, work = tmp_path / "release", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    with Writing(about, [OTHER], folder, work, [SHARED]) as writing:
        writing.add({OGL: rendered("A"), OTHER.iri: rendered("B")}, documents.encoded([FOUND]))
        writing.add({OGL: rendered("C")})
        writing.share(OTHER.iri, ["<urn:x> <urn:y> <urn:z> .\n"])
        found = writing.finish(SOURCES)
    return folder, found


def test_each_licence_is_a_dataset_the_publications_own_first(written: tuple[Path, tuple[Dataset, ...]]) -> None:
    _, found = written
    assert [each.name for each in found] == ["test", "test-creativecommons-org-licenses-by-4-0"]
    assert [each.licence.iri for each in found] == [OGL, OTHER.iri]
    assert [each.sources for each in found] == [(SOURCES[0],), (SOURCES[1],)]


def test_dumps_are_sorted_and_their_digest_is_that_of_the_lines(written: tuple[Path, tuple[Dataset, ...]]) -> None:
    folder, found = written
    own = (folder / "data.nq").read_bytes()
    other = (folder / "data-creativecommons-org-licenses-by-4-0.nq").read_bytes()
    for dump in (own, other):
        said = dump.decode().splitlines(keepends=True)
        assert said == sorted(set(said))
    assert [each.dumps[0].sha256 for each in found] == [hashlib.sha256(dump).hexdigest() for dump in (own, other)]
    assert (own.count(b"\n"), other.count(b"\n")) == (3, 2)
    assert [each.statistics.triples for each in found] == [3, 2]


def test_the_store_holds_what_the_dumps_hold(written: tuple[Path, tuple[Dataset, ...]]) -> None:
    folder, _ = written
    stored = open_store(folder / "store").construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    dumped = [line for dump in folder.glob("data*.nq") for line in dump.read_text("utf-8").splitlines(keepends=True)]
    assert sorted(lines(stored)) == sorted(dumped)


def test_the_index_holds_what_is_found_of_the_chunks(written: tuple[Path, tuple[Dataset, ...]]) -> None:
    folder, _ = written
    found = Index(folder / "search").find(Question("prison"))
    assert [(hit.kind, hit.iri) for hit in found.hits] == [("unit", f"{BASE}id/unit/prison/A")]
