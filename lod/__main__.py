"""`python -m lod` and the `lod` command."""

from __future__ import annotations

from lod.cli import main

if __name__ == "__main__":
    main()
