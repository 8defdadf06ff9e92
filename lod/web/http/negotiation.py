"""Proactive negotiation (RFC 9110 section 12): which of the formats on offer a client wants most.

A header that cannot be read never fails a request: what is malformed in it is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lod.formats import RDF_FORMATS, Coding, Format

DOCUMENT = (Format.HTML, *RDF_FORMATS, Format.JSON)
"""What a document is offered in. HTML leads, so it answers `*/*`; a format that is named beats one that is not."""

GRAPH = (*RDF_FORMATS, Format.JSON)
"""What a description for machines is offered in."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_QVALUE = re.compile(r"[01](?:\.\d*)?|\.\d+")


class _Range(NamedTuple):
    """A media range or a coding with its weight."""

    name: str
    quality: float


def choose(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The format of `offered` (the server's order of preference) that `accept` wants most; None when it wants none.

    Higher weight first; then what is named exactly before what a wildcard admits; then RDF before HTML, since a client
    that names both at one weight is a program; then the server's order. Absent, empty or unreadable: the first.
    """
    ranges = list(_weighted(accept or ""))
    if not ranges:
        return offered[0]
    best: tuple[float, int, bool] = (0.0, 0, False)
    chosen = None
    for each in offered:
        quality, specificity = _quality(each.media_type, ranges)
        rank = (quality, specificity, specificity == _EXACT and each is not Format.HTML)
        if quality > 0 and rank > best:
            best, chosen = rank, each
    return chosen


def codings(accept_encoding: str | None) -> list[Coding]:
    """The codings that are welcome by name, the most welcome first (RFC 9110 section 12.5.3). `*` names none: who sends
    it need not know the newer ones."""
    weights = {coding.name: coding.quality for coding in _weighted(accept_encoding or "")}
    wanted = [coding for coding in Coding if weights.get(coding.token, 0.0) > 0]
    return sorted(wanted, key=lambda coding: -weights[coding.token])


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether `gzip` is welcome (RFC 9110 section 12.5.3)."""
    weights = {coding.name: coding.quality for coding in _weighted(accept_encoding or "")}
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


_ANY, _TYPE, _EXACT = 1, 2, 3


def _quality(media_type: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """The weight that the most specific matching range gives, and how specific it is (section 12.5.1)."""
    names = {"*/*": _ANY, "*": _ANY, f"{media_type.partition('/')[0]}/*": _TYPE, media_type: _EXACT}
    matches = [(names[each.name], each.quality) for each in ranges if each.name in names]
    specificity, quality = max(matches, default=(0, 0.0))
    return quality, specificity


def _weighted(header: str) -> Iterator[_Range]:
    for element in header.split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        if all(_TOKEN.fullmatch(part) for part in name.split("/")):
            yield _Range(name.lower(), _weight(parameters))


def _weight(parameters: Sequence[str]) -> float:
    """The weight among a range's parameters, 1 when there is none that can be read. Others (charset, profile) are
    passed over: each format has one profile and one charset here."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            number = value.strip()
            return min(float(number), 1.0) if _QVALUE.fullmatch(number) else 1.0
    return 1.0
