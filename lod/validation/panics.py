"""What engines in Rust do where they should report: they panic, which Python sees as a BaseException."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lod.errors import EngineFailed


@contextmanager
def as_failure(engine: str) -> Iterator[None]:
    """Makes a panic of an engine an EngineFailed; whatever else is raised passes."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineFailed(f"the SHACL engine {engine} broke down: {error}") from error
