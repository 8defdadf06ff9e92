"""The lists of a release that is served: from the index that was made with it or, of a release without one, from one
that is made when it is first asked for (`lod.lists`)."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from lod.iris import Iris
from lod.lists import List, from_store
from lod.lists.index import Listed
from lod.releases import Release
from lod.releases.manifest import LISTS
from lod.store import Store


class Lists:
    """The lists of one release. Safe to use from several threads."""

    def __init__(self, release: Release, store: Store, names: Iris) -> None:
        self._release, self._store, self._names = release, store, names
        self._opened: Mapping[List, Listed] | None = None
        self._lock = threading.Lock()

    def of(self, of: List) -> Listed:
        """A list. Raises ReleaseDamaged when it cannot be read."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened[of]

    def _open(self) -> Mapping[List, Listed]:
        folder = self._release.folder / LISTS
        if folder.is_dir():
            return {of: Listed(folder, of) for of in List}
        with tempfile.TemporaryDirectory(prefix="lod-lists-") as made:  # open files stay, whatever their folder does
            from_store.build(Path(made) / LISTS, self._store, self._names)
            return {of: Listed(Path(made) / LISTS, of) for of in List}
