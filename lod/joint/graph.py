"""The stores of several releases → one, with every statement of theirs once.

It begins as a copy of the largest, into which the dumps of the others are loaded. Two releases hold the same blank
nodes under different names: those are told by all that is said of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from lod.errors import ReleaseError
from lod.formats import relabelled
from lod.namespaces import INSP
from lod.publication.together import grouped
from lod.queries import query
from lod.releases import Release
from lod.releases.manifest import STORE, STORE_SUMS
from lod.store import Loader, open_store
from lod.terms import Literal

_LINES = 100_000
_ABOUT_UNIT = tuple(f" <{shortcut}> ".encode() for shortcut in (INSP.latestInspection, INSP.currentRating))


def join(found: Sequence[Release], folder: Path) -> int:
    """Makes `folder`/store of the stores of releases; gives the number of triples in it.

    Raises ReleaseError when two of them state facts about the same unit: each knows a latest inspection of its own.
    """
    largest = max(found, key=lambda release: release.manifest.triples)
    others = [release for release in found if release is not largest]
    _refuse_shared_units(largest, others)
    copy_store(largest.store, folder / STORE)
    there = set(grouped(_blank_lines(largest)))
    blank = folder / "blank.nq"
    with Loader(folder / STORE) as loader, blank.open("w", encoding="utf-8", newline="\n") as file:
        for release in others:
            for lines in _plain_lines(release):
                loader.add(lines)
            for group in grouped(_blank_lines(release)):
                if group not in there:
                    file.writelines(relabelled(group, f"g{len(there)}-"))
                    there.add(group)
        file.flush()
        loader.add_file(blank)
    blank.unlink()
    (row,) = open_store(folder / STORE).select(query("count"))
    count = row["triples"]
    assert isinstance(count, Literal)  # noqa: S101 - COUNT gives an integer
    return int(count.lexical)


def copy_store(source: Path, target: Path) -> None:
    """A copy of a closed store that may be written to while the first stays as it is.

    RocksDB never changes a table (`*.sst`) once it is written, so tables are shared where the file system can; all
    else in the folder it does change.
    """
    target.mkdir()
    for path in source.iterdir():
        if path.name in (STORE_SUMS, "LOCK"):
            continue
        if path.suffix == ".sst":
            try:
                os.link(path, target / path.name)
                continue
            except OSError:
                pass  # another file system, or one without links: copied like the rest
        shutil.copyfile(path, target / path.name)


def _refuse_shared_units(largest: Release, others: Sequence[Release]) -> None:
    told: dict[bytes, Release] = {}
    for release in (*others, largest):
        for unit in (unit for dump in _dumps(release) for unit in _units(dump)):
            # Those of the largest, which comes last, are compared and not kept.
            other = told.get(unit, release) if release is largest else told.setdefault(unit, release)
            if other is not release:
                raise ReleaseError(
                    f"{unit.decode()[1:-1]} has facts in release {other.id} and in release {release.id};"
                    " accepted: all that is known of a unit in one publication"
                )


def _units(dump: Path) -> Iterator[bytes]:
    """The units of which a dump states a latest inspection or a current rating."""
    with dump.open("rb") as file:
        for line in file:
            if any(shortcut in line for shortcut in _ABOUT_UNIT):
                yield line[: line.index(b" ")]


def _dumps(release: Release) -> list[Path]:
    """The N-Quads of its datasets."""
    return [release.folder / file.name for file in release.manifest.files if file.name.endswith(".nq")]


def _plain_lines(release: Release) -> Iterator[bytes]:
    """The lines that hold no blank node, many at a time."""
    for dump in _dumps(release):
        with dump.open("rb") as file:
            while lines := list(islice(file, _LINES)):
                yield b"".join(line for line in lines if b"_:" not in line)


def _blank_lines(release: Release) -> Iterator[str]:
    """The lines that may hold blank nodes."""
    for dump in _dumps(release):
        with dump.open("rb") as file:
            yield from (line.decode() for line in file if b"_:" in line)
