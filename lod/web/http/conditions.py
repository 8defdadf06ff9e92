"""Preconditions of a request for a representation with a strong ETag and a date (RFC 9110 section 13). Pure."""

from __future__ import annotations

import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers

from lod.web.http.responses import is_current


def status(asked: Headers, etag: str, modified: datetime.datetime | None) -> int:
    """What the preconditions come to, evaluated in the order of section 13.2.2: 412, 304, or 200 to go on."""
    if (tags := asked.get("if-match")) is not None:
        if not _matches(tags, etag):
            return 412
    elif (limit := _date(asked.get("if-unmodified-since"))) and modified and modified > limit:
        return 412
    if (tags := asked.get("if-none-match")) is not None:
        return 304 if is_current(tags, etag) else 200
    if (since := _date(asked.get("if-modified-since"))) and modified and modified <= since:
        return 304
    return 200


def parts_wanted(asked: Headers, etag: str) -> bool:
    """Whether a Range counts: there is no If-Range, or it names the form that is sent (section 13.1.5).

    A date names none: the compressed forms of a file have the same, so it is no strong validator.
    """
    return asked.get("if-range", etag) == etag


def http_date(moment: datetime.datetime) -> str:
    """A moment in UTC as an HTTP-date (section 5.6.7)."""
    return format_datetime(moment, usegmt=True)


def _matches(tags: str, etag: str) -> bool:
    """Strong comparison: a weak tag matches nothing (section 13.1.1)."""
    found = {tag.strip() for tag in tags.split(",")}
    return "*" in found or etag in found


def _date(value: str | None) -> datetime.datetime | None:
    """An HTTP-date; None for one that cannot be read, which is to be ignored (sections 13.1.3 and 13.1.4)."""
    try:
        found = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
