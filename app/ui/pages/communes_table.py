"""The communes of a district or province as a table, and their sum in words."""

from __future__ import annotations

from fractions import Fraction

from app.domain.dates import format_date
from app.domain.numbers import format_number
from app.i18n import _
from app.services.consolidation_overview import AreaOverview, CommuneRow
from app.ui.tables import Column


def commune_columns() -> list[Column[CommuneRow]]:
    return [
        Column("commune", _("Xã"), lambda row: row.commune, width=15),
        Column("hamlets", _("Bản"), lambda row: row.hamlets, align="right", width=6),
        Column("met", _("Bản đạt đủ"), lambda row: row.all_met, align="right", width=10),
        Column(
            "criteria",
            _("Tiêu chí đạt"),
            lambda row: Fraction(row.criteria_met, row.criteria_total or 1),
            text=lambda row: _of(row.criteria_met, row.criteria_total),
            align="right",
            width=11,
        ),
        Column(
            "indicators",
            _("Chỉ tiêu đạt"),
            lambda row: Fraction(row.indicators_met, row.indicators_total or 1),
            text=lambda row: _of(row.indicators_met, row.indicators_total),
            align="right",
            width=12,
        ),
        Column(
            "unmet", _("Chưa đạt nhiều nhất"), unmet_words, tooltip=all_unmet_words, width=18, stretch=True
        ),
        Column(
            "reports",
            _("Báo cáo đã nộp"),
            lambda row: row.reports.rate or Fraction(0),
            text=lambda row: _of(row.reports.received, row.reports.expected),
            align="right",
            width=13,
        ),
        Column(
            "on_time",
            _("Đúng hạn"),
            lambda row: row.reports.on_time_rate or Fraction(0),
            text=lambda row: _of(row.reports.on_time, row.reports.expected),
            align="right",
            width=10,
        ),
        Column(
            "made_on",
            _("Gói ngày"),
            lambda row: row.made_on,
            text=lambda row: format_date(row.made_on),
            tooltip=lambda row: row.file_name,
            width=11,
        ),
    ]


def unmet_words(row: CommuneRow) -> str:
    """The three indicators that most hamlets lack: "13.2 (5 bản), 4.3 (2 bản)"."""
    return _unmet(sorted(row.unmet, key=lambda pair: -pair[1])[:3])


def all_unmet_words(row: CommuneRow) -> str:
    return _unmet(row.unmet)


def _unmet(pairs: object) -> str:
    assert isinstance(pairs, list | tuple)
    return ", ".join(_("{number} ({n} bản)").format(number=number, n=n) for number, n in pairs)


def _of(part: int, whole: int) -> str:
    return f"{format_number(part)}/{format_number(whole)}"


def summary_words(found: AreaOverview) -> str:
    total = found.total
    words = _(
        "{communes} xã, {hamlets} bản: {met} bản đạt đủ; {criteria} tiêu chí, {indicators} chỉ tiêu; "
        "báo cáo tháng đúng hạn {reports}."
    )
    return words.format(
        communes=format_number(len(found.rows)),
        hamlets=format_number(total.hamlets),
        met=format_number(total.all_met),
        criteria=_of(total.criteria_met, total.criteria_total),
        indicators=_of(total.indicators_met, total.indicators_total),
        reports=_of(total.reports.on_time, total.reports.expected),
    )
