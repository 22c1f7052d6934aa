"""The picture of the report that the README shows: `make picture` draws it anew from the seeds, with a Chromium."""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

import browser

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "reports" / "seeds.png"
WIDTH, HEIGHT = 1060, 760
"""CSS pixels shown: the width of the page, and from the first disagreement on so much of it."""


def main() -> None:
    """Writes `reports/seeds.png`."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "seeds.html")
        check = ["-m", "factcheck", "check", "seeds", "--fail-on", "never", "--format", "html", "--output", str(page)]
        subprocess.run([sys.executable, *check], cwd=ROOT, check=True)
        with browser.page() as opened:
            TARGET.write_bytes(_shot(opened, page))


def _shot(page: browser.Page, file: Path) -> bytes:
    page.open(file.as_uri(), WIDTH, HEIGHT)
    top = page.run("document.querySelector('article').getBoundingClientRect().top + window.scrollY - 16")
    clip = {"x": 0, "y": float(top), "width": WIDTH, "height": HEIGHT, "scale": 1}
    shot = page.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
    return base64.b64decode(shot["data"])


if __name__ == "__main__":
    main()
