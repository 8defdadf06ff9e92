"""The valid data and its changes, as sets of canonical N-Triples lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lod.formats import Format, canonical_lines
from lod.namespaces import PREFIXES

from .cases import NAMES

VALID = Path(__file__).parent / "valid"
BASE_IRI = "https://data.example.org/"

_OTHERS = {"schema-http": "http://schema.org/"}
_PREFIXES = {**PREFIXES, **NAMES, **_OTHERS}
_HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())


@cache
def valid() -> frozenset[str]:
    """`prose.ttl` and `table.ttl` with the small vocabulary that they use."""
    return frozenset(
        line
        for path in sorted(VALID.glob("*.ttl"))
        for line in canonical_lines(path.read_bytes(), Format.TURTLE, BASE_IRI, path.name)
    )


def statements(turtle: str) -> frozenset[str]:
    """Lines of Turtle that uses our prefixes and the names of `cases.NAMES`."""
    return frozenset(canonical_lines((_HEADER + turtle).encode(), Format.TURTLE, BASE_IRI))


def changed(remove: str = "", add: str = "") -> list[str]:
    """The valid data without one thing, or with another."""
    removed, added = statements(remove), statements(add)
    assert removed <= valid(), f"not in the valid data: {removed - valid()}"
    assert not added & valid(), f"in the valid data already: {added & valid()}"
    return sorted((valid() - removed) | added)


def iri(curie: str) -> str:
    """`insp:rating` as an IRI."""
    prefix, local = curie.split(":", 1)
    return _PREFIXES[prefix] + local
