"""The board as a table: its columns, what a cell says, and the same as a sheet for Excel."""

from __future__ import annotations

from datetime import date

from app.domain.dates import format_date
from app.domain.verdict import Verdict
from app.i18n import _, pgettext
from app.labels import verdict_label
from app.reports.board_xlsx import BoardCellText, BoardColumn, BoardSheet, Tint
from app.services.boards import Board, BoardRow, CriterionColumn
from app.services.status import Overview
from app.ui.pages.assessment_wording import prerequisite_text
from app.ui.tables import Column
from app.ui.widgets import glyph, verdict_mark, verdict_tone
from app.ui.widgets.legend import LegendEntry

_CRITERION = "criterion-"
_NAME_WIDTH = (10, 24)  # characters, at least and at most
_DIGIT = 0.85  # of a digit's width is what a letter of a name takes
# A column that is sorted by its criterion shows the unmet first: they are what one looks for.
_ORDER = {Verdict.UNMET: 0, None: 1, Verdict.NOT_APPLICABLE: 2, Verdict.MET: 3}


def criterion_number(column_key: str) -> str | None:
    """The number behind the key of a criterion's column, None for another column."""
    return column_key.removeprefix(_CRITERION) if column_key.startswith(_CRITERION) else None


def board_columns(board: Board) -> list[Column[BoardRow]]:
    longest = max((len(row.hamlet) for row in board.rows), default=0)
    width = min(max(round(longest * _DIGIT) + 1, _NAME_WIDTH[0]), _NAME_WIDTH[1])
    return [
        Column(
            "hamlet",
            _("Xã") if board.criteria_set.level.of_commune else _("Bản"),
            lambda row: row.hamlet,
            width=width,
        ),
        *(_criterion_column(place, criterion) for place, criterion in enumerate(board.criteria)),
        *([_before_column()] if board.criteria_set.prerequisite else []),
        *_sum_columns(),
    ]


def _before_column() -> Column[BoardRow]:
    """What must be met before: a set that builds on another counts only with it."""
    return Column(
        "before",
        _("Trước đó"),
        lambda row: before_text(row),
        sort=lambda row: row.prerequisite is not None and row.prerequisite.met,
        tone=lambda row: "met" if row.prerequisite is not None and row.prerequisite.met else "due",
        tooltip=_spoken_before,
        spoken=_spoken_before,
        align="centre",
        width=7,
        heading_tooltip=_("Số tiêu chí đạt của bộ phải đạt trước"),
    )


def before_text(row: BoardRow) -> str:
    if row.prerequisite is None or row.prerequisite.totals is None:
        return "–"
    counted = row.prerequisite.totals
    return f"{counted.criteria_met}/{counted.criteria_total}"


def _spoken_before(row: BoardRow) -> str:
    found = row.prerequisite
    if found is None or not found.met:
        return prerequisite_text(found)
    return _("Đã đạt “{title}”").format(title=found.title)


def _sum_columns() -> list[Column[BoardRow]]:
    return [
        Column(
            "criteria",
            pgettext("number", "Tiêu chí"),
            lambda row: row.totals.criteria_met,
            text=criteria_text,
            align="centre",
            width=6,
            heading_tooltip=_("Số tiêu chí đạt trên tổng số tiêu chí"),
        ),
        Column(
            "indicators",
            pgettext("number", "Chỉ tiêu"),
            lambda row: row.totals.indicators_met,
            text=indicators_text,
            align="centre",
            width=6,
            heading_tooltip=_("Số chỉ tiêu đạt trên tổng số chỉ tiêu"),
        ),
        Column(
            "trend",
            _("+/–"),
            lambda row: row.trend,
            text=lambda row: trend_text(row.trend),
            spoken=_spoken_trend,
            tooltip=_spoken_trend,
            align="centre",
            width=5,
            heading_tooltip=_("Số chỉ tiêu đạt thêm so với đợt rà soát trước"),
        ),
        Column(
            "date",
            _("Ngày"),
            lambda row: row.held_on,
            width=11,
            heading_tooltip=_("Ngày của đợt rà soát gần nhất"),
        ),
        Column(
            "unmet",
            _("Chưa đạt"),
            lambda row: len(row.unmet_indicators),
            text=unmet_text,
            tooltip=_unmet_lines,
            align="left",
            width=14,
            heading_tooltip=_("Các chỉ tiêu chưa đạt và khối lượng còn lại"),
        ),
    ]


def _criterion_column(place: int, criterion: CriterionColumn) -> Column[BoardRow]:
    return Column(
        f"{_CRITERION}{criterion.number}",
        criterion.number,
        lambda row: verdict_label(row.cells[place].verdict),
        text=lambda row: glyph(verdict_mark(row.cells[place].verdict)),
        sort=lambda row: _ORDER[row.cells[place].verdict],
        tooltip=lambda row: cell_sentence(criterion, row, place),
        tone=lambda row: verdict_tone(row.cells[place].verdict),
        mark=lambda row: verdict_mark(row.cells[place].verdict),
        spoken=lambda row: cell_sentence(criterion, row, place),
        align="centre",
        width=1,
        heading_tooltip=criterion_name(criterion),
    )


def criterion_name(criterion: CriterionColumn) -> str:
    return _("Tiêu chí {number}. {name}").format(number=criterion.number, name=criterion.name)


def cell_sentence(criterion: CriterionColumn, row: BoardRow, place: int) -> str:
    """ "Tiêu chí 13. Y tế – Bản Pút: chưa đạt, 1/2 chỉ tiêu đạt"."""
    cell = row.cells[place]
    said = _("{criterion} – {hamlet}: {verdict}").format(
        criterion=criterion_name(criterion), hamlet=row.hamlet, verdict=verdict_label(cell.verdict).lower()
    )
    if not cell.total:
        return said
    return said + _(", {met}/{total} chỉ tiêu đạt").format(met=cell.met, total=cell.total)


def criteria_text(row: BoardRow) -> str:
    return f"{row.totals.criteria_met}/{row.totals.criteria_total}" if row.round_uid else "–"


def indicators_text(row: BoardRow) -> str:
    return f"{row.totals.indicators_met}/{row.totals.indicators_total}" if row.round_uid else "–"


def trend_text(trend: int | None) -> str:
    if trend is None:
        return ""
    if trend == 0:
        return "="
    return f"▲ {trend}" if trend > 0 else f"▼ {-trend}"


def _spoken_trend(row: BoardRow) -> str:
    if row.trend is None:
        return _("Chưa có đợt trước để so sánh")
    if row.trend == 0:
        return _("Bằng đợt trước")
    if row.trend > 0:
        return _("Thêm {n} chỉ tiêu đạt so với đợt trước").format(n=row.trend)
    return _("Giảm {n} chỉ tiêu đạt so với đợt trước").format(n=-row.trend)


def unmet_text(row: BoardRow) -> str:
    if row.round_uid is None:
        return _("chưa rà soát")
    return ", ".join(
        f"{indicator.number} ({indicator.remaining})" if indicator.remaining else indicator.number
        for indicator in row.unmet_indicators
    )


def _unmet_lines(row: BoardRow) -> str:
    unsaid = _("chưa ghi khối lượng còn lại")
    return "\n".join(
        f"{indicator.number}: {indicator.remaining or unsaid}" for indicator in row.unmet_indicators
    )


def legend_entries() -> list[LegendEntry]:
    verdicts = (Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE, None)
    return [
        LegendEntry(verdict_mark(verdict), verdict_tone(verdict), verdict_label(verdict).lower())
        for verdict in verdicts
    ]


def board_title(overview: Overview) -> str:
    return _with_commune(
        _("{subject} năm {year}").format(subject=_screen_subject(overview.board), year=overview.board.year),
        overview,
    )


def _screen_subject(board: Board) -> str:
    if _is_own(board):
        return _("Tổng quan xây dựng bản nông thôn mới")
    return _("Tổng quan {title}").format(title=board.criteria_set.short_title)


def _is_own(board: Board) -> bool:
    """Whether it is drawn under the plan's own set, whose name needs no mention."""
    return board.criteria_set.uid == board.sets[0].uid


def _with_commune(title: str, overview: Overview) -> str:
    return f"{title} – {overview.commune}" if overview.commune else title


def board_subtitle(today: date) -> str:
    return _("Tính đến ngày {day}").format(day=format_date(today))


def board_sheet(overview: Overview, today: date) -> BoardSheet:
    """Papers are Vietnamese whatever the screen speaks, so their words do not pass through gettext."""
    found = overview.board
    subject = "xây dựng bản nông thôn mới" if _is_own(found) else found.criteria_set.short_title
    title = f"Tổng quan {subject} năm {found.year}"
    criteria = tuple(BoardColumn(one.number, 4, one.name, centred=True) for one in overview.board.criteria)
    name = BoardColumn("Xã" if found.criteria_set.level.of_commune else "Bản", 26)
    before = (BoardColumn("Bộ phải đạt trước", 10, centred=True),) if found.criteria_set.prerequisite else ()
    sums = (
        BoardColumn("Tiêu chí đạt", 10, centred=True),
        BoardColumn("Chỉ tiêu đạt", 10, centred=True),
        BoardColumn("Tăng, giảm chỉ tiêu", 10, centred=True),
        BoardColumn("Ngày rà soát", 12, centred=True),
        BoardColumn("Chưa đạt (còn lại)", 36),
    )
    return BoardSheet(
        title=_with_commune(title, overview),
        subtitle=f"Tính đến ngày {format_date(today)}",
        columns=(name, *criteria, *before, *sums),
        rows=tuple(_sheet_row(row, before=bool(before)) for row in found.rows),
        legend="✓ đạt   ✗ chưa đạt   – không áp dụng   ? chưa đánh giá",
    )


def _sheet_row(row: BoardRow, *, before: bool) -> tuple[BoardCellText, ...]:
    texts = (
        *([before_text(row)] if before else []),
        criteria_text(row),
        indicators_text(row),
        trend_text(row.trend),
        format_date(row.held_on),
        unmet_text(row) if row.round_uid else "chưa rà soát",
    )
    return (
        BoardCellText(row.hamlet),
        *(BoardCellText(glyph(verdict_mark(cell.verdict)), _tint(cell.verdict)) for cell in row.cells),
        *map(BoardCellText, texts),
    )


def _tint(verdict: Verdict | None) -> Tint:
    if verdict is Verdict.MET:
        return "met"
    return "unmet" if verdict is Verdict.UNMET else "other"
