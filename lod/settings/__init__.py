"""publication.toml as one frozen object; docs/settings.md explains every key.

Every value has a default or an error that names file and key, what was found and what is accepted. Paths are relative
to the file's folder. Nothing is read from the environment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lod import ingest, iris, profiles
from lod.errors import SettingsError
from lod.ingest import SourceFiles
from lod.model import Licence, Publication, Publisher
from lod.namespaces import OGL, OGL_ATTRIBUTION
from lod.profiles import Profile
from lod.settings.tables import (
    File,
    Key,
    KeyPath,
    LicenceTable,
    PublicationTable,
    PublisherTable,
    Reader,
    ServeTable,
    SourceTable,
    keys,
)
from lod.store import Limits

__all__ = ["FILE", "Key", "Settings", "find", "keys", "load"]

FILE = "publication.toml"

_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Settings:
    """What publication.toml says, checked and with its paths resolved."""

    folder: Path
    """Where the file stands."""
    publication: Publication
    output: Path
    sources: tuple[SourceFiles, ...]
    limits: Limits
    host: str
    port: int


def find(folder: Path) -> Path:
    """The publication.toml of a folder. Raises SettingsError when there is none."""
    path = folder / FILE
    if not path.is_file():
        raise SettingsError(str(path), None, f"a folder with {FILE}, or the path of one; `lod init DIR` makes one")
    return path


def load(path: Path, *, sources: bool = True) -> Settings:
    """Reads and checks a publication.toml. Raises SettingsError for the first thing that cannot be.

    Without `sources` none are looked for: a server that holds only releases has none.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise SettingsError(str(path), None, f"a file that can be read ({problem.strerror})") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(str(path), str(problem), "TOML 1.0 in UTF-8, see https://toml.io") from problem
    reader = Reader(path)
    _check_store(reader, raw)
    return _Checks(reader, path.parent.resolve()).settings(reader.file(raw), sources=sources)


def _check_store(reader: Reader, raw: dict[str, Any]) -> None:
    """Before any key is looked at, since those of a remote store mean nothing yet."""
    store = raw.get("store")
    if isinstance(store, dict) and store.get("kind", "embedded") != "embedded":
        raise reader.error(("store", "kind"), store["kind"], '"embedded"; other stores are not available yet')


@dataclass(frozen=True, slots=True)
class _Checks:
    """What types cannot say of the values of one file, whose folder paths are relative to."""

    reader: Reader
    folder: Path

    def settings(self, file: File, *, sources: bool) -> Settings:
        licence = self._licence(file.licence)
        return Settings(
            folder=self.folder,
            publication=self._publication(file.publication, licence),
            output=self._output(file.publication.output),
            sources=tuple(self._sources(file.source, licence)) if sources else (),
            limits=_limits(file.serve),
            host=file.serve.host,
            port=file.serve.port,
        )

    def _publication(self, table: PublicationTable, licence: Licence) -> Publication:
        self._check_text(("publication", "title"), table.title)
        self._check_text(("publication", "description"), table.description)
        self._check_base(table.base_iri)
        if not (_MAIL.fullmatch(table.contact) or iris.is_web_iri(table.contact)):
            accepted = "an e-mail address, or the address of a page"
            raise self.reader.error(("publication", "contact"), table.contact, accepted)
        for language in table.languages or ("",):
            if not _LANGUAGE.fullmatch(language):
                accepted = 'language tags, such as ["en", "cy"]'
                raise self.reader.error(("publication", "languages"), language, accepted)
        return Publication(
            name=self._name(table),
            title=table.title,
            description=table.description,
            base_iri=table.base_iri,
            publisher=self._publisher(table.publisher),
            contact=table.contact,
            languages=table.languages,
            licence=licence,
        )

    def _name(self, table: PublicationTable) -> str:
        name = iris.slug(table.title) if table.name is None else table.name
        if not _NAME.fullmatch(name):
            accepted = "lower-case letters and digits, with hyphens between"
            raise self.reader.error(("publication", "name"), name, accepted)
        return name

    def _check_base(self, base_iri: str) -> None:
        is_base = iris.is_web_iri(base_iri) and base_iri.endswith("/") and not re.search("[?#]", base_iri)
        if not is_base:
            accepted = "an http or https IRI that ends with / and has neither ? nor #: https://data.example.org/"
            raise self.reader.error(("publication", "base_iri"), base_iri, accepted)

    def _publisher(self, table: PublisherTable) -> Publisher:
        at = ("publication", "publisher")
        self._check_text((*at, "name"), table.name)
        self._check_iri((*at, "iri"), table.iri)
        if table.homepage is not None:
            self._check_iri((*at, "homepage"), table.homepage)
        return Publisher(table.name, table.iri, table.homepage)

    def _output(self, output: str) -> Path:
        self._check_text(("publication", "output"), output)
        return (self.folder / output).resolve()

    def _licence(self, table: LicenceTable) -> Licence:
        self._check_iri(("licence", "iri"), table.iri)
        iri = iris.licence(table.iri)
        attribution = table.attribution or (OGL_ATTRIBUTION if iri == OGL else None)
        if not attribution:
            accepted = "what this licence asks users to write"
            raise self.reader.error(("licence", "attribution"), table.attribution, accepted)
        return Licence(iri, attribution)

    def _sources(self, tables: tuple[SourceTable, ...], licence: Licence) -> Iterator[SourceFiles]:
        if not tables:
            raise self.reader.error(("source",), None, "at least one [[source]]")
        loaded: dict[str, Profile] = {}
        for index, table in enumerate(tables):
            at = ("source", index)
            if table.kind not in ingest.KINDS:
                raise self.reader.error((*at, "kind"), table.kind, " or ".join(ingest.KINDS))
            if table.licence is not None:
                self._check_iri((*at, "licence"), table.licence)
            if table.profile not in loaded:
                loaded[table.profile] = self._profile((*at, "profile"), table.profile)
            yield SourceFiles(
                kind=table.kind,
                paths=self._files((*at, "path"), table.path),
                profile=loaded[table.profile],
                licence=iris.licence(table.licence or licence.iri),
            )

    def _profile(self, at: KeyPath, name: str) -> Profile:
        is_own = name.endswith(".toml")
        if not ((self.folder / name).is_file() if is_own else name in profiles.names()):
            accepted = f"{', '.join(profiles.names())}, or the path of a .toml file"
            raise self.reader.error(at, name, accepted)
        return profiles.load(str(self.folder / name) if is_own else name)

    def _files(self, at: KeyPath, pattern: str) -> tuple[Path, ...]:
        path = Path(pattern)
        folder = Path(path.anchor) if path.is_absolute() else self.folder
        try:
            found = {each for each in folder.glob(str(path).removeprefix(path.anchor)) if each.is_file()}
        except (ValueError, IndexError) as problem:
            raise self.reader.error(at, pattern, f"a pattern such as sources/*.txt ({problem})") from problem
        if not found:
            raise self.reader.error(at, pattern, f"a pattern that matches files below {folder}")
        return tuple(sorted(found))

    def _check_text(self, at: KeyPath, text: str) -> None:
        if not text.strip():
            raise self.reader.error(at, text, "a text")

    def _check_iri(self, at: KeyPath, text: str) -> None:
        if not iris.is_web_iri(text):
            raise self.reader.error(at, text, "an http or https IRI")


def _limits(table: ServeTable) -> Limits:
    return Limits(
        timeout=table.query_timeout,
        memory=table.query_memory,
        wait=table.query_wait,
        max_rows=table.result_rows,
        max_bytes=table.result_size * 2**20,
        workers=table.workers,
    )
