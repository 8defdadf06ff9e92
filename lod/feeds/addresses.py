"""The lists of documents' addresses that a release has: sitemaps for search engines, ResourceSync for archives.

Both list the documents about inspections and units, but for those that answer 410 or 301; ResourceSync lists their
Turtle. The lists of all documents are made when they are read, of the states of the release's entities: what is written
is which entities each part of them has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lod.feeds import lists
from lod.feeds.lists import Link, ListWriter, capability
from lod.feeds.log import Log, Page
from lod.feeds.states import Change, Kind, State
from lod.iris import Iris

SITEMAP = "sitemap.xml"
DESCRIPTION, CAPABILITIES = "resourcesync.xml", "capabilitylist.xml"
RESOURCES, CHANGES = "resourcelist.xml", "changelist.xml"

_KINDS = ("inspection", "unit")


class Addresses:
    """Writes the lists of a release into `folder`. `at` is when it takes its place after the releases in `past`, `name`
    how that transition is called, and `most` how many addresses a part may have."""

    def __init__(self, folder: Path, past: Log, names: Iris, at: str, name: str, most: int = lists.MOST) -> None:
        self._folder, self._past, self._names, self._at, self._most = folder, past, names, at, most
        self._listed = _listed(names)
        self._entities = self._first = self._documents = 0
        self._parts: list[Page] = []
        self._changed: set[str] = set()
        self._wholes: set[str] = set()
        """Units alone, both of them."""
        self._changes = ListWriter(
            folder,
            lambda number: f"changelist-{name}-{number}.xml.gz",
            _head(names, "changelist", **{"from": past.transitions[-1].at if past.transitions else at, "until": at}),
        )

    @property
    def parts(self) -> tuple[Page, ...]:
        """Of the list of all documents: the number of the first entity, how many entities, and how many documents."""
        return tuple(self._parts)

    def add(self, change: Change) -> bool:
        """What became of the next entity; gives whether a change list tells of it."""
        after = change.after
        is_listed = change.state.name.startswith(self._listed)
        if after is not None:
            self._entities += 1
            if is_listed and not after.is_retired:
                self._documents += 1
                if self._documents == self._most:
                    self._end_part()
        if not is_listed or not self._past.transitions or change.kind is Kind.UNCHANGED:
            return False
        before, now = _document(change.before), _document(change.after)
        if before or now:
            kind = Kind.DELETED if now is None else Kind.CREATED if before is None else Kind.UPDATED
            self._change(change.state.iri, kind)
        return bool(before or now)

    def add_wholes(self, units: Iterable[str]) -> None:
        """The units of which a changed one is part: their documents tell what the current rating of each part is."""
        self._wholes.update(units)

    def _change(self, iri: str, kind: Kind) -> None:
        about = (("change", kind.value), ("datetime", self._at))
        self._changes.add(Link(f"{self._names.document(iri)}.ttl", self._at, about))
        if iri.startswith(self._names.kind("unit")):
            self._changed.add(iri)

    def _end_part(self) -> None:
        self._parts.append(Page(self._first, self._entities - self._first, self._documents))
        self._first, self._documents = self._entities, 0

    def close(self) -> int:
        """Writes the lists of the lists; gives how many change lists there are of this transition."""
        if self._documents:
            self._end_part()
        for iri in sorted(self._wholes - self._changed):
            self._change(iri, Kind.UPDATED)
        changed = self._changes.close()
        every = [name for transition in self._past.transitions for name in transition.change_files] + changed
        base, numbers = self._names.base_iri, range(1, len(self._parts) + 1)
        began = self._past.transitions[0].at if self._past.transitions else self._at
        self._write(SITEMAP, lists.index(Link(f"{base}sitemap-{number}.xml.gz") for number in numbers))
        resources = [f"resourcelist-{number}.xml" for number in numbers]
        self._write(RESOURCES, lists.index(*self._linked("resourcelist", resources, at=self._at)))
        self._write(CHANGES, self._change_list(every, **{"from": began, "until": self._at}))
        at = {name: _at_sync(self._names, f"{name}.xml") for name in ("resourcelist", "changelist")}
        capabilities = [_capability(address, name) for name, address in at.items()]
        self._write(CAPABILITIES, lists.urls(capabilities, capability("capabilitylist", self._names.resourcesync)))
        own = _capability(_at_sync(self._names, CAPABILITIES), "capabilitylist")
        self._write(DESCRIPTION, lists.urls([own], capability("description")))
        return len(changed)

    def _change_list(self, files: list[str], **about: str) -> str:
        """All changes as one list, which every client can read, or, when they are too many, as a list of its files."""
        changes = (entry for name in files for entry in lists.entries(self._folder / name))
        found = list(islice(changes, lists.MOST + 1))
        if len(found) <= lists.MOST:
            return lists.whole(found, _head(self._names, "changelist", **about))
        return lists.index(*self._linked("changelist", [name.removesuffix(".gz") for name in files], **about))

    def _linked(self, name: str, files: list[str], **about: str) -> tuple[list[Link], str]:
        """Where the files of a list are, and what their list says of itself."""
        return [Link(_at_sync(self._names, file)) for file in files], _head(self._names, name, **about)

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, "utf-8", newline="\n")


def sitemap(entities: Iterator[State], names: Iris, newest: str) -> str:
    """A part of the sitemap, of the entities of that part. `newest` is the newest date in the data, or nothing."""
    return lists.urls(Link(address, modified) for address, modified in _documents(entities, names, newest))


def resource_list(entities: Iterator[State], names: Iris, newest: str, at: str) -> str:
    """The same of the resource list, at the time `at`."""
    links = (Link(f"{address}.ttl", modified) for address, modified in _documents(entities, names, newest))
    return lists.urls(links, _head(names, "resourcelist", at=at))


def _documents(entities: Iterator[State], names: Iris, newest: str) -> Iterator[tuple[str, str | None]]:
    listed = _listed(names)
    for state in entities:
        if state.name.startswith(listed) and not state.is_retired:
            yield names.document(state.iri), state.date or newest or None


def _listed(names: Iris) -> tuple[str, ...]:
    """What the written IRIs of entities with documents in the lists begin with."""
    return tuple(f"<{names.kind(kind)}" for kind in _KINDS)


def _head(names: Iris, name: str, **about: str) -> str:
    return capability(name, _at_sync(names, CAPABILITIES), **about)


def _at_sync(names: Iris, name: str) -> str:
    return names.feed(f"resourcesync/{name}")


def _document(state: State | None) -> State | None:
    """The state of which there is a document."""
    return None if state is None or state.is_retired else state


def _capability(address: str, name: str) -> Link:
    return Link(address, None, (("capability", name),))
