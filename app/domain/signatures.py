"""What can be said about one electronic signature of a PDF, without a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

VIETNAM = timezone(timedelta(hours=7))  # the whole country, all year


class Integrity(StrEnum):
    INTACT = "intact"  # the signed bytes are the ones that were signed
    BROKEN = "broken"
    UNREADABLE = "unreadable"  # the file is too damaged, or too strange, for any answer
    UNCHECKED = "unchecked"  # this machine lacks the part that checks


class Trust(StrEnum):
    """Whether the signer's certificate comes from a root that the commune has laid down itself."""

    TRUSTED = "trusted"
    NO_ROOTS = "no_roots"  # the commune has laid down none: nobody can say
    UNKNOWN_ROOT = "unknown_root"
    NOT_VALID = "not_valid"  # the chain leads to a root, but a certificate of it was not good at that time
    UNCHECKED = "unchecked"


class LaterChanges(StrEnum):
    """What was added behind the signed bytes."""

    NONE = "none"  # the signature covers the whole file
    ALLOWED = "allowed"  # other signatures, filled fields
    FORBIDDEN = "forbidden"
    UNCHECKED = "unchecked"


class SignatureLevel(StrEnum):
    PADES_B = "pades_b"  # the signer's own clock is all that tells the time
    PADES_T = "pades_t"  # a time stamp inside, which cannot be followed up offline
    CMS = "cms"  # the older kind of PDF signature
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where the stamp is seen: page from 1, edges in points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """`signed_at` is what the signer's machine claimed; `place` is None for a signature that is not seen."""

    field: str
    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    reason: str
    place: SignaturePlace | None
    level: SignatureLevel
    integrity: Integrity
    trust: Trust
    later: LaterChanges
    valid_until: datetime | None = None  # of the signer's certificate

    @property
    def covers_whole_file(self) -> bool:
        return self.later is LaterChanges.NONE

    @property
    def intact(self) -> bool:
        """The signature holds: its bytes are unchanged, and nothing was added that it does not allow."""
        return self.integrity is Integrity.INTACT and self.later in (LaterChanges.NONE, LaterChanges.ALLOWED)

    @property
    def trusted(self) -> bool:
        return self.intact and self.trust is Trust.TRUSTED
