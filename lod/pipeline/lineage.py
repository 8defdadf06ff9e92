"""The releases that were served before the one that is being built, as the catalogue names them."""

from __future__ import annotations

from pathlib import Path

from lod import releases
from lod.formats import parse_file
from lod.publication import Earlier
from lod.publication.catalogue import FILE


def earlier(output: Path) -> tuple[Earlier, ...]:
    """The releases that are kept in `output` and were current, in the order in which they last became so. Raises
    ReleaseNotFound, ReleaseDamaged or RdfSyntaxError for one that is not whole."""
    kept = {release.id: release for release in releases.releases(output)}
    events = releases.history(output)
    newest_first = (kept[each] for each in releases.recent(events, len(events)) if each in kept)
    found = [Earlier(release.id, tuple(parse_file(release.file(FILE)))) for release in newest_first]
    return tuple(reversed(found))
