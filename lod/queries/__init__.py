"""Every SPARQL query we own, one `.rq` file each. Values are bound to its variables, never formatted into its text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@cache
def query(name: str) -> str:
    """The text of `<name>.rq`."""
    return (_FOLDER / f"{name}.rq").read_text("utf-8")
