"""Sizes of files as people say them."""

from __future__ import annotations


def size_words(size: int) -> str:
    """ "3,2 GB": as Windows counts, 1 KB = 1.024 bytes."""
    amount, units = float(size), ["byte", "KB", "MB", "GB"]
    while amount >= 1000 and len(units) > 1:
        amount /= 1024
        units.pop(0)
    whole = units[0] == "byte" or amount >= 100
    return f"{amount:.{0 if whole else 1}f} {units[0]}".replace(".", ",")
