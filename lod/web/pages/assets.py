"""What the build made of `frontend/` for all pages: the design system's look, and a script that none of them needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

ASSETS = Path(__file__).resolve().parents[1] / "static" / "assets"


class Entry(msgspec.Struct, frozen=True):
    """The names of an entry's files in `/static/assets/`; others are loaded by these."""

    script: str
    style: str


def entry(name: str) -> Entry | None:
    """The entry that a file of the build names; None where the front-end was left out (`LOD_EDITOR=none`)."""
    index = ASSETS / name
    return msgspec.json.decode(index.read_bytes(), type=Entry) if index.is_file() else None


@cache
def pages() -> Entry | None:
    """The entry of all pages; without it they have the plain style sheet `static/style.css`."""
    return entry("pages.json")
