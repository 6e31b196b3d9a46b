"""Whether a passphrase for an archive is strong enough, and can be typed on any machine."""

from __future__ import annotations

from enum import StrEnum

SHORTEST = 12  # letters
LONGEST = 127
FEWEST_DIFFERENT = 6


class PassphraseFault(StrEnum):
    SHORT = "short"
    LONG = "long"
    MONOTONOUS = "monotonous"
    FOREIGN = "foreign"  # programs disagree on the bytes of letters beyond ASCII: nobody could open it


def passphrase_fault(typed: str) -> PassphraseFault | None:
    if not typed.isascii() or not typed.isprintable():
        return PassphraseFault.FOREIGN
    if len(typed) < SHORTEST:
        return PassphraseFault.SHORT
    if len(typed) > LONGEST:
        return PassphraseFault.LONG
    return PassphraseFault.MONOTONOUS if len(set(typed)) < FEWEST_DIFFERENT else None
