"""What happens to a dossier once it has left the commune."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

# Bookmarks of a written dossier that are looked for again: the start of a volume, and the list of proofs.
COVER_TITLE = "Bìa hồ sơ"
EVIDENCE_LIST_TITLE = "Danh mục minh chứng"


class EventKind(StrEnum):
    """In the order in which they usually come."""

    SUBMITTED = "submitted"  # nộp
    RECEIVED = "received"  # tiếp nhận
    RETURNED = "returned"  # trả lại, with remarks per indicator
    APPRAISED = "appraised"  # thẩm định
    RECOGNISED = "recognised"  # quyết định công nhận
    ANNOUNCED = "announced"  # công bố
    WITHDRAWN = "withdrawn"  # thu hồi quyết định công nhận


class Impossible(StrEnum):
    """Why an event cannot be where it stands."""

    NOT_SUBMITTED = "not_submitted"
    NOT_RECOGNISED = "not_recognised"
    RECOGNISED_ALREADY = "recognised_already"


class Unusual(StrEnum):
    """What is told and yet taken: practice differs, and papers get lost."""

    WITHOUT_VERSION = "without_version"  # submitted, and no version of it was made here
    VERSION_LATER = "version_later"  # the version was made after it was submitted
    SUBMITTED_AGAIN = "submitted_again"  # and nobody had returned it
    NOT_RECEIVED = "not_received"  # returned or appraised by whom nobody says received it
    NOT_APPRAISED = "not_appraised"
    UNANSWERED = "unanswered"  # submitted again with remarks that nobody answered
    ANNOUNCED_ALREADY = "announced_already"
    WITHOUT_DOCUMENT = "without_document"  # a decision without its number


NEEDS_DOCUMENT = frozenset({EventKind.RETURNED, EventKind.RECOGNISED, EventKind.WITHDRAWN})


def impossible(before: Sequence[EventKind], kind: EventKind) -> Impossible | None:
    """Whether `kind` can follow these events, oldest first."""
    if kind in (EventKind.ANNOUNCED, EventKind.WITHDRAWN):
        return None if _recognised(before) else Impossible.NOT_RECOGNISED
    if _recognised(before):  # the same dossier goes in again only when the decision is withdrawn
        return Impossible.RECOGNISED_ALREADY
    if kind is EventKind.SUBMITTED or EventKind.SUBMITTED in before:
        return None
    return Impossible.NOT_SUBMITTED


def unusual(before: Sequence[EventKind], kind: EventKind) -> tuple[Unusual, ...]:
    """What the order of events alone tells of `kind` after these."""
    since = _since_submission(before)
    found = {
        Unusual.SUBMITTED_AGAIN: kind is EventKind.SUBMITTED
        and EventKind.SUBMITTED in before
        and not {EventKind.RETURNED, EventKind.WITHDRAWN} & since,
        Unusual.NOT_RECEIVED: kind in (EventKind.RETURNED, EventKind.APPRAISED)
        and EventKind.RECEIVED not in since,
        Unusual.NOT_APPRAISED: kind is EventKind.RECOGNISED and EventKind.APPRAISED not in since,
        Unusual.ANNOUNCED_ALREADY: kind is EventKind.ANNOUNCED and EventKind.ANNOUNCED in since,
    }
    return tuple(what for what, told in found.items() if told)


def _recognised(before: Sequence[EventKind]) -> bool:
    decisions = [kind for kind in before if kind in (EventKind.RECOGNISED, EventKind.WITHDRAWN)]
    return bool(decisions) and decisions[-1] is EventKind.RECOGNISED


def _since_submission(before: Sequence[EventKind]) -> set[EventKind]:
    """What came after the last submission."""
    last = max((at for at, kind in enumerate(before) if kind is EventKind.SUBMITTED), default=-1)
    return set(before[last + 1 :])
