"""Biểu 01 and 02: from the book's own rounds, or typed as a paper prints them with what does not add up.

Object names: "tableSource" (book or printed), "tableResults", "tablePrinted" (TablePanels).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from app.domain.printed_tables import TableNumber
from app.i18n import _
from app.services import printed_lines, province_tables
from app.services.printed_lines import KeptLine
from app.services.province_papers import kept_lines
from app.services.province_tables import PlaceResult, UnmetLine
from app.table_words import printed_problem_sentence
from app.ui.context import Context
from app.ui.forms import Field, Kind
from app.ui.pages.tables_base import TableTab
from app.ui.tables import Column, Empty, TablePanel
from app.ui.widgets import MutedLabel

_MOST_SHOWN = 4
_TALLY = ("criteria_met", "indicators_met", "criteria_unmet", "indicators_unmet")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A place and one of its unmet criteria; `line` None: nothing is lacking, or it was never reviewed."""

    place: PlaceResult
    line: UnmetLine | None
    first: bool


class ResultsTab(TableTab):
    table = TableNumber.FIRST

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.number = self.table.value
        self.source = QComboBox()
        self.source.setObjectName("tableSource")
        self.source.setAccessibleName(_("Số liệu của biểu"))
        self.source.addItems([_("Theo số liệu của sổ"), _("Nhập như bản in")])
        self.source.currentIndexChanged.connect(lambda _place: self.refresh())
        self.results = TablePanel[ResultRow](
            result_columns(),
            key=lambda row: (row.place.uid, row.line.number if row.line else ""),
            name=_("Biểu {number}").format(number=self.number),
            empty=Empty(self._nothing()),
        )
        self.results.setObjectName("tableResults")
        self.kept = TablePanel[KeptLine](
            kept_columns(),
            key=lambda row: row.uid,
            name=_("Biểu {number} như bản in").format(number=self.number),
            empty=Empty(
                _("Gõ lại biểu đã in để chương trình cộng lại và chỉ ra chỗ sai."),
                _("Thêm dòng…"),
                self.add,
            ),
        )
        self.kept.setObjectName("tablePrinted")
        self.kept.activated.connect(lambda _row: self.change())
        self.kept.current_changed.connect(lambda _row: self._show_buttons())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.results)
        self._stack.addWidget(self.kept)
        self.problems = MutedLabel()
        self.problems.setWordWrap(True)
        self.problems.setObjectName("tableProblems")
        self.fill(self._stack, bar=[self.source], below=[self.problems])
        self.setFocusProxy(self.source)

    @property
    def printed(self) -> bool:
        return self.source.currentIndex() == 1

    def show_rows(self) -> None:
        self._stack.setCurrentIndex(self.source.currentIndex())
        if self.printed:
            self.kept.set_rows(self.context.read(kept_lines, year=self.context.year, table=self.table))
        else:
            found = self.context.read(
                province_tables.table_results,
                year=self.context.year,
                table=self.table,
                today=self.context.today(),
            )
            self.results.set_rows([row for place in found.places for row in _rows(place)])
        self._show_buttons()

    def add(self) -> None:
        self._open(None)

    def change(self) -> None:
        row = self.kept.current_row()
        if row is not None:
            self._open(row)

    def remove(self) -> None:
        row = self.kept.current_row()
        if row is not None:
            self.context.write(printed_lines.remove_line, uid=row.uid)

    def _open(self, row: KeptLine | None) -> None:
        from app.ui.dialogs.table_row import TableRowDialog

        def save(values: Mapping[str, object]) -> None:
            if row is None:
                self.context.write(
                    printed_lines.add_line, year=self.context.year, table=self.table, values=values
                )
            else:
                self.context.write(printed_lines.change_line, uid=row.uid, values=values)

        title = _("Sửa dòng như bản in") if row else _("Thêm dòng như bản in")
        TableRowDialog(title, _fields(), _values(row), save, self).open()

    def _show_buttons(self) -> None:
        self.add_button.setVisible(self.printed)
        self.change_button.setVisible(self.printed)
        self.remove_button.setVisible(self.printed)
        chosen = self.kept.current_row()
        self.enable_row_buttons(chosen=chosen is not None)
        rows = [chosen] if chosen else self.kept.model.rows
        sentences = [printed_problem_sentence(problem) for row in rows for problem in row.problems]
        self.problems.setText("\n".join(sentences[:_MOST_SHOWN]))
        self.problems.setVisible(self.printed and bool(sentences))

    def _nothing(self) -> str:
        if self.table is TableNumber.FIRST:
            return _("Năm này chưa có bản nào trong kế hoạch.")
        return _("Năm này chưa có bản nào phấn đấu kiểu mẫu. Thêm bộ tiêu chí cho bản ở trang Tự đánh giá.")


class FirstTable(ResultsTab):
    table = TableNumber.FIRST


class SecondTable(ResultsTab):
    table = TableNumber.SECOND


def _rows(place: PlaceResult) -> list[ResultRow]:
    if not place.lines:
        return [ResultRow(place, None, True)]
    return [ResultRow(place, line, number == 0) for number, line in enumerate(place.lines)]


def result_columns() -> list[Column[ResultRow]]:
    """What names a place is written in its first row alone; searched, sorted and spoken it is in each."""
    return [
        Column(
            "place",
            _("Địa bàn"),
            lambda row: row.place.place,
            text=lambda row: row.place.place if row.first else "",
            width=14,
        ),
        Column(
            "region", _("Khu vực"), lambda row: row.place.region if row.first else "", width=8, hidden=True
        ),
        Column("held_on", _("Rà soát"), lambda row: row.place.held_on if row.first else None, width=11),
        _share_column(
            "criteria", _("Tiêu chí"), lambda row: (row.place.criteria_met, row.place.criteria_total)
        ),
        _share_column(
            "indicators", _("Chỉ tiêu"), lambda row: (row.place.indicators_met, row.place.indicators_total)
        ),
        Column("criterion", _("Tiêu chí chưa đạt"), lambda row: row.line.words if row.line else "", width=44),
        Column(
            "remaining",
            _("Khối lượng còn lại"),
            lambda row: row.line.remaining.replace("\n", "; ") if row.line else "",
            width=26,
            stretch=True,
        ),
    ]


def _share_column(key: str, title: str, value: Callable[[ResultRow], tuple[int, int]]) -> Column[ResultRow]:
    """ "13/16", nothing where nobody has reviewed."""

    def words(row: ResultRow) -> str:
        met, total = value(row)
        return f"{met}/{total}" if row.first and total and (row.place.held_on or row.place.hamlets) else ""

    return Column(key, title, lambda row: value(row)[0], text=words, align="right", width=9)


def kept_columns() -> list[Column[KeptLine]]:
    return [
        Column("place", _("Địa bàn"), lambda row: row.line.place, width=16),
        Column("area", _("Thuộc"), lambda row: row.line.area, width=16),
        _tally_column("criteria_met", _("TC đạt"), _("Tiêu chí đạt")),
        _tally_column("indicators_met", _("CT đạt"), _("Chỉ tiêu đạt")),
        _tally_column("criteria_unmet", _("TC chưa"), _("Tiêu chí chưa đạt")),
        _tally_column("indicators_unmet", _("CT chưa"), _("Chỉ tiêu chưa đạt")),
        Column(
            "problems",
            _("Chỗ không khớp"),
            lambda row: " ".join(map(printed_problem_sentence, row.problems)),
            tooltip=lambda row: "\n".join(map(printed_problem_sentence, row.problems)),
            icon=lambda row: "warning" if row.problems else None,
            width=40,
            stretch=True,
        ),
    ]


def _tally_column(name: str, title: str, whole: str) -> Column[KeptLine]:
    return Column(name, title, lambda row: getattr(row.line, name), width=9, heading_tooltip=whole)


def _fields() -> list[Field]:
    return [
        Field("place", _("Tên xã, bản"), required=True),
        Field("area", _("Thuộc huyện, xã")),
        Field("region", _("Khu vực"), width=8),
        Field("criteria_met", _("Tiêu chí đạt"), Kind.INTEGER),
        Field("indicators_met", _("Chỉ tiêu đạt"), Kind.INTEGER, inline=True),
        Field("criteria_unmet", _("Tiêu chí chưa đạt"), Kind.INTEGER),
        Field("indicators_unmet", _("Chỉ tiêu chưa đạt"), Kind.INTEGER, inline=True),
        Field("unmet", _("Các tiêu chí chưa đạt"), Kind.MULTILINE, rows=4, hint=_("Mỗi tiêu chí một dòng.")),
        Field("remaining", _("Khối lượng còn lại"), Kind.MULTILINE, rows=4, hint=_("Mỗi chỉ tiêu một dòng.")),
    ]


def _values(row: KeptLine | None) -> dict[str, object]:
    if row is None:
        return {"place": "", "area": "", "region": "", "unmet": "", "remaining": ""}
    line = row.line
    return {
        "place": line.place,
        "area": line.area,
        "region": line.region,
        **{name: getattr(line, name) for name in _TALLY},
        "unmet": "\n".join(line.unmet),
        "remaining": "\n".join(line.remaining),
    }
