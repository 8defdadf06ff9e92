"""Prose as sources: the shipped profile, and documents made of strings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lod import profiles
from lod.ingest import press_release
from lod.ingest.documents import Document
from lod.ingest.hypertext import document as hypertext
from lod.ingest.plain_text import document as plain_text
from lod.ingest.reading import Reading, reading
from lod.model import Inspection, Problem, Source
from lod.namespaces import OGL
from lod.profiles import Profile

CAPTURED = Path(__file__).parent / "captured"

Facts = list[Inspection | Problem]


def source_of(data: bytes, media_type: str = "text/plain", licence: str = OGL) -> Source:
    return Source("source", hashlib.sha256(data).hexdigest(), len(data), media_type, licence)


def document_of(data: bytes, media_type: str) -> Document:
    return hypertext(data) if media_type == "text/html" else plain_text(data)


@pytest.fixture(scope="session")
def profile() -> Profile:
    return profiles.load("hmi-probation")


@pytest.fixture(scope="session")
def read(profile: Profile) -> Callable[..., Facts]:
    """Reads a text, or with `media_type` a page."""

    def read(text: str | bytes, media_type: str = "text/plain", licence: str = OGL) -> Facts:
        data = text.encode() if isinstance(text, str) else text
        return list(press_release.read(source_of(data, media_type, licence), data, profile))

    return read


@pytest.fixture(scope="session")
def reading_of(profile: Profile) -> Callable[[str], Reading]:
    """A text with everything named in it."""
    return lambda text: reading(source_of(text.encode()), plain_text(text.encode()), profile)
