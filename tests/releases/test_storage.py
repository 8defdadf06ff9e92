"""Upkeep sees local releases as it sees those on object storage."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import releases
from lod.errors import ReleaseNotFound
from lod.releases.storage import LocalStorage, Storage

from .test_releases import AT, make


def test_a_folder_is_a_storage(tmp_path: Path) -> None:
    storage: Storage = LocalStorage(tmp_path)
    with pytest.raises(ReleaseNotFound):
        storage.current()
    first, second = make(tmp_path, "1"), make(tmp_path, "2", "<a:a> <a:b> <a:d> .\n")
    assert (storage.current(), storage.ids()) == ("2", ["1", "2"])
    assert storage.manifest("1") == first.manifest
    assert storage.history() == releases.history(tmp_path)
    assert list(storage.compared("1", "2")) == list(releases.compared(first, second))
    storage.verify("2")
    storage.rollback("1", AT)
    assert storage.current() == "1"
    make(tmp_path, "3")
    assert storage.prune(keep=1) == ["1", "2"]
