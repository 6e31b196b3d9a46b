"""The list of the commune and its hamlets: columns, and what a figure of an earlier year looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.numbers import format_number
from app.i18n import _
from app.services.place_facts import PlaceRow
from app.services.place_years import ethnic_text
from app.ui.tables import Column
from app.ui.theme import ToneName


def year_labels() -> dict[str, str]:
    """Fields of YearFacts as the form and the list of changes name them."""
    return {
        "area_group": _("Khu vực"),
        "commune_group": _("Nhóm xã"),
        "households": _("Số hộ"),
        "people": _("Số người"),
        "poor_households": _("Hộ nghèo"),
        "near_poor_households": _("Hộ cận nghèo"),
        "ethnic_groups": _("Dân tộc"),
        "head_name": _("Trưởng bản"),
    }


def fact_labels() -> dict[str, str]:
    return {
        "name": _("Tên"),
        "code": _("Mã"),
        "former_commune": _("Xã cũ"),
        "valid_from": _("Từ ngày"),
        "valid_to": _("Đến ngày"),
    }


def value_text(field: str, value: object) -> str:
    if isinstance(value, tuple):
        return ethnic_text(value)
    if isinstance(value, int):
        return format_number(value)
    return "" if value is None else str(value)


def place_columns(*, former: bool = False, ended: bool = False) -> list[Column[PlaceRow]]:
    """`former`: some have a former commune; `ended`: those of the past are shown too."""
    facts, years = fact_labels(), year_labels()
    hidden = {"near_poor_households", "ethnic_groups", "valid_from"}
    hidden |= set() if former else {"former_commune"}
    hidden |= set() if ended else {"valid_to"}
    columns: list[Column[PlaceRow]] = [
        Column("name", _("Bản"), lambda row: row.shown, tone=_tone, width=24 if former else 17, stretch=True),
        Column("valid_to", facts["valid_to"], lambda row: row.facts.valid_to, tone=_tone, width=10),
        Column("code", facts["code"], lambda row: row.facts.code or "", tone=_tone, width=5),
        Column(
            "former_commune", facts["former_commune"], lambda row: row.facts.former_commune or "",
            tone=_tone, width=13,
        ),
        _year_column("area_group", years["area_group"], 7),
        _year_column("households", years["households"], 6),
        _year_column("people", years["people"], 8),
        _year_column("poor_households", _("Nghèo"), 6),
        _year_column("near_poor_households", _("Cận nghèo"), 10),
        _year_column("head_name", years["head_name"], 13),
        _year_column("ethnic_groups", years["ethnic_groups"], 20),
        Column("valid_from", facts["valid_from"], lambda row: row.facts.valid_from, tone=_tone, width=11),
    ]  # fmt: skip
    return [replace(column, hidden=column.key in hidden) for column in columns]


def _year_column(field: str, title: str, width: int) -> Column[PlaceRow]:
    """Figures are the year's own; a group counts on from the year in which it was given."""
    group = field == "area_group"
    return Column(
        field,
        title,
        _value(field, group=group),
        text=lambda row: value_text(field, _value(field, group=group)(row)),
        tooltip=lambda row: _hint(row, field),
        tone=_tone,
        align="centre" if group else "auto",
        width=width,
    )


def _value(field: str, *, group: bool) -> Callable[[PlaceRow], object]:
    def value(row: PlaceRow) -> object:
        own: object = getattr(row.year, field)
        if own is None and group and field in row.earlier:
            return row.earlier[field].value
        return ethnic_text(own) if isinstance(own, tuple) else own

    return value


def _hint(row: PlaceRow, field: str) -> str:
    earlier = row.earlier.get(field)
    if earlier is None:
        return ""
    return _("Năm {year}: {value}").format(year=earlier.year, value=value_text(field, earlier.value))


def _tone(row: PlaceRow) -> ToneName | None:
    return None if row.current else "muted"
