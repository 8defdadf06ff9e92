"""Goes through all that a release's server shows and writes it: the pages that lead on from the home page, the document
of every thing in the dump, in its order, the files of the release. One document is in memory at a time; what grows with
a release is the list of pages of its collections, a hundredth of its things."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from lod import feeds
from lod.errors import ExportError
from lod.export import layout, pages
from lod.export.addresses import Addresses
from lod.export.folder import Folder
from lod.export.layout import TAKEN
from lod.export.original import Answer, Original
from lod.export.things import members_of, things
from lod.formats import Format
from lod.releases import Release
from lod.releases.manifest import MANIFEST
from lod.web.collections import COLLECTIONS
from lod.web.site import Served, Site

Progress = Callable[[str, int, int | None], None]

SEEDS = (
    "/",
    "/catalogue.html",
    "/void.ttl",
    "/void.jsonld",
    "/def/inspection",
    "/def/context.jsonld",
    "/shapes",
    "/problems",
    "/robots.txt",
)
"""Where the way through the pages begins. What no page leads to has to stand here."""


async def copy(original: Original, site: Site, served: Served, folder: Folder, progress: Progress) -> None:
    """Writes the copy of a release. Raises ExportError."""
    copied = (served.release, *members_of(site, served.release))
    copying = _Copying(original, site, served, folder, Addresses(original, served, site.publication.base_iri, copied))
    await copying.pages(progress)
    await copying.documents(copied, progress)
    for number, release in enumerate(copied):
        progress("copying files", number, len(copied))
        _files(release, folder)


class _Copying:
    def __init__(self, original: Original, site: Site, served: Served, folder: Folder, addresses: Addresses) -> None:
        self._original, self._served, self._folder, self._addresses = original, served, folder, addresses
        self._publication = site.publication
        self._base = site.publication.base_iri
        self._waiting, self._seen = deque[tuple[str, str]](), set[str]()

    async def pages(self, progress: Progress) -> None:
        """Every page and file that the seeds lead to, each once, but for the documents of things."""
        await self._add(SEEDS)
        await self._add(feeds.paths(self._served.release))
        await self._empty(progress)
        for name in COLLECTIONS:
            self._redirect(f"id/{name}", f"{self._base}id/{name}", TAKEN)

    async def _add(self, links: Iterable[str]) -> None:
        for link in links:
            address = link.partition("#")[0]
            file = await self._addresses.file(address)
            if file and file not in self._seen and not self._addresses.is_apart(address):
                self._seen.add(file)
                self._waiting.append((self._addresses.final(address), file))

    async def _empty(self, progress: Progress) -> None:
        """Writes what waits, and what that leads to."""
        while self._waiting:
            address, file = self._waiting.popleft()
            answer = await self._original.get(address)
            if answer.is_page:
                await self._add(await self._page(answer, address, file))
            else:
                self._folder.write(file, answer.body)
            progress("writing pages", len(self._seen) - len(self._waiting), None)

    async def documents(self, copied: Iterable[Release], progress: Progress) -> None:
        """The document of every thing that the dumps say something of."""
        kept = tuple(copied)
        total = sum(1 for _ in things(kept, self._base))
        for done, iri in enumerate(things(kept, self._base)):
            progress("writing documents", done, total)
            await self._empty(lambda _doing, _done, _of: None)
            await self._document(quote(iri.removeprefix(f"{self._base}id/"), safe="/%-._~!$&'()*+,;=:@"))
        await self._empty(lambda _doing, _done, _of: None)

    async def _document(self, path: str) -> None:
        written = [each for each in TAKEN if await self._variant(path, each)]
        if Format.HTML not in written:
            raise ExportError(f"/doc/{path}: the server has no page of it")
        self._redirect(f"id/{layout.decoded(path)}", f"{self._base}id/{path}", written)

    async def _variant(self, path: str, variant: Format) -> bool:
        """Whether there is a document in a format: of a unit that is part of another there is a page alone."""
        answer = await self._original.get(f"/doc/{path}.{variant.suffix}")
        file = layout.decoded(f"doc/{path}") + f".{variant.suffix}"
        if answer.is_page and variant is Format.HTML:
            await self._add(await self._page(answer, f"/doc/{path}", file))
            return True
        if answer.status in _WITH_DOCUMENT and not answer.is_page:
            self._folder.write(file, answer.body)
            return True
        return False

    async def _page(self, answer: Answer, address: str, file: str) -> list[str]:
        """Writes a page; gives the addresses that it leads to."""
        page = pages.without_other_formats(answer.body.decode())
        links = pages.links(page)
        files = {link: await self._addresses.file(link.partition("#")[0]) for link in links}
        page = pages.led(page, file, files, self._base)
        shown = address.removesuffix(".html") if not address.startswith("/release/") else address
        self._folder.write(
            file, pages.marked(page, f"{self._base}{shown[1:]}", self._publication, self._served.release).encode()
        )
        return links

    def _redirect(self, name: str, iri: str, variants: Iterable[Format]) -> None:
        """The page of a thing itself, which leads to its document."""
        document = name.replace("id/", "doc/", 1)
        formats = {each.media_type: f"{document}.{each.suffix}" for each in variants if each is not Format.HTML}
        file = f"{name}/index.html"
        self._folder.write(file, pages.redirect(file, f"{document}.html", iri, formats))


_WITH_DOCUMENT = (200, 410)
"""What was taken back answers 410 with what was published of it."""


def _files(release: Release, folder: Folder) -> None:
    """The release's files, and its manifest: not its store, which is made of them."""
    for name in _names(release):
        folder.copy(f"release/{release.id}/{name}", release.file(name))


def _names(release: Release) -> Iterator[str]:
    yield from (file.name for file in release.manifest.files)
    yield MANIFEST
