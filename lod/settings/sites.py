"""The settings of a site: several publications that one server shows together, under one base IRI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lod import objects
from lod.settings import values
from lod.settings.chosen import Settings, SiteSettings
from lod.settings.reading import KeyPath, Reader
from lod.settings.tables import SiteFile


def members(reader: Reader, file: SiteFile) -> Iterator[tuple[KeyPath, Path]]:
    """The files of the site's publications, and where the site names them. Raises SettingsError."""
    if not file.publication:
        raise reader.error(("publication",), None, "at least one [[publication]]")
    for index, member in enumerate(file.publication):
        at = ("publication", index, "path")
        values.check_text(reader, at, member.path)
        path = (reader.folder / member.path).resolve()
        if not path.is_file():
            raise reader.error(at, member.path, f"the path of a publication.toml below {reader.folder}")
        yield at, path


def site(reader: Reader, file: SiteFile, inner: tuple[Settings, ...]) -> SiteSettings:
    """The site of the publications `inner`, in the order of the file. Raises SettingsError when they cannot stand in
    one: IRIs of different publications meet in one graph only under one base IRI, and each has files of its own."""
    if file.store.kind != "embedded":
        raise reader.error(("store", "kind"), file.store.kind, '"embedded": the joint release of a site has no other')
    if objects.is_url(file.site.output):
        raise reader.error(("site", "output"), file.site.output, "a folder: joint releases are kept on this machine")
    licence = values.licence(reader, file.licence)
    about = values.about(reader, "site", file.site, licence)
    output = values.folder(reader, ("site", "output"), file.site.output)
    taken: dict[object, str] = {output: "the site", about.name: "the site"}
    for index, member in enumerate(inner):
        at, table = ("publication", index), file.publication[index]
        if member.publication.base_iri != about.base_iri:
            raise reader.error(
                (*at, "path"),
                f"{table.path} with the base_iri {member.publication.base_iri}",
                f"publications with the site’s base_iri, {about.base_iri}",
            )
        for what, value in (("name", member.publication.name), ("output", member.output)):
            if value in taken:
                found = f"{table.path} with the {what} {value}"
                raise reader.error((*at, "path"), found, f"another {what} than that of {taken[value]}")
            taken[value] = table.path
    return SiteSettings(
        folder=reader.folder,
        publication=about,
        output=output,
        members=inner,
        limits=values.limits(file.serve),
        serving=values.serving(reader, file.serve),
        host=file.serve.host,
        port=file.serve.port,
    )
