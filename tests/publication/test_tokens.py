"""Lines in pieces: what is put together from them is what was there."""

from __future__ import annotations

import pytest

from lod.publication.tokens import encoded


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 125])
def test_texts_are_encoded_as_if_they_were_one(count: int) -> None:
    texts = [f"<https://example.org/{number}> ‘é’ \U0001f600\n" if number % 7 else "a\n" for number in range(count)]
    assert encoded(texts) == "".join(texts).encode()
