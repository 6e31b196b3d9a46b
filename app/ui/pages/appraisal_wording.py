"""The sentences of the appraisal page: how an indicator stands, whose opinion it was, why it is looked at alone."""

from __future__ import annotations

from app import arithmetic_words
from app.domain.appraisal import WorkState
from app.domain.text import initial_capital
from app.i18n import _
from app.labels import obstacle_label, opinion_label, verdict_label, work_state_label
from app.services.appraisals import RoleWork, WorkRow
from app.services.assessments import SheetRow
from app.ui.theme import ToneName


def role_text(work: RoleWork) -> str:
    """ "Trạm y tế (3 việc chờ)"; the bare name where nothing waits."""
    if not work.waiting:
        return work.role.name
    return _("{role} ({n} việc chờ)").format(role=work.role.name, n=work.waiting)


def state_text(row: WorkRow) -> str:
    """Which of the two refusals a returned one met."""
    if row.state is WorkState.RETURNED and row.row is not None:
        return opinion_label(row.row.opinion)
    return work_state_label(row.state)


def state_tone(row: WorkRow) -> ToneName | None:
    tones: dict[WorkState, ToneName] = {
        WorkState.WAITING: "due",
        WorkState.CHANGED: "due",
        WorkState.RETURNED: "unmet",
        WorkState.AGREED: "met",
        WorkState.CONCLUDED: "met",
        WorkState.NOT_ASSESSED: "muted",
    }
    return tones[row.state]


def remark_text(row: WorkRow) -> str:
    """What stands against agreeing unseen, or that nothing does; "" where it is not the officer's turn."""
    if row.row is None:
        return _("Chưa có đợt rà soát")
    if row.round is not None and row.round.closed_on is not None:
        return _("Đợt đã khóa")
    if row.state not in (WorkState.WAITING, WorkState.CHANGED):
        return row.row.opinion_note
    if row.in_order:
        return _("Đủ điều kiện đồng ý")
    return initial_capital(", ".join(map(obstacle_label, row.obstacles)))


def claim_text(row: SheetRow | None) -> str:
    return verdict_label(row.claimed if row else None)


def computed_text(row: SheetRow | None) -> str:
    """ "Đạt (84,32 %)"; "" where nothing can be computed."""
    if row is None or row.computed.verdict is None:
        return ""
    return verdict_label(row.computed.verdict)


def found_text(row: SheetRow) -> str:
    """The whole arithmetic, or what was found where there is no threshold."""
    yardstick = row.indicator.yardstick
    return arithmetic_words.sentence(yardstick, row.answer, row.computed) or arithmetic_words.answer_words(
        yardstick, row.answer, row.computed
    )
