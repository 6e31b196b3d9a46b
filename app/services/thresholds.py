"""A threshold as people write it ("90", "2,45", "≥ 90 %") and as it is kept ("90", "2.45"): the one conversion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from app.domain.measure import MEASURED_BY_NUMBERS, Direction, Measure
from app.domain.numbers import format_number
from app.domain.text import name_key
from app.errors import InputError
from app.i18n import _
from app.labels import direction_label
from app.services import entry

_SIGNS = {"≥": Direction.AT_LEAST, ">=": Direction.AT_LEAST, "≤": Direction.AT_MOST, "<=": Direction.AT_MOST}
_SIGN = re.compile(r"(≥|>=|≤|<=)\s*")


def stored_threshold(
    typed: str,
    *,
    measure: Measure | None,
    direction: Direction = Direction.AT_LEAST,
    scale: Sequence[str] = (),
) -> str:
    """As app.domain.measure.Yardstick has it; a step of the scale is found whatever its capitals.

    A sign (≥, ≤) may stand before a number and must agree with `direction`. Raises InputError.
    """
    text = entry.line(typed)
    if measure is Measure.RATING:
        return next((step for step in scale if name_key(step) == name_key(text)), text)
    if measure not in MEASURED_BY_NUMBERS:
        return text
    sign = _SIGN.match(text)
    if sign is not None:
        if _SIGNS[sign.group(1)] is not direction:
            raise InputError(
                _("“{given}” ngược với chiều đang ghi là “{direction}”. Hãy sửa chiều trước.").format(
                    given=text, direction=direction_label(direction)
                )
            )
        text = text[sign.end() :]
    value = entry.percent(text) if measure is Measure.PERCENT else entry.number(text)
    return _plain(value)


def shown_threshold(stored: str, measure: Measure | None) -> str:
    """ "2.45" → "2,45"; a step of a scale as it is."""
    return format_number(Decimal(stored)) if measure in MEASURED_BY_NUMBERS else stored


def _plain(value: Decimal) -> str:
    """One spelling for one number: 90 and 90,0 are the same threshold."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
