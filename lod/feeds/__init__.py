"""What changed, for those who follow a publication: an event stream (LDES), an Atom feed, ResourceSync, sitemaps.

They are in the folder `feeds` of a release, made when it is built: the states of its entities are compared with those
of the release before, and what became of them continues the log of that one, which is taken over. So each release
carries the whole history. One that becomes current again gets feeds once more, in a folder beside those. They depend on
when a release took the place of which other, so neither a release's id nor its manifest is about them
(docs/decisions/0013-feeds-beside-the-manifest.md).
"""

from __future__ import annotations

from lod.feeds.addresses import CAPABILITIES, CHANGES, DESCRIPTION, RESOURCES, SITEMAP
from lod.feeds.following import Held
from lod.feeds.log import read
from lod.feeds.reading import page, paths, resource_list, sitemap
from lod.feeds.since import changed_since
from lod.feeds.writing import ATOM, ROOT, Switch, go_on, own_dumps, write

__all__ = [
    "ATOM",
    "CAPABILITIES",
    "CHANGES",
    "DESCRIPTION",
    "RESOURCES",
    "ROOT",
    "SITEMAP",
    "Held",
    "Switch",
    "changed_since",
    "go_on",
    "own_dumps",
    "page",
    "paths",
    "read",
    "resource_list",
    "sitemap",
    "write",
]
