"""Lists of addresses: sitemaps (https://www.sitemaps.org/protocol.html) and, in the same XML, ResourceSync's resource
lists, change lists and capability lists (ANSI/NISO Z39.99-2017)."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

MOST = 50_000
"""Addresses of a file, by the sitemap protocol."""

_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:rs="http://www.openarchives.org/rs/terms/"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Link(NamedTuple):
    """An address in a list: when what is there changed last, and what ResourceSync says of it (`rs:md`)."""

    address: str
    modified: str | None = None
    about: tuple[tuple[str, str], ...] = ()


class ListWriter:
    """Writes a list as compressed files of at most `most` addresses; `name` makes the name of a file of its number.
    `head` is what stands before the addresses."""

    def __init__(self, folder: Path, name: Callable[[int], str], head: str = "", most: int = MOST) -> None:
        self._folder, self._name, self._head, self._most = folder, name, head, most
        self._held: list[str] = []
        self.files: list[str] = []

    def add(self, link: Link) -> None:
        self._held.append(_entry("url", link))
        if len(self._held) == self._most:
            self._end_file()

    def close(self) -> list[str]:
        """The names of the files."""
        if self._held:
            self._end_file()
        return self.files

    def _end_file(self) -> None:
        name = self._name(len(self.files) + 1)
        body = whole(self._held, self._head).encode()
        (self._folder / name).write_bytes(gzip.compress(body, 6, mtime=0))
        self.files.append(name)
        self._held = []


def entries(path: Path) -> Iterator[str]:
    """The addresses in a file of a list, as they are written in it."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        yield from (line for line in file if line.startswith("<url>"))


def index(links: Iterable[Link], head: str = "") -> str:
    """A list of lists."""
    entries = "".join(_entry("sitemap", link) for link in links)
    return f"{_XML}<sitemapindex {_NAMESPACES}>\n{head}{entries}</sitemapindex>\n"


def urls(links: Iterable[Link], head: str = "") -> str:
    """A list that is written as a whole."""
    return whole((_entry("url", link) for link in links), head)


def whole(written: Iterable[str], head: str = "") -> str:
    """The same, of `entries`."""
    return f"{_XML}<urlset {_NAMESPACES}>\n{head}{''.join(written)}</urlset>\n"


def capability(name: str, up: str | None = None, **about: str) -> str:
    """What a document of ResourceSync says of itself first (section 5): its capability, and what is above it."""
    led = f'<rs:ln rel="up" href={quoteattr(up)}/>\n' if up else ""
    return f"{led}<rs:md{_attributes((('capability', name), *about.items()))}/>\n"


def _entry(element: str, link: Link) -> str:
    modified = f"<lastmod>{escape(link.modified)}</lastmod>" if link.modified else ""
    about = f"<rs:md{_attributes(link.about)}/>" if link.about else ""
    return f"<{element}><loc>{escape(link.address)}</loc>{modified}{about}</{element}>\n"


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in pairs)
