"""An officer's work list: how far each indicator is, and what keeps one from being agreed to unseen."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from app.domain.verdict import Opinion, Verdict


class WorkState(StrEnum):
    """Where one indicator stands between the hamlet and its appraiser, in the order of who has to act."""

    WAITING = "waiting"  # the hamlet has answered, nobody has appraised it
    CHANGED = "changed"  # the hamlet changed it, or sent it in again, after an opinion
    RETURNED = "returned"  # the officer disagrees or asks for more: the hamlet's turn
    AGREED = "agreed"
    CONCLUDED = "concluded"  # the council has the last word
    NOT_ASSESSED = "not_assessed"


class Obstacle(StrEnum):
    """Why an indicator is not agreed to together with others."""

    NOT_ASSESSED = "not_assessed"
    NOT_CONFIRMED = "not_confirmed"  # carried over from the round before and not looked at
    CLAIMED_UNMET = "claimed_unmet"
    NO_EVIDENCE = "no_evidence"
    DIFFERS = "differs"  # the claim is not what the arithmetic says
    REASON_MISSING = "reason_missing"


def work_state(
    claimed: Verdict | None, opinion: Opinion | None, concluded: Verdict | None, *, changed: bool
) -> WorkState:
    """`changed`: there was an opinion, and the hamlet has acted after it."""
    if concluded is not None:
        return WorkState.CONCLUDED
    if claimed is None:
        return WorkState.NOT_ASSESSED
    if opinion is None:
        return WorkState.CHANGED if changed else WorkState.WAITING
    return WorkState.AGREED if opinion is Opinion.AGREE else WorkState.RETURNED


def obstacles(
    claimed: Verdict | None,
    computed: Verdict | None,
    *,
    confirmed: bool,
    evidence_count: int,
    reason_missing: bool,
) -> Iterator[Obstacle]:
    """None: met with evidence, or not applicable with a reason, and the arithmetic does not speak against it."""
    if claimed is None:
        yield Obstacle.NOT_ASSESSED
        return
    if not confirmed:
        yield Obstacle.NOT_CONFIRMED
    if claimed is Verdict.UNMET:
        yield Obstacle.CLAIMED_UNMET
    if claimed is Verdict.MET and not evidence_count:
        yield Obstacle.NO_EVIDENCE
    if computed not in (None, claimed):
        yield Obstacle.DIFFERS
    if reason_missing:
        yield Obstacle.REASON_MISSING
