"""Full-text search of a release: `documents` are made of its triples while they are made, `indexing` writes the index
beside the store, `asking` answers from it. No web here; tantivy lives in this room alone.
"""

from __future__ import annotations
