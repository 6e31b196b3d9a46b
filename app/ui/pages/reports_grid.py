"""The grid of the page Báo cáo: a row per hamlet and its 12 or 24 months, and the figures that add them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.domain.deadlines import Month, ReportClass, ReportFigures, report_figures
from app.domain.numbers import format_number, rounded
from app.i18n import _
from app.labels import report_standing_label
from app.services.monthly_reports import HamletMonths, MonthCell, MonthGrid
from app.ui.tables import Column, Grid, TablePanel, TableView
from app.ui.tables.view import CellDelegate
from app.ui.theme import ToneName, colours_of, gap
from app.ui.widgets import paint_mark

MONTHS = range(1, 13)
_NAME_SHARE = 22  # percent of the paper's width; 12 × 4 for the months and 5 × 6 for the figures
_TONES: dict[ReportClass, ToneName] = {
    ReportClass.ON_TIME: "met",
    ReportClass.LATE: "due",
    ReportClass.MISSING: "unmet",
    ReportClass.EXEMPT: "not_applicable",
}


@dataclass(frozen=True, slots=True)
class GridLine:
    """A hamlet (`months` set), or one figure over all hamlets: twelve texts, then the year's."""

    key: str
    title: str
    months: HamletMonths | None
    texts: tuple[str, ...] = ()

    @property
    def figures(self) -> ReportFigures | None:
        return report_figures(self.months.counts) if self.months else None

    def cell(self, month: int) -> MonthCell | None:
        """Counted from the first month of the grid."""
        return self.months.cells[month - 1] if self.months else None


def grid_lines(grid: MonthGrid) -> list[GridLine]:
    """The hamlets, then the five figures of each month and of the year."""
    lines = [GridLine(row.hamlet_uid, row.hamlet, row) for row in grid.rows]
    if not lines:
        return []
    parts = [report_figures(counts) for counts in (*grid.month_counts, grid.counts)]
    for key, (title, _tip, text) in _figures().items():
        lines.append(GridLine(key, title, None, tuple(text(part) for part in parts)))
    return lines


def months_of(year: int) -> tuple[Month, ...]:
    return tuple(Month(year, number) for number in MONTHS)


def grid_columns(months: Sequence[Month], hamlet_width: int) -> list[Column[GridLine]]:
    """Sums carry no sort key: they stay below, however the hamlets are sorted."""
    columns = [
        Column[GridLine](
            "hamlet",
            _("Bản"),
            lambda line: line.title,
            sort=lambda line: line.title if line.months else None,
            tone=_sum_tone,
            width=hamlet_width,
        )
    ]
    columns += [_month_column(place, month, len(months)) for place, month in enumerate(months, start=1)]
    columns += [_figure_column(key, title, tip, text) for key, (title, tip, text) in _figures().items()]
    return columns


def fit_figures(view: TableView[GridLine], columns: Sequence[Column[GridLine]]) -> None:
    """The figures are short: their columns need the room of their headings and no more."""
    head = view.horizontalHeader()
    for number, column in enumerate(columns):
        if column.key.startswith("sum_"):
            head.resizeSection(number, head.fontMetrics().horizontalAdvance(column.title) + gap(view, 1.1))


def paper_title(year: int, commune: str) -> str:
    """With the key to the letters, since paper has no tooltips. Papers are always Vietnamese."""
    return (
        f"BẢNG THEO DÕI BÁO CÁO THÁNG NĂM {year} – {commune} "
        "(Đ: đúng hạn; T3: trễ 3 ngày; C: chưa nộp; M: miễn; ô trống: chưa đến hạn)"
    )


def paper_grid(lines: Sequence[GridLine]) -> Grid:
    headings = ("Bản", *(f"T{month}" for month in MONTHS))
    sums = ("Phải nộp", "Đã nộp", "% nộp", "Đúng hạn", "% đúng hạn")
    sum_titles = dict(zip(_figures(), sums, strict=True))
    rows = tuple(
        (sum_titles.get(line.key, line.title), *_paper_months(line), *_paper_sums(line)) for line in lines
    )
    right = (False,) * len(headings) + (True,) * len(sums)
    return Grid((*headings, *sums), rows, right, (_NAME_SHARE, *(4,) * len(MONTHS), *(6,) * len(sums)))


def _paper_months(line: GridLine) -> tuple[str, ...]:
    if line.months is None:
        return line.texts[-13:-1]
    letters = {ReportClass.ON_TIME: "Đ", ReportClass.MISSING: "C", ReportClass.EXEMPT: "M"}
    standings = [cell.standing for cell in line.months.cells[-12:]]
    return tuple(
        ""
        if standing is None
        else f"T{standing.days_late}"
        if standing.report_class is ReportClass.LATE
        else letters.get(standing.report_class, "")
        for standing in standings
    )


def _paper_sums(line: GridLine) -> tuple[str, ...]:
    figures = line.figures
    return tuple(
        text(figures) if figures else (line.texts[-1] if line.key == key else "")
        for key, (_title, _tip, text) in _figures().items()
    )


def month_of(column_key: str) -> int:
    """0 for a column that is no month."""
    return int(column_key.removeprefix("m")) if column_key.startswith("m") else 0


def month_key(month: int) -> str:
    return f"m{month}"


def cell_text(cell: MonthCell | None) -> str:
    """ "Trễ 3 ngày"; "" where no report is owed."""
    return report_standing_label(cell.standing) if cell and cell.standing else ""


class MonthDelegate(CellDelegate):
    """The mark, and beside it the days of delay of a report that came."""

    def __init__(self, month: int, panel: TablePanel[GridLine]) -> None:
        super().__init__(panel.view)
        self._month = month
        self._view = panel.view
        self._rows = panel.model

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Months keep their colours in the selected row; a frame says which one is open."""
        option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)
        if index == self._view.currentIndex():
            width = max(2, option.fontMetrics.height() // 9)
            painter.setPen(QPen(QColor(colours_of(option.palette).text), width))
            inset = width // 2
            painter.drawRect(option.rect.adjusted(inset, inset, -width + inset, -width + inset))

    def _paint_marked(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        mark: str,
    ) -> None:
        days = self._days(index)
        if not days:
            super()._paint_marked(painter, option, index, mark)
            return
        painter.fillRect(option.rect, index.data(Qt.ItemDataRole.BackgroundRole))
        colour = QColor(index.data(Qt.ItemDataRole.ForegroundRole))
        side = option.fontMetrics.height()
        words = option.fontMetrics.horizontalAdvance(days)
        left = option.rect.left() + (option.rect.width() - side - words) // 2
        top = option.rect.top() + (option.rect.height() - side) // 2
        paint_mark(painter, QRect(left, top, side, side), mark, colour)
        painter.setPen(colour)
        painter.drawText(left + side, top + option.fontMetrics.ascent(), days)

    def _days(self, index: QModelIndex | QPersistentModelIndex) -> str:
        line = self._rows.row_at(index)
        cell = line.cell(self._month) if line else None
        standing = cell.standing if cell else None
        late = standing is not None and standing.report_class is ReportClass.LATE
        return str(standing.days_late) if standing and late else ""


def _month_column(place: int, month: Month, count: int) -> Column[GridLine]:
    title = _("T{month}").format(month=month.number)
    return Column[GridLine](
        month_key(place),
        title if count <= len(MONTHS) else f"{month.number}/{month.year % 100:02d}",
        lambda line: cell_text(line.cell(place)) if line.months else line.texts[place - 1].removesuffix(",0"),
        sort=lambda line: _order(line.cell(place)),
        mark=lambda line: _mark(line.cell(place)),
        tone=lambda line: _tone(line, place),
        tooltip=lambda line: _tooltip(line, place, month),
        spoken=lambda line: _tooltip(line, place, month),
        align="centre",
        width=4 if count <= len(MONTHS) else 5,
        heading_tooltip=_("Tháng {month}/{year}").format(month=month.number, year=month.year),
    )


def _figure_column(key: str, title: str, tip: str, text: Callable[[ReportFigures], str]) -> Column[GridLine]:
    at = list(_figures()).index(key)
    return Column[GridLine](
        f"sum_{key}",
        title,
        lambda line: text(line.figures) if line.figures else (line.texts[-1] if line.key == key else ""),
        sort=lambda line: _sums(line.figures)[at] if line.figures else None,
        tone=_sum_tone,
        align="right",
        width=6,
        heading_tooltip=tip,
    )


def _figures() -> dict[str, tuple[str, str, Callable[[ReportFigures], str]]]:
    """key → title, explanation, text."""
    return {
        "expected": (
            _("Phải nộp"),
            _("Số báo cáo phải có đến hôm nay; không tính tháng chưa đến hạn và tháng được miễn"),
            lambda figures: format_number(figures.expected),
        ),
        "received": (
            _("Đã nộp"),
            _("Số báo cáo đã có ngày nhận, kể cả nộp trễ"),
            lambda figures: format_number(figures.received),
        ),
        "rate": (
            _("% nộp"),
            _("Đã nộp chia cho phải nộp"),
            lambda figures: percent_text(figures.rate),
        ),
        "on_time": (
            _("Đúng hạn"),
            _("Số báo cáo nhận được trong hạn"),
            lambda figures: format_number(figures.on_time),
        ),
        "on_time_rate": (
            _("% đúng"),
            _("Đúng hạn chia cho phải nộp"),
            lambda figures: percent_text(figures.on_time_rate),
        ),
    }


def percent_text(rate: Fraction | None) -> str:
    """With one decimal, without the sign: "66,7"; "–" where nothing is expected."""
    if rate is None:
        return "–"
    whole, _comma, decimal = format_number(rounded(rate * 100, 1)).partition(",")
    return f"{whole},{decimal or 0}"


def _sums(figures: ReportFigures) -> tuple[int | Fraction, ...]:
    none = Fraction(-1)  # below every share
    rates = figures.rate, figures.on_time_rate
    return (
        figures.expected,
        figures.received,
        none if rates[0] is None else rates[0],
        figures.on_time,
        none if rates[1] is None else rates[1],
    )


def _order(cell: MonthCell | None) -> int | None:
    """Missing longest first, then late, on time, not yet due, exempt."""
    if cell is None or cell.standing is None:
        return None
    ranks = (
        ReportClass.MISSING,
        ReportClass.LATE,
        ReportClass.ON_TIME,
        ReportClass.NOT_YET_DUE,
        ReportClass.EXEMPT,
    )
    return ranks.index(cell.standing.report_class) * 1000 - min(cell.standing.days_late, 999)


def _mark(cell: MonthCell | None) -> str | None:
    return cell.standing.report_class.value if cell and cell.standing else None


def _tone(line: GridLine, month: int) -> ToneName | None:
    cell = line.cell(month)
    if cell is None:
        return _sum_tone(line)
    return _TONES.get(cell.standing.report_class) if cell.standing else None


def _sum_tone(line: GridLine) -> ToneName | None:
    return None if line.months else "not_applicable"


def _tooltip(line: GridLine, place: int, month: Month) -> str:
    head = line.title + ", " + _("tháng {month}/{year}").format(month=month.number, year=month.year)
    if line.months is None:
        return f"{head}: {line.texts[place - 1]}"
    cell = line.cell(place)
    words = cell_text(cell) or _("Không phải nộp")
    reason = cell.report.exempt_reason if cell and cell.report else ""
    return f"{head}: {words}" + (f" ({reason})" if reason else "")
