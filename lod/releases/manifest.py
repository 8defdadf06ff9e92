"""A release's manifest: what it is, and the SHA-256 of every file in it.

`manifest.json` covers the files whose bytes follow from the sources alone. Those of the store and of the search's index
do not (engines write their own dates and identities into them), nor do the feeds (they tell when releases took each
other's place), so these have a list of their own, `store/SHA256SUMS`, which ends with the manifest. So has the index of
the lists: its bytes do follow from the sources, but it is for the server alone, and no file to be harvested. Feeds of
when a release became current again, in the folders `feeds-002` and so on, are added later and have one each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from lod.errors import ReleaseDamaged

MANIFEST = "manifest.json"
STORE, FEEDS = "store", "feeds"
SEARCH = "search"
"""The folder of the index; older releases have none."""
LISTS = "lists"
"""The folder of the index of the lists; older releases have none."""
_APART = (FEEDS, LISTS, SEARCH, STORE)
"""The folders whose files are not in the manifest."""
STORE_SUMS = "SHA256SUMS"


class File(msgspec.Struct, frozen=True):
    """A file of a release: its name, its size in bytes, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    bytes: int
    sha256: str


NOTHING_KNOWN: Mapping[str, File] = {}


class Dataset(msgspec.Struct, frozen=True):
    """What a release says under one licence. `rdfc10` is the SHA-256 of its canonical N-Quads (RDFC-1.0, section 1:
    the same for any copy of these statements, in whatever syntax it came)."""

    name: str
    licence: str
    triples: int
    rdfc10: str


class Source(msgspec.Struct, frozen=True):
    """A document that facts were read from, with the SHA-256 of its bytes."""

    name: str
    sha256: str
    licence: str


class Validated(msgspec.Struct, frozen=True):
    """In how many parts the data were validated, and how many of these the referee saw too: the same result each."""

    parts: int
    refereed: int


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a release says of itself. `modified` is the newest date in its data, as stated there: of
    publication or, where none is stated, of the end of fieldwork. `classes` is how many entities there are of each
    class, by IRI; None where they were not counted: in a joint release, and in one that an older version made. So is
    `validated`."""

    id: str
    title: str
    base_iri: str
    software: str
    ontology: str
    modified: str | None
    inspections: int
    units: int
    triples: int
    files: tuple[File, ...]
    classes: dict[str, int] | None = None
    datasets: tuple[Dataset, ...] = ()
    sources: tuple[Source, ...] = ()
    validated: Validated | None = None


def described(path: Path, name: str) -> File:
    """A file with its size and digest, read in pieces."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(name, path.stat().st_size, digest)


def described_folder(folder: Path, known: Mapping[str, File] = NOTHING_KNOWN) -> tuple[File, ...]:
    """Every file directly in a folder but the manifest, by name. `known` are those that need not be read for it."""
    return tuple(
        known.get(path.name) or described(path, path.name)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != MANIFEST
    )


def write(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest, and the list of the files of the store and the feeds."""
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / MANIFEST).write_bytes(encoded + b"\n")
    files = (*_store_files(folder), described(folder / MANIFEST, MANIFEST))
    sums = (f"{file.sha256}  {file.name}\n" for file in files)
    (folder / STORE / STORE_SUMS).write_text("".join(sums), "utf-8")


def read(folder: Path) -> Manifest:
    """Raises ReleaseDamaged when there is no manifest, or none that can be read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as problem:
        raise ReleaseDamaged(f"release {folder.name}: {MANIFEST}: {problem}") from problem


def later_feeds(folder: Path) -> list[Path]:
    """The feeds of when a release became current again, the newest last."""
    return sorted(folder.glob(f"{FEEDS}-*"))


def sum_feeds(feeds: Path, name: str) -> None:
    """Writes the list of files into feeds that are to be called `name` in their release."""
    files = [described(path, f"{name}/{path.name}") for path in sorted(feeds.iterdir())]
    (feeds / STORE_SUMS).write_text("".join(f"{file.sha256}  {file.name}\n" for file in files), "utf-8")


def damage(folder: Path) -> list[str]:
    """What differs from the manifest, a line each: files missing, added or changed. Recomputes every digest."""
    manifest, files = read(folder), described_folder(folder)
    try:
        listed = (folder / STORE / STORE_SUMS).read_text("utf-8")
        listed += "".join((feeds / STORE_SUMS).read_text("utf-8") for feeds in later_feeds(folder))
    except (OSError, UnicodeDecodeError) as problem:
        return [*differences(manifest, folder.name, {}, files), f"{STORE}/{STORE_SUMS}: {problem}"]
    own = _sums(listed).get(MANIFEST)
    changed = own is not None and own != described(folder / MANIFEST, MANIFEST).sha256
    found = differences(manifest, folder.name, store_sums(listed), (*files, *_store_files(folder)))
    return [f"{MANIFEST}: changed"] * changed + found


def store_sums(text: str) -> dict[str, str]:
    """The SHA-256 of the files that engines wrote, by name, of the text of `store/SHA256SUMS`."""
    return {name: sha256 for name, sha256 in _sums(text).items() if name != MANIFEST}


def _sums(text: str) -> dict[str, str]:
    lines = text.removesuffix("\n").split("\n") if text else []
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}


def differences(manifest: Manifest, release_id: str, stored: dict[str, str], found: Iterable[File]) -> list[str]:
    """What differs between the files `found` of a release, manifest and list of the store's files left out, and what
    these two say, a line each."""
    there = {file.name: file for file in found}
    apart = (*(f"{each}/" for each in _APART), f"{FEEDS}-")
    in_store = {name for name in there if name.startswith(apart)}
    problems = [] if manifest.id == release_id else [f"{MANIFEST}: is of release {manifest.id}"]
    listed = {file.name: file for file in manifest.files}
    problems += _differences(listed, [file for name, file in there.items() if name not in in_store])
    problems += [
        f"{name}: missing or changed"
        for name in sorted(stored)
        if name not in there or there[name].sha256 != stored[name]
    ]
    problems += [f"{name}: not in {STORE_SUMS}" for name in sorted(in_store - stored.keys())]
    return problems


def _differences(listed: dict[str, File], found: Iterable[File]) -> Iterator[str]:
    there = {file.name: file for file in found}
    for name in sorted(listed.keys() | there.keys()):
        if name not in there:
            yield f"{name}: missing"
        elif name not in listed:
            yield f"{name}: not in the manifest"
        elif listed[name] != there[name]:
            yield f"{name}: changed (its SHA-256 is {there[name].sha256})"


def _store_files(folder: Path) -> Iterator[File]:
    """The files that are not in the manifest, but the list of them."""
    folders = (*(folder / name for name in _APART), *later_feeds(folder))
    for path in sorted(each for inner in folders for each in inner.rglob("*")):
        if path.is_file() and path.name != STORE_SUMS:
            yield described(path, path.relative_to(folder).as_posix())
