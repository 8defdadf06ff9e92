"""The JSON-LD dump as a document a line (newline-delimited JSON), for programs that take one thing at a time.

Each line names the published context by its IRI, since to repeat all of it would multiply the file.
"""

from __future__ import annotations

import msgspec


def documents(objects: bytes, context: str) -> bytes:
    """The same objects, which are one or more, a line each and separated by `,\\n`, as documents; `context` is an
    IRI."""
    head = b'{"@context":' + msgspec.json.encode(context) + b","
    # No JSON text has a line feed in it but between objects.
    return head + objects[1:].replace(b",\n{", b"\n" + head) + b"\n"
