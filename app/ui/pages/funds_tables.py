"""Columns of the sums by source and of the single entries."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.domain.dates import format_date
from app.domain.funds import FundUnit, SourceLine
from app.domain.money import format_millions
from app.domain.numbers import format_number, rounded
from app.i18n import _
from app.labels import fund_kind_label
from app.services.funds import FundRow, amount_words
from app.ui.tables import Column

_STEP = "    "


def line_columns() -> list[Column[SourceLine]]:
    return [
        Column(
            "source",
            _("Nguồn vốn"),
            lambda line: line.source.title,
            text=lambda line: _STEP * line.level + line.source.title,
            width=34,
            tooltip=lambda line: line.source.title,
            stretch=True,
        ),
        Column("unit", _("Đơn vị"), unit_words, width=10),
        _sum_column("planned", _("Kế hoạch"), lambda line: line.planned),
        _sum_column("raised", _("Huy động"), lambda line: line.raised),
        _share_column("raised_share", _("Đạt KH"), lambda line: line.raised_share),
        _sum_column("spent", _("Đã chi"), lambda line: line.spent),
        _share_column("spent_share", _("Đã chi %"), lambda line: line.spent_share),
    ]


def unit_words(line: SourceLine) -> str:
    return {
        FundUnit.DONG: _("triệu đồng"),
        FundUnit.WORKDAY: _("ngày công"),
        FundUnit.SQUARE_METRE: _("m²"),
    }[line.unit]


def _sum_column(key: str, title: str, value: object) -> Column[SourceLine]:
    assert callable(value)

    def words(line: SourceLine) -> str:
        amount: Decimal = value(line)
        if not amount:
            return ""
        return format_millions(amount) if line.unit is FundUnit.DONG else format_number(amount)

    return Column(key, title, value, text=words, align="right", width=12)


def _share_column(key: str, title: str, value: object) -> Column[SourceLine]:
    assert callable(value)

    def words(line: SourceLine) -> str:
        share: Fraction | None = value(line)
        return "" if share is None else f"{format_number(rounded(share * 100, 1))} %"

    return Column(key, title, lambda line: value(line) or Fraction(-1), text=words, align="right", width=9)


def entry_columns() -> list[Column[FundRow]]:
    return [
        Column("source", _("Nguồn vốn"), lambda row: row.source.title, width=22, stretch=True),
        Column("kind", _("Loại"), lambda row: fund_kind_label(row.kind), width=10),
        Column(
            "amount",
            _("Số lượng"),
            lambda row: row.amount,
            text=lambda row: amount_words(row.amount, row.source),
            align="right",
            width=20,
        ),
        Column("hamlet", _("Bản"), lambda row: row.hamlet or _("Cả xã"), width=13),
        Column("indicator", _("Chỉ tiêu"), lambda row: row.indicator, width=9),
        Column(
            "on_date", _("Ngày"), lambda row: row.on_date, text=lambda row: format_date(row.on_date), width=11
        ),
        Column("document", _("Văn bản"), lambda row: row.document, width=13),
        Column("receipt", _("Chứng từ"), lambda row: row.receipt, width=13),
        Column("note", _("Ghi chú"), lambda row: row.note, width=18, hidden=True),
    ]
