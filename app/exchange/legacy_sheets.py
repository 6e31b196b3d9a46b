"""Text of old encodings in a sheet: converted where font or words prove it, refused where it stays doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.exchange.legacy_text import (
    Legacy,
    detect,
    is_modern,
    legacy_of_font,
    reading,
    shows_capitals,
    to_unicode,
)
from app.exchange.workbook import CellProblem, Row, Sheet, Value, address, column_letters
from app.i18n import _

_NAMES = {Legacy.TCVN3: "TCVN3 (ABC, .VnTime)", Legacy.VNI: "VNI"}
Place = tuple[int, int]  # index of the row in the sheet, column


@dataclass(slots=True)
class _Column:
    """Texts with marks that could be of an old encoding, and whether others are certainly Unicode."""

    texts: dict[int, str] = field(default_factory=dict)
    modern: bool = False


@dataclass(slots=True)
class _Outcome:
    converted: dict[Place, str] = field(default_factory=dict)
    doubtful: list[Place] = field(default_factory=list)
    suspect: list[Place] = field(default_factory=list)  # kept as they are, and told
    encodings: dict[int, Legacy] = field(default_factory=dict)  # by column


def in_unicode(sheet: Sheet, fonts: Sequence[Any]) -> Sheet:
    """The sheet with its texts in Unicode; `fonts` are [row number, column, name] of cells in old fonts."""
    by_place = {(int(row), int(column)): str(font) for row, column, font in fonts}
    outcome = _Outcome()
    columns = _columns(sheet, by_place, outcome)
    whole = None
    if not any(column.modern for column in columns.values()):
        whole = detect("\n".join(text for column in columns.values() for text in column.texts.values()))
    for number, column in columns.items():
        _convert_column(number, column, whole, outcome)
    nothing = not (outcome.converted or outcome.doubtful or outcome.suspect)
    return sheet if nothing else _changed(sheet, outcome)


def _columns(sheet: Sheet, fonts: dict[Place, str], outcome: _Outcome) -> dict[int, _Column]:
    columns: dict[int, _Column] = {}
    for index, row in enumerate(sheet.rows):
        for number, value in enumerate(row.values):
            if type(value) is not str or value.isascii():
                continue
            column = columns.setdefault(number, _Column())
            if is_modern(value):
                column.modern = True
                continue
            font = fonts.get((row.number, number), "")
            if font:
                _convert_by_font((index, number), value, font, outcome)
            else:
                column.texts[index] = value
    return columns


def _convert_by_font(place: Place, text: str, font: str, outcome: _Outcome) -> None:
    """The font says how the text is seen, unless its words make no sense that way."""
    legacy = legacy_of_font(font)
    if legacy is None or reading(text, legacy).marked_good * 2 < reading(text, legacy).marked:
        outcome.doubtful.append(place)
        return
    outcome.converted[place] = to_unicode(text, legacy, font=font if shows_capitals(font) else "")
    outcome.encodings[place[1]] = legacy


def _convert_column(number: int, column: _Column, whole: Legacy | None, outcome: _Outcome) -> None:
    if not column.texts:
        return
    legacy = detect("\n".join(column.texts.values()))
    if legacy is None and whole is not None and reading("\n".join(column.texts.values()), whole).good:
        legacy = whole
    for index, text in column.texts.items():
        place = (index, number)
        if legacy is None:
            _weigh_alone(place, text, column, outcome)
        elif not column.modern or _is_proven(text, legacy):
            outcome.converted[place] = to_unicode(text, legacy)
            outcome.encodings[number] = legacy
        elif reading(text, legacy).good and to_unicode(text, legacy) != text:
            outcome.doubtful.append(place)


def _is_proven(text: str, legacy: Legacy) -> bool:
    found = reading(text, legacy)
    return found.proofs > 0 and found.good


def _weigh_alone(place: Place, text: str, column: _Column, outcome: _Outcome) -> None:
    """Too little to convert: "b¶n" is refused unless the column is Unicode otherwise; "thaï" is only told."""
    signs = _is_proven(text, Legacy.TCVN3) and reading(text, Legacy.TCVN3).signs > 0
    if signs and not column.modern:
        outcome.doubtful.append(place)
    elif signs or _is_proven(text, Legacy.VNI):
        outcome.suspect.append(place)


def _changed(sheet: Sheet, outcome: _Outcome) -> Sheet:
    rows = list(sheet.rows)
    by_row: dict[int, dict[int, Value]] = {}
    for (index, column), text in outcome.converted.items():
        by_row.setdefault(index, {})[column] = text
    for index, _column in outcome.doubtful:
        by_row.setdefault(index, {})[_column] = None
    for index, texts in by_row.items():
        row = rows[index]
        values = tuple(texts.get(column, value) for column, value in enumerate(row.values))
        rows[index] = replace(row, values=values)
    return replace(
        sheet,
        rows=tuple(rows),
        warnings=(*sheet.warnings, *_warnings(sheet, outcome)),
        problems=(*sheet.problems, *_problems(sheet, outcome)),
    )


def _warnings(sheet: Sheet, outcome: _Outcome) -> list[CellProblem]:
    """One a column, with the first text as an example."""
    found = []
    for column, legacy in sorted(outcome.encodings.items()):
        places = [place for place in outcome.converted if place[1] == column]
        first = min(places)
        example = str(sheet.rows[first[0]].value(column))
        found.append(
            CellProblem(
                _cells(sheet.rows, column, (index for index, _column in places)),
                _(
                    "Chữ theo bảng mã {encoding} đã đổi sang Unicode: “{old}” thành “{new}”. Hãy xem lại."
                ).format(encoding=_NAMES[legacy], old=example[:60], new=outcome.converted[first][:60]),
                sheet.name,
            )
        )
    sentence = _("Chữ “{text}” có thể theo bảng mã cũ. Hãy xem lại, nếu sai thì gõ lại bằng Unicode.")
    return found + _told(sheet, outcome.suspect, sentence)


def _problems(sheet: Sheet, outcome: _Outcome) -> list[CellProblem]:
    sentence = _("Chữ “{text}” có thể theo bảng mã cũ, không đoán được. Hãy gõ lại bằng Unicode.")
    return _told(sheet, outcome.doubtful, sentence)


def _told(sheet: Sheet, places: Iterable[Place], sentence: str) -> list[CellProblem]:
    return [
        CellProblem(
            address(sheet.rows[index].number, column),
            sentence.format(text=str(sheet.rows[index].value(column))[:60]),
            sheet.name,
        )
        for index, column in sorted(places)
    ]


def _cells(rows: Sequence[Row], column: int, indexes: Iterable[int]) -> str:
    """ "C5:C40, C43": runs of neighbouring rows as ranges, the first few."""
    letters = column_letters(column)
    runs: list[list[int]] = []
    for index in sorted(indexes):
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    shown = [
        f"{letters}{rows[first].number}" + (f":{letters}{rows[last].number}" if last > first else "")
        for first, last in runs[:5]
    ]
    return ", ".join(shown) + (" …" if len(runs) > 5 else "")
