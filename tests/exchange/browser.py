"""A real browser without a screen, for pages that people open from a stick."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def dumped(page: Path, profile: Path) -> str:
    """The document as it stands when all its work is done; nothing may ask a network."""
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}",
            "--virtual-time-budget=60000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=60,
    )
    return done.stdout.decode("utf-8")


def text_of(document: str, element: str) -> str:
    """What the element with that id says."""
    found = re.search(rf'id="{element}"[^>]*>(.*?)</', document, re.DOTALL)
    assert found, document[-2000:]
    return unescape(found.group(1)).strip()
