"""A column copied from a sheet into the indicators of a set: first what it would do, then all of it at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from app.domain.criteria import IndicatorDefinition
from app.domain.rights import Right
from app.errors import InputError
from app.i18n import _
from app.services import catalogue, entry
from app.services.catalogue import Effect
from app.services.catalogue_sheet import IndicatorEntry, SetSheet, set_sheet
from app.services.rights import require
from app.services.thresholds import shown_threshold, stored_threshold

Table = Sequence[Sequence[str]]
_NUMBER = re.compile(r"\d+([.,]\d+)*\.?")


class PasteTarget(StrEnum):
    TEXT = "text"
    GUIDANCE = "guidance"
    COMPUTING = "computing"
    THRESHOLD = "threshold"


class PasteKind(StrEnum):
    NEW = "new"  # nothing stood there
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class PasteLine:
    """`line` counts from 1 in what was pasted; `old` and `new` as people read them; `why` for skipped and wrong."""

    line: int
    number: str
    indicator_uid: str
    old: str
    new: str
    kind: PasteKind
    why: str = ""

    @property
    def writes(self) -> bool:
        return self.kind in (PasteKind.NEW, PasteKind.CHANGED)


def preview(
    session: Session,
    *,
    set_uid: str,
    table: Table,
    target: PasteTarget,
    first_uid: str | None = None,
    same_meaning: bool = False,
) -> list[PasteLine]:
    """What each line would do, found with the validation of the real thing.

    Lines of two columns name their indicator (number, value); others go to the indicators from `first_uid`
    downwards, an empty line leaving its indicator as it is.
    """
    sheet = set_sheet(session, set_uid=set_uid)
    lines = []
    taken: set[str] = set()
    for line, (found, value, why) in enumerate(_matched(sheet, table, first_uid), start=1):
        if found is None:
            kind = PasteKind.SKIPPED if why.skip else PasteKind.WRONG
            lines.append(PasteLine(line, why.number, "", "", value, kind, why.sentence))
        elif found.uid in taken:
            sentence = _("Số hiệu {number} có hai lần. Hãy bỏ một dòng.")
            sentence = sentence.format(number=found.definition.number)
            lines.append(_line(line, found, "", value, PasteKind.WRONG, sentence))
        else:
            taken.add(found.uid)
            lines.append(_judged(session, line, found, value, target, same_meaning))
    return lines


def apply(
    session: Session,
    *,
    set_uid: str,
    table: Table,
    target: PasteTarget,
    lines: Collection[int],
    first_uid: str | None = None,
    same_meaning: bool = False,
) -> int:
    """Write the lines chosen by their numbers, as one step. Returns how many indicators changed.

    Raises InputError, with nothing written, while one of them is wrong.
    """
    require(session, Right.CATALOGUE)
    found = preview(
        session,
        set_uid=set_uid,
        table=table,
        target=target,
        first_uid=first_uid,
        same_meaning=same_meaning,
    )
    chosen = [line for line in found if line.line in lines]
    wrong = next((line for line in chosen if line.kind is PasteKind.WRONG), None)
    if wrong is not None:
        raise InputError(_("Dòng {line}: {why}").format(line=wrong.line, why=wrong.why))
    entries = {
        one.uid: one for group in set_sheet(session, set_uid=set_uid).criteria for one in group.indicators
    }
    for line in chosen:
        if line.writes:
            values = {target.value: _value(entries[line.indicator_uid].definition, target, line.new)}
            catalogue.change_indicator(
                session, indicator_uid=line.indicator_uid, values=values, same_meaning=same_meaning
            )
    return sum(line.writes for line in chosen)


@dataclass(frozen=True, slots=True)
class _Unmatched:
    """Why a line belongs to no indicator; `skip`: that is no fault."""

    sentence: str = ""
    number: str = ""
    skip: bool = False


_Match = tuple[IndicatorEntry | None, str, _Unmatched]


def _matched(sheet: SetSheet, table: Table, first_uid: str | None) -> list[_Match]:
    if any(len(row) > 1 and row[1].strip() for row in table):
        return _by_number(sheet, table)
    entries = [one for group in sheet.criteria for one in group.indicators]
    at = next((place for place, one in enumerate(entries) if one.uid == first_uid), 0)
    found: list[_Match] = []
    for row in table:
        value = row[0].strip() if row else ""
        below = entries[at] if at < len(entries) else None
        at += 1
        if not value:
            number = below.definition.number if below else ""
            found.append((None, "", _Unmatched(_("Dòng trống"), number, skip=True)))
        elif below is None:
            found.append((None, value, _Unmatched(_("Không còn chỉ tiêu nào cho dòng này."))))
        else:
            found.append((below, value, _Unmatched()))
    return found


def _by_number(sheet: SetSheet, table: Table) -> list[_Match]:
    entries = {one.definition.number: one for group in sheet.criteria for one in group.indicators}
    criteria = {group.definition.number for group in sheet.criteria}
    found: list[_Match] = []
    for row in table:
        cells = [*row, "", ""]
        typed, value = entry.line(cells[0]), cells[1].strip()
        number = _tidy_number(typed)
        one = entries.get(number)
        if one is not None and value:
            found.append((one, value, _Unmatched()))
        elif not value:
            found.append((None, "", _Unmatched(_("Dòng trống"), number, skip=True)))
        elif number in criteria:
            found.append((None, value, _Unmatched(_("Dòng của tiêu chí"), number, skip=True)))
        elif not _NUMBER.fullmatch(typed):
            found.append((None, value, _Unmatched(_("Không có số hiệu chỉ tiêu"), typed, skip=True)))
        else:
            sentence = _("Bộ không có chỉ tiêu {number}. Hãy kiểm tra số hiệu.").format(number=typed)
            found.append((None, value, _Unmatched(sentence, typed)))
    return found


def _tidy_number(typed: str) -> str:
    """Excel in Vietnamese shows 4.2 as "4,2"; annexes print "4.2."."""
    return typed.replace(",", ".").rstrip(".") if _NUMBER.fullmatch(typed) else typed


def _judged(
    session: Session, line: int, found: IndicatorEntry, value: str, target: PasteTarget, same_meaning: bool
) -> PasteLine:
    definition = found.definition
    old = _shown(definition, target)
    try:
        new = _value(definition, target, value)
        catalogue.check_indicator(catalogue.changed(definition, {target.value: new}))
        effect = catalogue.effect_of(session, indicator_uid=found.uid, values={target.value: new})
    except InputError as error:
        return _line(line, found, old, value, PasteKind.WRONG, error.sentence)
    if new == getattr(definition, target.value):
        return _line(line, found, old, value, PasteKind.SAME, _("Giữ nguyên"))
    if effect is Effect.MEANING:
        return _line(
            line, found, old, value, PasteKind.WRONG, _("Bộ đang dùng: đổi nghĩa thì cần phiên bản mới.")
        )
    if effect is Effect.WORDING and not same_meaning:
        why = _("Bộ đang dùng: chọn “Chỉ sửa lỗi chữ” hoặc tạo phiên bản mới.")
        return _line(line, found, old, value, PasteKind.WRONG, why)
    return _line(line, found, old, value, PasteKind.CHANGED if old else PasteKind.NEW, "")


def _line(line: int, found: IndicatorEntry, old: str, new: str, kind: PasteKind, why: str) -> PasteLine:
    return PasteLine(line, found.definition.number, found.uid, old, new, kind, why)


def _value(definition: IndicatorDefinition, target: PasteTarget, typed: str) -> str:
    if target is not PasteTarget.THRESHOLD:
        return entry.paragraph(typed)
    if definition.group_kind is not None:
        raise InputError(_("Ngưỡng của chỉ tiêu này khác nhau theo nhóm. Hãy nhập từng nhóm ở biểu mẫu."))
    return stored_threshold(
        typed, measure=definition.measure, direction=definition.direction, scale=definition.scale
    )


def _shown(definition: IndicatorDefinition, target: PasteTarget) -> str:
    found: str | None = getattr(definition, target.value)
    if not found:
        return ""
    return shown_threshold(found, definition.measure) if target is PasteTarget.THRESHOLD else found


def pasted_table(text: str) -> list[list[str]]:
    """Rows of cells as they were copied from a sheet."""
    from app.exchange.pasted import read_pasted_table

    return read_pasted_table(text)
