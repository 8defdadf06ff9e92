"""publication.toml, or site.toml for several publications, as one frozen object; docs/settings.md explains every key.

Every value has a default or an error that names file and key, what was found and what is accepted. Paths are relative
to the file's folder. Nothing is read from the environment.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from lod.errors import SettingsError
from lod.settings.chosen import EngineSettings, Settings, SiteSettings
from lod.settings.publications import publication
from lod.settings.reading import Key, Reader, keys
from lod.settings.sites import members
from lod.settings.sites import site as _site
from lod.settings.tables import SiteFile

__all__ = ["FILE", "SITE_FILE", "EngineSettings", "Key", "Settings", "SiteFile", "SiteSettings", "find", "keys", "load"]

FILE = "publication.toml"
SITE_FILE = "site.toml"


def find(folder: Path) -> Path:
    """The publication.toml of a folder, or else its site.toml. Raises SettingsError when there is neither."""
    for name in (FILE, SITE_FILE):
        if (folder / name).is_file():
            return folder / name
    accepted = f"a folder with {FILE} or {SITE_FILE}, or the path of one; `lod init DIR` makes a publication"
    raise SettingsError(str(folder / FILE), None, accepted)


def load(path: Path, *, sources: bool = True) -> Settings | SiteSettings:
    """Reads and checks a publication.toml, or a site.toml with all its publications: a file with the table `[site]` is
    the settings of a site, whatever it is called. Raises SettingsError for the first thing that cannot be.

    Without `sources` none are looked for: a server that holds only releases has none.
    """
    raw = _read(path)
    if "site" not in raw:
        return publication(Reader(path), raw, sources=sources)
    reader = Reader(path)
    file = reader.file(raw, SiteFile)
    inner = []
    for at, member in members(reader, file):
        toml = _read(member)
        if "site" in toml:
            raise reader.error(at, str(member), "the publication.toml of one publication")
        inner.append(publication(Reader(member), toml, sources=sources))
    return _site(reader, file, tuple(inner))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise SettingsError(str(path), None, f"a file that can be read ({problem.strerror})") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(str(path), str(problem), "TOML 1.0 in UTF-8, see https://toml.io") from problem
