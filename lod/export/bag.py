"""BagIt 1.0 (RFC 8493): what makes a folder with the site in `data/` a bag that says what it is a copy of."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import lod
from lod import iris
from lod.export.folder import Folder, lines
from lod.model import Publication
from lod.releases import Release

PAYLOAD = "data"
MANIFEST = "manifest-sha256.txt"

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write(bag: Path, payload: Folder, publication: Publication, release: Release, on: datetime.date) -> None:
    """Writes the tag files of a bag whose payload and its manifest are written."""
    (bag / "bagit.txt").write_text(_DECLARATION, "utf-8", newline="\n")
    (bag / "bag-info.txt").write_text("".join(lines(_info(payload, publication, release, on))), "utf-8", newline="\n")
    tags = ("bag-info.txt", "bagit.txt", MANIFEST)
    sums = "".join(f"{_digest(bag / name)}  {name}\n" for name in tags)
    (bag / "tagmanifest-sha256.txt").write_text(sums, "utf-8", newline="\n")


def _info(payload: Folder, publication: Publication, release: Release, on: datetime.date) -> list[tuple[str, str]]:
    base = publication.base_iri
    contact = ("Contact-Name" if iris.is_web_iri(publication.contact) else "Contact-Email", publication.contact)
    return [
        ("Source-Organization", publication.publisher.name),
        contact,
        ("External-Description", f"{publication.title}. {publication.description}"),
        ("External-Identifier", f"{base}release/{release.id}/"),
        ("External-Identifier", f"{base}dataset/{publication.name}"),
        ("Bagging-Date", on.isoformat()),
        ("Bag-Software-Agent", f"lod {lod.__version__}"),
        ("Payload-Oxum", f"{payload.bytes}.{payload.files}"),
    ]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
