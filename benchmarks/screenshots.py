"""Pictures of pages at three widths, light and dark, for a person to look at: python benchmarks/screenshots.py ADDRESS
FOLDER PATH… With no paths the kinds of page that every publication has. Needs chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = (320, 768, 1920)
PAGES = (
    "/",
    "/doc/unit",
    "/doc/inspection",
    "/search",
    "/compare",
    "/doc/statistics",
    "/release/",
    "/def/inspection",
    "/shapes",
    "/how-to-use",
    "/about",
    "/accessibility",
    "/sparql",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of a server that runs: http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where the pictures are written, as PATH-WIDTH[-dark].png")
    parser.add_argument("paths", nargs="*", default=PAGES)
    asked = parser.parse_args()
    executable = shutil.which("chromium")
    if executable is None:
        raise SystemExit("chromium is not on the PATH")
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for path in asked.paths:
            for width in WIDTHS:
                take(browser, asked.address, path, width, asked.folder)
            take(browser, asked.address, path, 768, asked.folder, dark=True)
        browser.close()


def take(browser: Browser, address: str, path: str, width: int, folder: Path, *, dark: bool = False) -> None:
    """One page as a whole."""
    scheme = "dark" if dark else "light"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}{path}", wait_until="load")
    name = re.sub(r"\W+", "-", path).strip("-") or "home"
    page.screenshot(path=folder / f"{name}-{width}{'-dark' if dark else ''}.png", full_page=True)
    page.close()


if __name__ == "__main__":
    main()
