"""The settings of one publication, checked: what is published from which sources, and where it is queried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lod import objects
from lod.errors import SettingsError
from lod.settings import values
from lod.settings.chosen import EngineSettings, Settings, StorageSettings
from lod.settings.reading import Reader
from lod.settings.sources import source_files
from lod.settings.tables import PublicationFile, StoreTable
from lod.store.remote import Endpoints


def publication(reader: Reader, raw: dict[str, Any], *, sources: bool) -> Settings:
    """The settings in a publication.toml. Raises SettingsError for the first thing that cannot be.

    Without `sources` none are looked for.
    """
    file = reader.file(raw, PublicationFile)
    licence = values.licence(reader, file.licence)
    storage = _storage(reader, file)
    return Settings(
        folder=reader.folder,
        publication=values.about(reader, "publication", file.publication, licence),
        output=(
            values.folder(reader, ("publication", "cache"), file.publication.cache) / "made"
            if storage
            else values.folder(reader, ("publication", "output"), file.publication.output)
        ),
        sources=tuple(source_files(reader, file.source, licence)) if sources else (),
        limits=values.limits(file.serve),
        serving=values.serving(reader, file.serve),
        host=file.serve.host,
        port=file.serve.port,
        engine=_engine(reader, file.store),
        storage=storage,
        corrections=_corrections(reader, file.publication.corrections) if sources else None,
    )


def _corrections(reader: Reader, name: str | None) -> Path | None:
    """The file of corrections, which the build reads. Raises SettingsError when it is not there."""
    if name is None:
        return None
    path = reader.folder / name
    if not path.is_file():
        raise reader.error(("publication", "corrections"), name, f"the path of a TOML file below {reader.folder}")
    return path


def _storage(reader: Reader, file: PublicationFile) -> StorageSettings | None:
    """The object storage that `output` names; None when it is a folder."""
    url = file.publication.output
    if not objects.is_url(url):
        return None
    at = ("publication", "output")
    try:
        objects.check(url)
    except SettingsError as problem:
        raise reader.error(at, problem.found, problem.accepted) from problem
    served = values.folder(reader, ("publication", "cache"), file.publication.cache) / "served"
    return StorageSettings(url, served, file.serve.follow)


def _engine(reader: Reader, table: StoreTable) -> EngineSettings | None:
    """Where releases are queried; None for the embedded store."""
    addresses = {"query": table.query, "update": table.update, "graph_store": table.graph_store}
    if table.kind == "embedded":
        for key, address in addresses.items():
            if address is not None:
                raise reader.error(("store", key), address, 'nothing, unless kind is "sparql"')
        return None
    if table.kind != "sparql":
        raise reader.error(("store", "kind"), table.kind, '"embedded" or "sparql"')
    for key, address in addresses.items():
        if address is not None:
            values.check_iri(reader, ("store", key), address)
    if table.query is None or table.update is None:
        missing = "query" if table.query is None else "update"
        raise reader.error(("store", missing), None, "an address of the SPARQL engine")
    return EngineSettings(Endpoints(table.query, table.update, table.graph_store, timeout=table.timeout), table.keep)
