"""What changed since a time, by the log of a release and the change lists that it has."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import unescape

from lod.feeds import lists, log
from lod.iris import Iris
from lod.releases import Release


def changed_since(release: Release, names: Iris, since: datetime.datetime) -> frozenset[str] | None:
    """The inspections and units, by IRI, that came, changed or went at `since` or later, and units that contain such;
    None for all, when the log began at that time or later.

    Raises ReleaseNotFound for a release without feeds, ReleaseDamaged.
    """
    transitions = log.read(release).transitions
    if datetime.datetime.fromisoformat(transitions[0].at) >= since:
        return None
    later = (each for each in transitions if datetime.datetime.fromisoformat(each.at) >= since)
    files = (release.feed(name) for each in later for name in each.change_files)
    documents = (_address(entry) for path in files for entry in lists.entries(path))
    start = f"{names.base_iri}doc/"
    return frozenset(f"{names.entities}{each.removeprefix(start).removesuffix('.ttl')}" for each in documents)


def _address(entry: str) -> str:
    return unescape(entry.partition("<loc>")[2].partition("</loc>")[0])
