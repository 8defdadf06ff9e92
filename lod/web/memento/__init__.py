"""Releases in time (RFC 7089): when each was current, and which stood at a time that a client asks for.

A release is frozen, so what it says of a thing is a memento. Its time is that at which it was first made current.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from starlette.requests import Request

from lod import releases
from lod.web.http.conditions import http_date

LATEST = "/release/latest/"
"""Below it each file of the current release has an address that stays."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HTTP_DATE = re.compile(
    rf"({'|'.join(_DAYS)}), ([0-9]{{2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}}) ([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}}) GMT"
)


@dataclass(frozen=True, slots=True)
class Memento:
    """A release that was made current at a time, in UTC and whole seconds."""

    release: str
    at: datetime.datetime

    @property
    def below(self) -> str:
        """The path below which everything of the release has its address."""
        return f"/release/{quote(self.release, safe='-._~')}"

    def of(self, path: str) -> str:
        """The path of the memento (URI-M) of what has a path (URI-R)."""
        return f"{self.below}/{path.removeprefix(LATEST)}" if path.startswith(LATEST) else f"{self.below}{path}"

    @property
    def date(self) -> str:
        """Its time as Memento-Datetime has it."""
        return http_date(self.at)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every time that one of some releases was made current, in order: a release that was gone back to stands twice."""

    switches: tuple[Memento, ...]

    @property
    def mementos(self) -> tuple[Memento, ...]:
        """Each release once, at the time at which it was first current."""
        first = dict[str, Memento]()
        for each in self.switches:
            first.setdefault(each.release, each)
        return tuple(first.values())

    def find(self, release_id: str) -> Memento | None:
        """The memento of a release."""
        return next((each for each in self.mementos if each.release == release_id), None)

    def standing(self, at: datetime.datetime) -> Memento | None:
        """What was current at a time; before the first, the first (RFC 7089 section 4.5.3). None when there is none."""
        found = next((each for each in reversed(self.switches) if each.at <= at), None)
        return self.find(found.release) if found else next(iter(self.switches), None)

    def only(self, wanted: Callable[[str], bool]) -> Timeline:
        """The same of those releases alone whose id is `wanted`."""
        kept = {each.release for each in self.mementos if wanted(each.release)}
        return Timeline(tuple(each for each in self.switches if each.release in kept))


def timeline(output: Path) -> Timeline:
    """When the releases that are kept in an output folder were current, by its history."""
    kept = {release.id for release in releases.releases(output)}
    found = [Memento(event.release, _utc(event.at)) for event in releases.history(output) if event.release in kept]
    return Timeline(tuple(sorted(found, key=lambda each: each.at)))


def of(request: Request) -> Memento | None:
    """The memento that a request is for; None when it is for what is current."""
    found = getattr(request.state, "memento", None)
    assert found is None or isinstance(found, Memento)  # noqa: S101 - nothing else is put there
    return found


def below(request: Request) -> str:
    """What the paths of documents begin with: that of the release where one is asked for, else nothing."""
    found = of(request)
    return found.below if found else ""


def present(request: Request) -> str:
    """The path of what a request is for as it is now, below `root_path`, percent-encoded as `lod.iris` does it, so that
    equal IRIs compare equal."""
    raw = request.scope["raw_path"].removeprefix(request.scope.get("root_path", "").encode())
    return _encoded(raw).removeprefix(below(request))


@lru_cache(maxsize=256)
def _encoded(raw: bytes) -> str:
    """A path as `lod.iris` encodes it. A request asks a few times."""
    return "/".join(quote(unquote_to_bytes(segment), safe="-._~") for segment in raw.split(b"/"))


def asked(accept_datetime: str) -> datetime.datetime:
    """The time of Accept-Datetime (RFC 7089 section 2.1.1). Raises ValueError that says what is wrong."""
    found = _HTTP_DATE.fullmatch(accept_datetime.strip())
    if not found:
        raise ValueError("it has not that form")
    weekday, day, month, year, *clock = found.groups()
    hour, minute, second = map(int, clock)
    at = datetime.datetime(int(year), _MONTHS.index(month) + 1, int(day), hour, minute, second, tzinfo=datetime.UTC)
    if _DAYS[at.weekday()] != weekday:
        raise ValueError(f"that day is a {_DAYS[at.weekday()]}")
    return at


def _utc(iso: str) -> datetime.datetime:
    """A time of the history; it is written with its offset."""
    return datetime.datetime.fromisoformat(iso).astimezone(datetime.UTC).replace(microsecond=0)
