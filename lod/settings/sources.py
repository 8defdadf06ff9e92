"""The `[[source]]` tables: which files are read as what, and under which licence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lod import ingest, iris, objects, profiles
from lod.errors import SettingsError
from lod.ingest import Location, SourceFiles
from lod.model import Licence
from lod.namespaces import OGL, OGL_ATTRIBUTION
from lod.profiles import Profile
from lod.settings import values
from lod.settings.reading import KeyPath, Reader
from lod.settings.tables import SourceTable


def source_files(reader: Reader, tables: tuple[SourceTable, ...], own: Licence) -> Iterator[SourceFiles]:
    """The sources of a publication whose own licence is `own`. Raises SettingsError."""
    if not tables:
        raise reader.error(("source",), None, "at least one [[source]]")
    loaded: dict[str, Profile] = {}
    licences = {own.iri: own}
    for index, table in enumerate(tables):
        at = ("source", index)
        if table.kind not in ingest.KINDS:
            raise reader.error((*at, "kind"), table.kind, " or ".join(ingest.KINDS))
        name = _profile_name(reader, at, table)
        if name not in loaded:
            loaded[name] = _profile(reader, (*at, "profile"), name)
        licence = _licence(reader, at, table, loaded[name], licences)
        licences[licence.iri] = licence
        yield SourceFiles(table.kind, _files(reader, (*at, "path"), table.path), loaded[name], licence)


def _profile_name(reader: Reader, at: KeyPath, table: SourceTable) -> str:
    name = table.profile or ingest.DEFAULT_PROFILES.get(table.kind)
    if not name:
        raise reader.error((*at, "profile"), table.profile, _profiles())
    return name


def _profile(reader: Reader, at: KeyPath, name: str) -> Profile:
    is_own = name.endswith(".toml")
    if not ((reader.folder / name).is_file() if is_own else name in profiles.names()):
        raise reader.error(at, name, _profiles())
    return profiles.load(str(reader.folder / name) if is_own else name)


def _profiles() -> str:
    return f"{', '.join(profiles.names())}, or the path of a .toml file"


def _licence(reader: Reader, at: KeyPath, table: SourceTable, profile: Profile, known: dict[str, Licence]) -> Licence:
    """The source's own licence, else its profile's, else the publication's, which is the first of those `known`."""
    if table.licence is not None:
        values.check_iri(reader, (*at, "licence"), table.licence)
    own = next(iter(known))
    iri = iris.licence(table.licence or profile.licence or own)
    standard = known[iri].attribution if iri in known else OGL_ATTRIBUTION if iri == OGL else None
    attribution = table.attribution or standard
    if not attribution:
        raise reader.error((*at, "attribution"), table.attribution, f"what the licence {iri} asks users to write")
    if iri in known and attribution != known[iri].attribution:
        # What is stated under a licence is one dataset, and a dataset has one attribution.
        accepted = f"one attribution for each licence, here {known[iri].attribution!r}"
        raise reader.error((*at, "attribution"), table.attribution, accepted)
    return Licence(iri, attribution)


def _files(reader: Reader, at: KeyPath, pattern: str) -> tuple[Location, ...]:
    if objects.is_url(pattern):
        return _remote_files(reader, at, pattern)
    path = Path(pattern)
    folder = Path(path.anchor) if path.is_absolute() else reader.folder
    try:
        found = {each for each in folder.glob(str(path).removeprefix(path.anchor)) if each.is_file()}
    except (ValueError, IndexError) as problem:
        raise reader.error(at, pattern, f"a pattern such as sources/*.txt ({problem})") from problem
    if not found:
        raise reader.error(at, pattern, f"a pattern that matches files below {folder}")
    return tuple(sorted(found))


def _remote_files(reader: Reader, at: KeyPath, pattern: str) -> tuple[Location, ...]:
    try:
        found = objects.find(pattern)
    except SettingsError as problem:
        raise reader.error(at, problem.found, problem.accepted) from problem
    except OSError as problem:
        raise reader.error(
            at, pattern, f"a pattern of files on object storage that can be reached ({problem})"
        ) from problem
    if not found:
        raise reader.error(at, pattern, "a pattern that matches files on object storage")
    return found
