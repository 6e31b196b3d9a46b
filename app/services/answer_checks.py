"""Whether what is recorded for an indicator can be: counts, shares, figures, steps of a scale, papers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.domain.numbers import check_part_of_whole, format_number
from app.domain.problem import Problem, ProblemCode
from app.domain.verdict import Verdict
from app.errors import InputError
from app.i18n import _
from app.labels import problem_sentence
from app.models.assessment import Assessment
from app.models.criteria import Indicator

_NUMBERS = ("part", "whole", "share", "amount", "reference")
_OF_INDICATOR = ("rating", "papers", "claimed", "concluded")


def checked_values(session: Session, row: Assessment, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored, empty ones as None. Raises InputError naming the field."""
    kept = {field: None if value in ("", (), []) else value for field, value in values.items()}
    for field in _NUMBERS:
        _check_number(field, kept.get(field))
    part, whole = (kept.get(field, getattr(row, field)) for field in ("part", "whole"))
    if not {"part", "whole"}.isdisjoint(kept):
        _check_counts(part, whole, changed="whole" if "whole" in kept else "part")
    if any(kept.get(field) is not None for field in _OF_INDICATOR):
        _check_against(session.get_one(Indicator, row.indicator_uid), kept)
    return kept


def _check_number(field: str, value: Decimal | None) -> None:
    if value is None:
        return
    shown = format_number(value)
    if value < 0:
        raise _refused(Problem(ProblemCode.NUMBER_NEGATIVE, given=shown), field)
    if field == "share" and value > 100:
        raise _refused(Problem(ProblemCode.PERCENT_OUT_OF_RANGE, given=shown), field)
    if field == "reference" and value == 0:
        raise InputError(_("Mức tham chiếu đang là 0. Hãy gõ số lớn hơn 0."), field=field)


def _check_counts(part: Decimal | None, whole: Decimal | None, *, changed: str) -> None:
    if part is None or whole is None:
        return
    try:
        check_part_of_whole(part, whole)
    except Problem as problem:
        raise _refused(problem, changed) from problem


def _refused(problem: Problem, field: str) -> InputError:
    return InputError(problem_sentence(problem), field=field)


def _check_against(indicator: Indicator, kept: dict[str, Any]) -> None:
    """Papers come back in the order of the list."""
    rating = kept.get("rating")
    if rating is not None and rating not in indicator.scale:
        raise InputError(
            _("“{step}” không có trong thang xếp loại. Hãy chọn một bậc.").format(step=rating), field="rating"
        )
    if kept.get("papers") is not None:
        known = list(indicator.required_papers or ())
        strange = [paper for paper in kept["papers"] if paper not in known]
        if strange:
            raise InputError(
                _("“{paper}” không có trong danh mục giấy tờ. Hãy chọn trong danh mục.").format(
                    paper=strange[0]
                ),
                field="papers",
            )
        kept["papers"] = [paper for paper in known if paper in kept["papers"]]
    for field in ("claimed", "concluded"):
        if kept.get(field) is Verdict.NOT_APPLICABLE and indicator.may_not_apply is False:
            raise InputError(
                _("Chỉ tiêu {number} luôn áp dụng. Hãy chọn đạt hoặc chưa đạt.").format(
                    number=indicator.number
                ),
                field=field,
            )
