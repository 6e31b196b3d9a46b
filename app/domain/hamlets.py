"""Names of hamlets as people bring them: typed, or pasted from a sheet or a letter."""

from __future__ import annotations

import re

from app.domain.text import fold, initial_capital, nfc

_HEADINGS = frozenset(
    {"ban", "thon", "ten ban", "ten thon", "ten ban tieu khu", "danh sach ban", "ho va ten"}
)
_BULLET = re.compile(r"^(?:\d+\s*[.)]|[-–•*+])\s+")


def hamlet_names(text: str) -> list[str]:
    """Names typed one a line or pasted from a sheet: numbers, bullets, other columns and the heading drop out."""
    names: list[str] = []
    for line in nfc(text).splitlines():
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if not names and any(fold(cell) in _HEADINGS for cell in cells):
            continue
        name = next((cell for cell in cells if any(letter.isalpha() for letter in cell)), "")
        name = initial_capital(_BULLET.sub("", name))
        if name:
            names.append(name)
    return names
