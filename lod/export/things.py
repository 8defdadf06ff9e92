"""What a release says something of, read from its dumps: they are sorted, so nothing has to be remembered."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TextIO

from lod import joint
from lod.formats import Format
from lod.releases import Release
from lod.web import datasets
from lod.web.site import Site

_SORTED = f".{Format.N_QUADS.suffix}"


def members_of(site: Site, release: Release) -> tuple[Release, ...]:
    """The releases that a joint release is made of, which have the dumps; none for any other. Raises ReleaseError."""
    return tuple(site.release(member.release) for member in joint.members(release))


def things(copied: Iterable[Release], base_iri: str) -> Iterator[str]:
    """The IRIs below `{base_iri}id/` that are subjects in the releases, each once, sorted; of one with a fragment, the
    IRI without it. A joint release has no dumps itself, its members have, one for each of their datasets."""
    with ExitStack() as stack:
        dumps = [
            stack.enter_context(release.file(name).open(encoding="utf-8", newline="\n"))
            for release in copied
            for name in _dumps(release, base_iri)
        ]
        last = ""
        for iri in heapq.merge(*(_subjects(dump, f"<{base_iri}id/") for dump in dumps)):
            if iri != last:
                yield iri
            last = iri


def _dumps(release: Release, base_iri: str) -> list[str]:
    """The release's dumps in N-Quads, which are sorted, by name."""
    dumps = {name for dataset in datasets.of_release(release, base_iri) for name in dataset.files}
    return [file.name for file in release.manifest.files if file.name in dumps and file.name.endswith(_SORTED)]


def _subjects(dump: TextIO, start: str) -> Iterator[str]:
    last = ""
    for line in dump:
        if line.startswith(start):
            iri = line[1 : line.index(">")].partition("#")[0]
            if iri != last:
                yield iri
            last = iri
