"""The example site of four inspectorates, built as `lod build` builds it, but in this process."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from lod import joint, pipeline, resources, settings
from lod.joint import Joint
from lod.settings import SiteSettings

AT = datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC)

Item = TypeVar("Item")
Result = TypeVar("Result")


class Here:
    """A scheduler that does the work at once, where it is asked for: small builds need no processes."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(work, items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


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
        pipeline.build(member.publication, member.sources, member.folder, member.output, AT, scheduler=Here())


def join(site: SiteSettings) -> Joint:
    """The joint release."""
    return joint.build(site.publication, [(each.publication, each.output) for each in site.members], site.output, AT)
