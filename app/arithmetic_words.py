"""The arithmetic of a verdict in words, once for screen, papers and reports.

Screens call these as they are; papers inside `app.i18n.as_printed()`. What is shown never favours the hamlet:
a share that misses its threshold is not rounded onto it, what is missing is rounded up.
"""

from __future__ import annotations

from decimal import Decimal

from app.domain.measure import (
    Answer,
    Computed,
    Direction,
    Measure,
    Yardstick,
    missing_papers,
    shown_missing,
    shown_share,
)
from app.domain.numbers import format_number
from app.domain.verdict import Verdict
from app.i18n import _
from app.labels import verdict_label

# Of these more is built or cleared: "còn 2,45 km". Of the rest something lacks: "còn thiếu 55 người".
_LENGTHS_AND_AREAS = frozenset({"m", "km", "m2", "m²", "km2", "km²", "ha"})


def requirement(yardstick: Yardstick, reference: str = "") -> str:
    """ "từ 90 % trở lên", "không quá 8 hộ", "đủ 3 giấy tờ"; "" while the threshold is unknown.

    `reference` names the figure that a ratio is held against.
    """
    if yardstick.measure is Measure.PAPERS:
        return _("đủ {n} giấy tờ").format(n=len(yardstick.papers)) if yardstick.papers else ""
    if yardstick.threshold is None:
        return ""
    if yardstick.measure is Measure.RATING:
        last = yardstick.scale[-1:] == (yardstick.threshold,)
        sentence = _("xếp loại “{step}”") if last else _("xếp loại “{step}” trở lên")
        return sentence.format(step=yardstick.threshold)
    at_least = yardstick.direction is Direction.AT_LEAST
    if yardstick.measure is Measure.RATIO:
        sentence = _("ít nhất {figure} {reference}") if at_least else _("không quá {figure} {reference}")
        named = reference or _("mức tham chiếu")
        return sentence.format(figure=_threshold(yardstick), reference=named)
    sentence = _("từ {figure} trở lên") if at_least else _("không quá {figure}")
    return sentence.format(figure=_threshold(yardstick))


def answer_words(yardstick: Yardstick, answer: Answer, computed: Computed) -> str:
    """What was found, without the threshold: "812 / 963 người = 84,32 %"; "" while nothing was."""
    if yardstick.measure is Measure.RATING:
        return answer.rating or ""
    if yardstick.measure is Measure.PAPERS:
        return _papers_found(yardstick, answer)
    if yardstick.measure is Measure.NUMBER:
        return "" if answer.amount is None else _with_unit(answer.amount, yardstick.unit)
    share = shown_share(yardstick, computed)
    if share is None:
        return ""
    if yardstick.measure is Measure.PERCENT:
        reached, counts = _percent(share), (answer.part, answer.whole)
    else:
        reached, counts = _times(share), (answer.amount, answer.reference)
    if counts[0] is None or counts[1] is None:
        return reached
    return f"{format_number(counts[0])} / {_with_unit(counts[1], yardstick.unit)} = {reached}"


def formula(yardstick: Yardstick, answer: Answer, computed: Computed) -> str:
    """ "812 / 963 người = 84,32 % < 90 %"; without a threshold it ends at the share."""
    found = answer_words(yardstick, answer, computed)
    if not found or computed.verdict is None:
        return found
    if yardstick.measure is Measure.RATING:
        if computed.verdict is Verdict.MET:
            return found
        return _("{found}, cần {needed}").format(found=found, needed=requirement(yardstick))
    if yardstick.measure is Measure.PAPERS or yardstick.threshold is None:
        return found
    return f"{found} {_sign(yardstick, computed)} {_threshold(yardstick)}"


def remaining_amount(yardstick: Yardstick, answer: Answer, computed: Computed) -> str:
    """What is still to do, for a field or a column that is named so: "55 người", "vượt 12 hộ", "2 giấy tờ: …"."""
    missing = shown_missing(computed)
    if not missing:
        return ""
    if yardstick.measure is Measure.PAPERS:
        return _("{n} giấy tờ: {papers}").format(
            n=format_number(missing), papers="; ".join(missing_papers(yardstick, answer))
        )
    amount = _with_unit(missing, _("điểm %") if computed.points else yardstick.unit)
    return amount if yardstick.direction is Direction.AT_LEAST else _("vượt {amount}").format(amount=amount)


def remaining(yardstick: Yardstick, answer: Answer, computed: Computed) -> str:
    """As part of a sentence: "còn thiếu 55 người", "còn 2,45 km", "còn vượt 12 hộ"; "" where nothing lacks."""
    amount = remaining_amount(yardstick, answer, computed)
    if not amount:
        return ""
    stretch = not computed.points and yardstick.unit in _LENGTHS_AND_AREAS
    if yardstick.direction is Direction.AT_MOST or stretch:
        return _("còn {amount}").format(amount=amount)
    return _("còn thiếu {amount}").format(amount=amount)


def result(computed: Computed) -> str:
    """ "CHƯA ĐẠT"; "" where nothing can be concluded."""
    return "" if computed.verdict is None else verdict_label(computed.verdict).upper()


def sentence(yardstick: Yardstick, answer: Answer, computed: Computed) -> str:
    """All of it: "812 / 963 người = 84,32 % < 90 % → CHƯA ĐẠT, còn thiếu 55 người"."""
    found = formula(yardstick, answer, computed)
    if computed.verdict is None:
        if found and yardstick.threshold is None and yardstick.measure is not Measure.PAPERS:
            return _("{found} (chưa có ngưỡng nên không tự kết luận)").format(found=found)
        return found
    lacking = remaining(yardstick, answer, computed)
    concluded = f"{found} → {result(computed)}"
    return f"{concluded}, {lacking}" if lacking else concluded


def _papers_found(yardstick: Yardstick, answer: Answer) -> str:
    if not answer.papers:
        return ""
    there = len(yardstick.papers) - len(missing_papers(yardstick, answer))
    return _("{n} / {total} giấy tờ").format(n=there, total=len(yardstick.papers))


def _sign(yardstick: Yardstick, computed: Computed) -> str:
    good = computed.verdict is Verdict.MET
    if yardstick.direction is Direction.AT_LEAST:
        return "≥" if good else "<"
    return "≤" if good else ">"


def _threshold(yardstick: Yardstick) -> str:
    assert yardstick.threshold is not None
    figure = Decimal(yardstick.threshold)
    if yardstick.measure is Measure.PERCENT:
        return _percent(figure)
    return _times(figure) if yardstick.measure is Measure.RATIO else _with_unit(figure, yardstick.unit)


def _percent(figure: Decimal) -> str:
    return f"{format_number(figure)} %"


def _times(figure: Decimal) -> str:
    return _("{n} lần").format(n=format_number(figure))


def _with_unit(figure: Decimal, unit: str) -> str:
    return f"{format_number(figure)} {unit}".rstrip()
