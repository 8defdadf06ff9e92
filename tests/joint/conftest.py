"""The example site with a joint release."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

from lod import releases
from lod.joint import Joint
from lod.releases import Release
from lod.settings import SiteSettings
from tests import sites


class Site(NamedTuple):
    """A site, the releases of its publications, and what they were before and after they were joined."""

    settings: SiteSettings
    members: list[Release]
    joint: Joint
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = sites.copied(tmp_path_factory.mktemp("site"))
    sites.build_members(found)
    members = [releases.current(member.output) for member in found.members]
    before = {name: digest for member in members for name, digest in _digests(member.folder).items()}
    made = sites.join(found)
    after = {name: digest for member in members for name, digest in _digests(member.folder).items()}
    return Site(found, members, made, before, after)


def _digests(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
