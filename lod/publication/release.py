"""What the descriptions of a release are made from."""

from __future__ import annotations

from dataclasses import dataclass

from lod.errors import SettingsError
from lod.formats import Coding, Format
from lod.model import Licence, PartialDate, Source
from lod.publication.statistics import Statistics
from lod.terms import Triple

STATES = "entities"
"""What the names of files with the states of entities begin with."""


@dataclass(frozen=True, slots=True)
class DumpNames:
    """What the files that hold all statements of a dataset are called."""

    stem: str = "data"

    @property
    def nquads(self) -> str:
        return f"{self.stem}.nq"

    @property
    def turtle(self) -> str:
        return f"{self.stem}.ttl"

    @property
    def jsonld(self) -> str:
        return f"{self.stem}.jsonld"

    @property
    def ndjson(self) -> str:
        """JSON-LD, an object a line."""
        return f"{self.stem}.ndjson"

    def table(self, name: str, form: Format) -> str:
        """What the file of a table is called: `inspections.csv`, `inspections-cc-by.csv` beside `data-cc-by.nq`."""
        return f"{name}{self.stem.removeprefix('data')}.{form.suffix}"

    @property
    def states(self) -> str:
        """No dump: a line for each entity (`lod.publication.states`)."""
        return f"{STATES}{self.stem.removeprefix('data')}.txt"

    def formats(self) -> dict[str, Format]:
        """The syntax of each."""
        return {self.nquads: Format.N_QUADS, self.turtle: Format.TURTLE, self.jsonld: Format.JSON_LD}


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds all statements of a dataset, or a table of it."""

    name: str
    format: Format
    byte_size: int
    sha256: str
    compression: Coding | None = None
    """How it is compressed; None for a file as it is."""
    table: str = ""
    """Which table (`lod.publication.columns`); empty for all statements."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a release says under one licence: its name in IRIs, its dumps, the documents that it is from, its counts."""

    name: str
    title: str
    licence: Licence
    dumps: tuple[Dump, ...]
    sources: tuple[Source, ...]
    statistics: Statistics

    def __post_init__(self) -> None:
        """Raises SettingsError when nobody could know what to write by the data: ODRS needs an attribution."""
        if not self.licence.attribution.strip():
            where = f"attribution of <{self.licence.iri}>"
            raise SettingsError(where, self.licence.attribution, "what this licence asks users to write")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier release of the same publication: its id, and what its own catalogue says."""

    id: str
    said: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A release: its id, the newest date in its data, its datasets, the publication's own first, and the releases that
    were served before it, the last one last."""

    id: str
    modified: PartialDate | None
    datasets: tuple[Dataset, ...]
    earlier: tuple[Earlier, ...] = ()
