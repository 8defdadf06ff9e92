"""The JSON-LD dump as a document a line (newline-delimited JSON), for programs that take one thing at a time.

Each line names the published context by its IRI, since to repeat all of it would multiply the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

_BLOCK = 2**18


def documents(document: Path, context: str) -> Iterator[bytes]:
    """Blocks of whole lines, from a dump in JSON-LD that has an object a line between its first line and its last;
    `context` is an IRI."""
    head = b'{"@context":' + msgspec.json.encode(context) + b","
    with document.open("rb") as file:
        file.readline()
        while block := file.read(_BLOCK) + file.readline():
            # No JSON text has a line feed in it but between objects.
            objects = block.removesuffix(b"]}\n").removesuffix(b"\n").removesuffix(b",")
            if objects:
                yield head + objects[1:].replace(b",\n{", b"\n" + head) + b"\n"
