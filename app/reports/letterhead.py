"""Who writes a paper and who signs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a letter; names in their ordinary case, the layout sets the capitals."""

    parent: str  # "UBND huyện Yên Châu"; "" when no body above is known for the date
    issuer: str  # "UBND xã Chiềng Khoi"
    locality: str  # "Chiềng Khoi", for the line of place and date


@dataclass(frozen=True, slots=True)
class Signer:
    """Title lines as they stand above the name, and the name."""

    titles: tuple[str, ...]
    name: str
