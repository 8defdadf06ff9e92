"""What is made of the feeds of a release when it is asked for: pages of the event stream, parts of lists of documents.

The same release and number give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lod.errors import ReleaseNotFound
from lod.feeds import addresses, log, members
from lod.feeds.log import Log
from lod.feeds.statements import Statements
from lod.feeds.states import State, states
from lod.formats import Format
from lod.iris import Iris
from lod.releases import Release


def paths(release: Release) -> Iterator[str]:
    """Where a server shows the feeds of a release; nothing for one without. Raises ReleaseDamaged."""
    try:
        found = log.read(release)
    except ReleaseNotFound:
        return
    numbers = range(1, len(found.lists) + 1)
    yield from ("/feed/atom.xml", f"/{addresses.SITEMAP}", "/.well-known/resourcesync")
    yield from (f"/feed/ldes.{each.suffix}" for each in (Format.TURTLE, Format.JSON_LD))
    lists = (addresses.CAPABILITIES, addresses.RESOURCES, addresses.CHANGES)
    yield from (f"/feed/resourcesync/{name}" for name in lists)
    yield from (f"/sitemap-{number}.xml.gz" for number in numbers)
    yield from (f"/feed/resourcesync/resourcelist-{number}.xml" for number in numbers)
    for each in found.transitions:
        yield from (f"/feed/resourcesync/{name.removesuffix('.gz')}" for name in each.change_files)
        for number in range(1, len(each.pages) + 1):
            yield f"/feed/ldes/{each.name}/{number}.{Format.N_QUADS.suffix}"


def page(release: Release, transition: str, number: int, dumps: Iterable[Path]) -> bytes:
    """A page of the event stream, as N-Quads, by the name of its transition and its number, from 1. `dumps` are the
    sorted N-Quads that have what the release states. Raises ReleaseNotFound, ReleaseDamaged."""
    told = log.read(release).transitions
    for at, each in enumerate(told):
        if each.name == transition and 1 <= number <= len(each.pages):
            names, where = Iris(release.manifest.base_iri), each.pages[number - 1]
            with release.feed(each.members_file).open("rb") as file:
                file.seek(where.offset)
                held = file.read(where.length)
            aside = [release.feed(later.aside_files[0]) for later in told[at + 1 :]]
            with Statements(dumps, names, aside) as statements:
                return b"".join(members.page(held, statements, names, each, number))
    raise ReleaseNotFound(f"the event stream has no page {transition}/{number}; /feed/ldes lists those that there are")


def sitemap(release: Release, number: int) -> bytes:
    """A part of the sitemap by its number, from 1. Raises ReleaseNotFound, ReleaseDamaged."""
    found = log.read(release)
    return addresses.sitemap(_part(release, found, number), Iris(release.manifest.base_iri), found.newest).encode()


def resource_list(release: Release, number: int) -> bytes:
    """A part of ResourceSync's list of resources by its number, from 1. Raises ReleaseNotFound, ReleaseDamaged."""
    found, names = log.read(release), Iris(release.manifest.base_iri)
    part = _part(release, found, number)
    return addresses.resource_list(part, names, found.newest, found.transitions[-1].at).encode()


def _part(release: Release, found: Log, number: int) -> Iterator[State]:
    if not 1 <= number <= len(found.lists):
        raise ReleaseNotFound(f"the list of documents has no part {number}; it has {len(found.lists)}")
    where = found.lists[number - 1]
    return states(release.folder, where.offset, where.offset + where.length)
