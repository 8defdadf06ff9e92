"""What no index lists is sorted once a release; a page is a slice."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.namespaces import RDF
from lod.store import build, open_store
from lod.web.listings import Listings, following

MEMBERS = ["a", "b", "d"]


@pytest.mark.parametrize(
    ("after", "most", "expected"),
    [("", 2, ["a", "b"]), ("a", 5, ["b", "d"]), ("c", 5, ["d"]), ("d", 5, []), ("z", 1, [])],
    ids=["from the first", "after a member", "after what is none", "after the last", "beyond all"],
)
def test_a_page_comes_after_an_iri(after: str, most: int, expected: list[str]) -> None:
    assert following(MEMBERS, after, most) == expected


def test_a_list_is_made_once_and_the_oldest_goes(tmp_path: Path) -> None:
    data = tmp_path / "data.nq"
    data.write_text("".join(f"<e:{name}> <{RDF.type}> <e:x> .\n" for name in "ba"))
    build(data, tmp_path / "store")
    listings = Listings(open_store(tmp_path / "store"))
    made = listings.members("members", {"class": "e:x"})
    assert made == ["e:a", "e:b"]
    assert listings.members("members", {"class": "e:x"}) is made
    for number in range(64):
        assert listings.members("members", {"class": f"e:{number}"}) == []
    again = listings.members("members", {"class": "e:x"})
    assert again == made
    assert again is not made
