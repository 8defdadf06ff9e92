"""Several publications in one: their current releases → a joint release, made current.

A joint release has a store with all that its members state, the index of its lists, one catalogue and one VoID
description of all their datasets, feeds of what changed in any of them, and no dumps: those are the members', and the
catalogue leads to them.
`members.json` says which releases it is made of. The same members give the same id. No clock, no network: the time of
the switch is an argument.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

import lod
from lod import feeds, releases
from lod.errors import ReleaseError
from lod.feeds import states
from lod.iris import Iris
from lod.joint import descriptions, graph
from lod.joint.membership import MEMBERS, Member, dumps, dumps_in, members
from lod.lists import from_store, joining
from lod.model import PartialDate, Publication
from lod.profiles import schemes
from lod.publication import DumpNames
from lod.releases import Release, manifest
from lod.store import open_store

__all__ = ["MEMBERS", "Joint", "Member", "build", "dumps", "dumps_in", "members"]

Progress = Callable[[str, int, int | None], None]
"""As `lod.pipeline.Progress`."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What a build came to. `new` is false when the same release was there already."""

    release: Release
    new: bool


def build(
    about: Publication,
    inner: Sequence[tuple[Publication, Path]],
    output: Path,
    at: datetime.datetime,
    *,
    progress: Progress = lambda _doing, _done, _of: None,
) -> Joint:
    """Makes one release in `output` of the current ones of the publications `inner`, each with its output folder, and
    makes it current. Theirs stay as they are.

    Raises ReleaseNotFound when a publication has no release yet, or has no more the one of which the joint release
    before was made, and ReleaseError when one has another base IRI or two state facts about the same unit. Whatever is
    raised, the release that was current stays so.
    """
    found = [releases.current(folder) for _, folder in inner]
    said = [Member(each.name, each.title, release.id) for (each, _), release in zip(inner, found, strict=True)]
    for member, release in zip(said, found, strict=True):
        if release.manifest.base_iri != about.base_iri:
            raise ReleaseError(
                f"release {release.id} of {member.name} has the base IRI {release.manifest.base_iri};"
                f" accepted: {about.base_iri}; `lod build` it again"
            )
    release_id = _release_id(about, said, found)
    dumps_of = partial(dumps_in, [folder for _, folder in inner])
    with releases.workspace(output) as work:
        is_new = not (output / releases.RELEASES / release_id).exists()
        folder = work / "release"
        if is_new:
            folder.mkdir()
            triples = _write(folder, about, said, found, progress)
            progress("writing feeds", 0, None)
            feeds.write(folder / manifest.FEEDS, _switch(folder, release_id, found, at), output, about, dumps_of)
            manifest.write(folder, _manifest(folder, about, release_id, found, triples))
            progress("flushing to disk", 0, None)
        else:
            folder.mkdir()
            again = releases.find(output, release_id)
            feeds.go_on(folder / manifest.FEEDS, again, about, at, dumps_of)
        return Joint(releases.publish(folder, output, release_id, at), is_new)


def _write(
    folder: Path, about: Publication, said: Sequence[Member], found: Sequence[Release], progress: Progress
) -> int:
    """All that the manifest is about; gives the number of triples in the store."""
    progress("joining the stores", 0, None)
    triples = graph.join(found, folder)
    progress("indexing the lists", 0, None)
    _index_lists(folder, [release.folder / manifest.LISTS for release in found], Iris(about.base_iri))
    progress("describing the release", 0, None)
    (folder / MEMBERS).write_bytes(msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n")
    descriptions.write(folder, about, found, _newest(found))
    every = [path for release in found for path in states.files(release.folder)]
    with (folder / DumpNames().states).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(states.written, states.merged(every)))
    return triples


def _index_lists(folder: Path, indexes: Sequence[Path], names: Iris) -> None:
    if all(map(Path.is_dir, indexes)):
        joining.build(folder / manifest.LISTS, indexes)
    else:  # a member was made by older software
        from_store.build(folder / manifest.LISTS, open_store(folder / manifest.STORE), names)


def _switch(folder: Path, release_id: str, found: Sequence[Release], at: datetime.datetime) -> feeds.Switch:
    """Who knows the root of a site alone follows all of it: the states of all members together are compared."""
    held = feeds.Held(folder, tuple(path for release in found for path in feeds.own_dumps(release)))
    licences = {dataset.licence for release in found for dataset in release.manifest.datasets}
    return feeds.Switch(release_id, at, str(_newest(found) or ""), licences, held)


def _manifest(
    folder: Path, about: Publication, release_id: str, found: Sequence[Release], triples: int
) -> manifest.Manifest:
    newest = _newest(found)
    return manifest.Manifest(
        id=release_id,
        title=about.title,
        base_iri=about.base_iri,
        software=lod.__version__,
        ontology=schemes.ontology_version(),
        modified=str(newest) if newest else None,
        inspections=sum(release.manifest.inspections for release in found),
        units=sum(release.manifest.units for release in found),
        triples=triples,
        files=manifest.described_folder(folder),
        datasets=tuple(dataset for release in found for dataset in release.manifest.datasets),
        sources=tuple(source for release in found for source in release.manifest.sources),
    )


def _release_id(about: Publication, said: Sequence[Member], found: Sequence[Release]) -> str:
    """The date of the newest fact, and a digest of what decides the release: its members, description and software."""
    described = msgspec.json.encode([msgspec.to_builtins(said), msgspec.to_builtins(about), lod.__version__])
    return f"{_newest(found) or 'undated'}-{hashlib.sha256(described).hexdigest()[:12]}"


def _newest(found: Sequence[Release]) -> PartialDate | None:
    dates = [PartialDate.parse(each.manifest.modified) for each in found if each.manifest.modified]
    return max(dates, key=lambda date: date.first_day, default=None)
