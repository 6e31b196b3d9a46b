"""The number of a paper as NĐ 30/2020 writes it: "05/TTr-UBND"."""

from __future__ import annotations

import re

_LEADING = re.compile(r"(\d+)(?=\s*(?:/|$))")


def paper_number(typed: str, sign: str = "") -> str:
    """Below 10 with a leading zero; a bare number gets `sign` behind its stroke. Anything else stays as typed."""
    text = " ".join(typed.split())
    found = _LEADING.match(text)
    if found is None:
        return text
    number, rest = int(found[1]), text[found.end() :].strip()
    if not rest and sign:
        rest = f"/{sign}"
    return f"{number:02d}{rest}"
