"""Which bytes of a file a Range asks for (RFC 9110 section 14). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

Part = tuple[int, int]
"""The first byte of a part and the byte after its last."""

MOST = 10
"""Parts that are sent at once; who asks for more gets the whole (section 14.2 lets a server ignore what costs it)."""

_SPEC = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")


def parts(header: str | None, size: int) -> list[Part] | None:
    """The parts of a file of `size` bytes in the order of the file, those that touch joined; None for the whole.

    The whole also answers what is to be ignored (section 14.2): another unit than bytes, what is not in the grammar of
    section 14.1.1, and more than `MOST` parts. An empty list means that no part asked for is there (416).
    """
    unit, equals, specs = (header or "").partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    asked = [_SPEC.fullmatch(spec.strip()) for spec in specs.split(",") if spec.strip()]
    if not asked or len(asked) > MOST:
        return None
    found: list[Part] = []
    for match in asked:
        if match is None or match[0] == "-":
            return None
        first, last = match.groups()
        if first and last and int(last) < int(first):
            return None
        if first:
            start, end = int(first), min(int(last) + 1, size) if last else size
        else:
            start, end = max(size - int(last), 0), size
        if start < end:
            found.append((start, end))
    return _joined(sorted(found))


def _joined(found: Sequence[Part]) -> list[Part]:
    joined: list[Part] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
