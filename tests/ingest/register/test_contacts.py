"""Names and addresses of a register hold no telephone numbers and e-mail addresses, as the shapes ask."""

from __future__ import annotations

import pytest

from lod.ingest.contacts import E_MAIL, TELEPHONE, holds_contact
from lod.validation.shapes import shapes


@pytest.mark.parametrize(
    "text",
    ["Lindale Village Hall 01539535003", "Sandwiches@broxburnparade.co.uk", "Ring (0161) 496 0000", "+44 161 496 0000"],
)
def test_contacts_are_found(text: str) -> None:
    assert holds_contact(text)


@pytest.mark.parametrize(
    "text",
    ["5K@St.J", "Café 1960", "24/7 Food", "Unit 0, 12-14 High Street", "2014-07-07", "Pizza @ 3.50", "0 Borders"],
)
def test_names_are_not_taken_for_contacts(text: str) -> None:
    assert not holds_contact(text)


def test_the_shape_refuses_the_same() -> None:
    assert f'sh:pattern "{E_MAIL}|{TELEPHONE}"' in shapes()
