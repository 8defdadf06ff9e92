"""A misspelt term raises where it is written, not in the data."""

from __future__ import annotations

import pytest

from lod.namespaces import INSP, RDF


def test_term_is_its_iri() -> None:
    assert INSP.Inspection == "https://w3id.org/inspection-results/def#Inspection"
    assert RDF["type"] == RDF.type


@pytest.mark.parametrize("term", ["Inspektion", "inspection", "__wrapped__"])
def test_misspelt_term_raises(term: str) -> None:
    with pytest.raises(AttributeError, match=term):
        getattr(INSP, term)
    with pytest.raises(KeyError):
        INSP[term]
