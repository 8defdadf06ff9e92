"""What chunks came to → the dumps of each licence, the store, written side by side as the chunks come, and the indexes
of the search and of the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from lod import iris, publication
from lod.formats import parse_lines
from lod.iris import Iris
from lod.lists import making
from lod.model import Licence, Publication, Source
from lod.publication import Dataset, DumpNames, Dumps, Rendered
from lod.releases.manifest import LISTS, SEARCH, STORE
from lod.search import indexing
from lod.store import Loader
from lod.terms import lines

_NO_ENTRIES: Mapping[str, bytes] = {}


class Writing:
    """The datasets of a release in `folder`, the publication's own first. A context manager: left without an exception,
    the store is complete.

    `licences` are those of the sources that are not the publication's, with their attribution: what is stated under
    one is a dataset of its own. `shared` are lines that belong to the publication's own.
    """

    def __init__(
        self,
        about: Publication,
        licences: Iterable[Licence],
        folder: Path,
        work: Path,
        shared: Iterable[str],
    ) -> None:
        self._about = about
        names = Iris(about.base_iri)
        self._licences = {about.licence.iri: about.licence, **{each.iri: each for each in licences}}
        self._names = {iri: _stem(about, iri) for iri in self._licences}
        self._dumps = {
            iri: publication.Dumps(folder, DumpNames(f"data{stem}"), work / f"dataset{stem}", names, iri)
            for iri, stem in self._names.items()
        }
        self._vocabulary = list(shared)
        self._own.share(self._vocabulary)
        self._search = folder / SEARCH
        self._documents = indexing.Spool(work / "documents")
        self._lists = folder / LISTS
        (work / "lists").mkdir()
        self._entries = making.Spool(work / "lists")
        self._loader = Loader(folder / STORE)

    @property
    def _own(self) -> Dumps:
        return self._dumps[self._about.licence.iri]

    def __enter__(self) -> Self:
        self._loader.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._documents.close()
        self._entries.close()
        self._loader.__exit__(kind, error, trace)

    def add(
        self, parts: Mapping[str, Rendered], documents: bytes = b"", entries: Mapping[str, bytes] = _NO_ENTRIES
    ) -> None:
        """What the next chunk came to, by licence, what is found of it, and its places in the lists."""
        self._documents.add(documents)
        self._entries.add(entries)
        for licence, rendered in parts.items():
            self._dumps[licence].add(rendered)
            self._loader.add(rendered.inspections)
            self._loader.add(rendered.units)

    def share(self, licence: str, said: Iterable[str]) -> None:
        """Lines about neither units nor inspections, stated under a licence."""
        self._dumps[licence].share(said)

    def statistics(self, vocabulary: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """The cubes of what was counted in each dataset, in pieces, by licence: to be validated, and then shared."""
        known, names = list(parse_lines(vocabulary)), Iris(self._about.base_iri)
        for licence, dumps in self._dumps.items():
            cubes = publication.cubes(dumps.counts, self._name(licence), self._title(licence), licence, known, names)
            for piece in publication.whole_subjects(lines(cubes)):
                yield licence, piece

    def _name(self, licence: str) -> str:
        return f"{self._about.name}{self._names[licence]}"

    def _title(self, licence: str) -> str:
        return self._about.title + (f" ({licence})" if self._names[licence] else "")

    def finish(self, sources: Sequence[Source]) -> tuple[Dataset, ...]:
        """Completes the dumps and the indexes while the store takes in its last lines; gives the
        datasets."""
        counted = {licence: dumps.gather() for licence, dumps in self._dumps.items()}
        for dumps in self._dumps.values():
            self._loader.add_file(dumps.shared)
        self._loader.complete()
        finished = {licence: dumps.finish() for licence, dumps in self._dumps.items()}
        # Compacting leaves a processor idle now.
        indexing.build(self._search, self._documents, parse_lines(self._vocabulary))
        making.build(self._lists, self._entries, parse_lines(self._vocabulary), Iris(self._about.base_iri))
        return tuple(
            Dataset(
                name=self._name(licence),
                title=self._title(licence),
                licence=self._licences[licence],
                dumps=finished[licence],
                sources=tuple(source for source in sources if source.licence == licence),
                statistics=counted[licence],
            )
            for licence in self._dumps
        )


def _stem(about: Publication, licence: str) -> str:
    """What tells a dataset from the publication's own, by its licence: `-creativecommons-org-licenses-by-4-0`."""
    return "" if licence == about.licence.iri else f"-{iris.slug(licence.partition('://')[2])}"
