"""The example site of four inspectorates, built as `lod build` builds it, but in this process."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from lod import joint, pipeline, resources, settings
from lod.joint import Joint
from lod.pipeline.scheduling import ThisProcess
from lod.settings import SiteSettings

AT = datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC)


def copied(folder: Path) -> SiteSettings:
    """The example's settings, its files copied away from the checkout."""
    for name in ("inspectorates", "hmi-probation"):
        ignored = shutil.ignore_patterns("public")
        shutil.copytree(resources.folder("examples") / name, folder / name, ignore=ignored)
    found = settings.load(folder / "inspectorates" / "site.toml")
    assert isinstance(found, SiteSettings)
    return found


def build_members(site: SiteSettings) -> None:
    """A release of each publication."""
    for member in site.members:
        pipeline.build(member.publication, member.sources, member.folder, member.output, AT, scheduler=ThisProcess())


def join(site: SiteSettings) -> Joint:
    """The joint release."""
    return joint.build(site.publication, [(each.publication, each.output) for each in site.members], site.output, AT)
