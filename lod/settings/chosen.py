"""What settings come to: frozen objects, checked and with their paths resolved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lod.ingest import SourceFiles
from lod.model import Publication
from lod.store import Limits
from lod.store.remote import Endpoints
from lod.web.serving.settings import Serving


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """A SPARQL 1.1 engine that holds the releases, and how many of them."""

    endpoints: Endpoints
    keep: int


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Object storage that holds the releases, by URL."""

    url: str
    served: Path
    """Folder of this machine into which the current release is fetched to be served."""
    every: float
    """Seconds between two looks for a new one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What publication.toml says."""

    folder: Path
    """Where the file stands."""
    publication: Publication
    output: Path
    """Where releases are kept; with a storage, where they are made."""
    sources: tuple[SourceFiles, ...]
    limits: Limits
    serving: Serving
    host: str
    port: int
    engine: EngineSettings | None = None
    """None is the embedded store."""
    storage: StorageSettings | None = None
    """None is the folder `output`."""
    corrections: Path | None = None
    """The file of corrections, if there is one."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What site.toml says: several publications, each complete by itself, that one server shows together.

    `publication` is the site as a publication of its own: who shows it, and the licence of its catalogue.
    """

    folder: Path
    publication: Publication
    output: Path
    """Where joint releases are kept."""
    members: tuple[Settings, ...]
    limits: Limits
    serving: Serving
    host: str
    port: int
