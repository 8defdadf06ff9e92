"""Which file of a copy an address of the server leads to, if the copy holds what is there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from lod.export import layout
from lod.export.layout import TAKEN
from lod.export.original import Original
from lod.formats import Format
from lod.queries import query
from lod.releases import Release
from lod.releases.manifest import MANIFEST
from lod.web.collections import COLLECTIONS
from lod.web.site import Served

_SERVICES = (
    "/sparql",
    "/search",
    "/opensearch.xml",
    "/api/",
    "/compare",
    "/openapi.json",
    "/metrics",
    "/health/",
    "/def/examples",
    "/def/completion",
)
"""What answers questions, and descriptions of that: a copy cannot."""
_PAGES = ("/doc/statistics",)
"""Below `/doc/`, what is no document of a thing."""
_MOVED = (301, 303)


class Addresses:
    """Of one release; `copied` are those whose files the copy holds."""

    def __init__(self, original: Original, served: Served, base_iri: str, copied: Iterable[Release]) -> None:
        self._original = original
        self._files = {
            f"/release/{release.id}/{name}"
            for release in copied
            for name in ("", MANIFEST, *(file.name for file in release.manifest.files))
        }
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in COLLECTIONS}
        self._asked: dict[str, tuple[str, str] | None] = {}
        ask = query("exists")

        @lru_cache(maxsize=16_384)
        def exists(path: str) -> bool:
            return served.store.ask(ask, {"entity": f"{base_iri}id/{path}"})

        self._exists = exists

    async def file(self, address: str) -> str | None:
        """The file of an address (percent-encoded, without fragment); None for what is not copied. Raises
        ExportError."""
        path, _, asked = address.partition("?")
        if path.startswith(_SERVICES):
            return None
        if path.startswith("/release/") and path != "/release/":
            return self._file_of_release(path)
        name, variant = self._document(path)
        if name in COLLECTIONS:
            return self._page_of(name, variant, asked)
        if name and self._is_thing(name):
            return layout.decoded(f"doc/{name}") + f".{variant.suffix}" if variant in TAKEN else None
        found = await self._ask(address) if not asked else None
        return found[1] if found else None

    def _file_of_release(self, path: str) -> str | None:
        if f"{path}/" in self._files or path.endswith("/"):
            return f"{layout.decoded(path.strip('/'))}/index.html" if f"{path.rstrip('/')}/" in self._files else None
        return layout.decoded(path[1:]) if path in self._files else None

    def is_apart(self, address: str) -> bool:
        """Whether an address is written without being led to: documents of things, and files of releases."""
        path = address.partition("?")[0]
        if path.startswith("/release/") and path in self._files and not path.endswith("/"):
            return True
        name, _ = self._document(path)
        return bool(name) and name not in COLLECTIONS and self._is_thing(name)

    def final(self, address: str) -> str:
        """The address that answers for another: itself, its document, or where it redirects to."""
        if address.startswith("/id/"):
            return f"/doc/{address[4:]}"
        if f"{address}/" in self._files:
            return f"{address}/"
        found = self._asked.get(address)
        return found[0] if found else address

    def _document(self, path: str) -> tuple[str, Format]:
        """The name of the thing whose document an address may be, or nothing, and the format."""
        if path.startswith("/id/"):
            return path[4:], Format.HTML
        if not path.startswith("/doc/"):
            return "", Format.HTML
        name, variant = layout.split(path[5:])
        return name, variant or Format.HTML

    def _is_thing(self, name: str) -> bool:
        return f"/doc/{name}" not in _PAGES and self._exists(name)

    def _page_of(self, name: str, variant: Format, asked: str) -> str | None:
        """Pages of a collection are numbered as each leads to the next."""
        if variant not in TAKEN:
            return None
        if not asked:
            return f"doc/{name}.{variant.suffix}"
        known = self._numbers[name]
        number = known.setdefault(asked, len(known) + 2)
        return f"doc/{name}.{number}.{variant.suffix}"

    async def _ask(self, address: str) -> tuple[str, str] | None:
        """The address and the file of what the server shows there, redirects followed; None when it shows nothing."""
        if address not in self._asked:
            if layout.split(address)[1] in layout.LEFT:
                self._asked[address] = None
                return None
            answer = await self._original.get(address)
            if answer.status in _MOVED:
                self._asked[address] = await self._ask(answer.headers["location"].partition("#")[0])
            elif answer.status == 200:
                shown = answer.headers.get("content-location", address) if address != "/" else address
                self._asked[address] = (address, _named(shown, answer.is_page))
            else:
                self._asked[address] = None
        return self._asked[address]


def _named(path: str, is_page: bool) -> str:
    if path.endswith("/"):
        return f"{layout.decoded(path[1:-1])}/index.html" if path != "/" else "index.html"
    file = layout.decoded(path[1:])
    return f"{file}.html" if is_page and not file.endswith(".html") else file
