"""Files below a folder, without what systems and programs leave behind in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walk_files(folder: Path, *, most: int) -> Iterator[Path]:
    """At most `most`: a whole disk given by mistake costs a moment. Folders that links lead to are left out:
    they may lead back."""
    left = most
    for parent, _folders, names in os.walk(folder):
        for name in names:
            if is_left_behind(name) or not (file := Path(parent, name)).is_file():
                continue
            if left == 0:
                return
            left -= 1
            yield file


def is_left_behind(name: str) -> bool:
    """Hidden files, thumbnails, locks of open documents, downloads under way."""
    lowered = name.casefold()
    return (
        lowered.startswith((".", "~$"))
        or lowered in {"thumbs.db", "desktop.ini"}
        or lowered.endswith((".part", ".partial", ".crdownload", ".tmp"))
    )
