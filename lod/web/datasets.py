"""The datasets of a release as its catalogue and VoID description tell of them: licence, attribution, sources, counts.

Which licence a response is under follows from the documents that its facts were read from: each belongs to a dataset.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from lod.formats import parse_file
from lod.model import Licence
from lod.namespaces import DCAT, DCT, FOAF, INSP, ODRS, PROV, VOID
from lod.publication.release import DumpNames
from lod.releases import Release
from lod.terms import Literal, Term
from lod.web.pages.properties import NAMING

CATALOGUE, VOID_FILE = "catalogue.nt", "void.nt"

Said = Mapping[str, Mapping[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is stated under one licence."""

    iri: str
    title: str
    description: str
    publisher: str
    """Its name."""
    publisher_iri: str
    licence: Licence
    licence_name: str
    release: str
    """The id of the release that its dumps are in."""
    modified: str
    """The newest date in it; empty when there is none."""
    sources: frozenset[str]
    """The documents it was read from, by IRI."""
    files: frozenset[str]
    """Its dumps, by name."""
    inspections: int
    units: int
    triples: int

    @property
    def name(self) -> str:
        """The last segment of its IRI."""
        return self.iri.rpartition("/")[2]


def of_release(release: Release, base_iri: str) -> tuple[Dataset, ...]:
    """The datasets in the catalogue of a release, in the order of their IRIs."""
    return _read(release.folder, base_iri)


def tell(request: Request, found: Iterable[Dataset]) -> None:
    """Says which datasets the facts in the answer to a request are from."""
    request.state.datasets = tuple(found)


def reading(datasets: Iterable[Dataset], sources: Iterable[str]) -> tuple[Dataset, ...]:
    """The datasets that were read from any of the documents."""
    wanted = set(sources)
    return tuple(dataset for dataset in datasets if not wanted.isdisjoint(dataset.sources))


def licences(datasets: Iterable[Dataset], own: Licence) -> tuple[Licence, ...]:
    """The licences of facts from the datasets, each with every attribution once; `own` where no dataset is told of:
    vocabularies and pages about the site itself are under the publication's."""
    return tuple(dict.fromkeys(dataset.licence for dataset in datasets)) or (own,)


@lru_cache(maxsize=32)
def _read(folder: Path, base_iri: str) -> tuple[Dataset, ...]:
    """Releases never change, so they are read once."""
    said, counted = _said(folder / CATALOGUE), _said(folder / VOID_FILE)
    found = (iri for iri in said[base_iri][DCAT.dataset] if isinstance(iri, str))
    return tuple(_dataset(iri, said, counted) for iri in sorted(found))


def _dataset(iri: str, said: Said, counted: Said) -> Dataset:
    about = said[iri]
    entities = dict(_entities(iri, counted))
    licence = _first(about, DCT.license)
    return Dataset(
        iri=iri,
        title=_first(about, DCT.title),
        description=_first(about, DCT.description),
        publisher=_first(said[_first(about, DCT.publisher)], FOAF.name),
        publisher_iri=_first(about, DCT.publisher),
        licence=Licence(licence, _first(said[_first(about, DCT.rights)], ODRS.attributionText)),
        licence_name=next(filter(None, (_first(said[licence], naming) for naming in NAMING)), licence),
        release=_first(about, DCAT.version),
        modified=_first(about, DCT.modified),
        sources=frozenset(map(str, about[PROV.wasDerivedFrom])),
        files=frozenset(_files(iri, said)),
        inspections=entities.get(INSP.Inspection, 0),
        units=entities.get(INSP.InspectedUnit, 0),
        triples=int(_first(counted[iri], VOID.triples) or 0),
    )


def _files(iri: str, said: Said) -> Iterator[str]:
    """Its distributions, and the states of its entities."""
    for distribution in said[iri][DCAT.distribution]:
        for address in said[str(distribution)][DCAT.downloadURL]:
            name = str(address).rpartition("/")[2]
            yield name
            if name.endswith(".nq"):
                yield DumpNames(name.removesuffix(".nq")).states


def _entities(iri: str, counted: Said) -> Iterator[tuple[str, int]]:
    """How many there are of each class."""
    for part in counted[iri][VOID.classPartition]:
        about = counted[str(part)]
        yield _first(about, VOID["class"]), int(_first(about, VOID.entities) or 0)


def _first(about: Mapping[str, list[Term]], predicate: str) -> str:
    value = next(iter(about[predicate]), "")
    return value.lexical if isinstance(value, Literal) else value


def _said(path: Path) -> Said:
    said: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in parse_file(path):
        said[subject][predicate].append(value)
    return said
