"""The responsibility table as columns: a list by kind, a matrix by role, and the list on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

from app.domain.criteria import DutyKind
from app.domain.roles import short_name
from app.i18n import _
from app.labels import UNKNOWN_TEXT, duty_kind_label, with_holder
from app.services.criteria import RoleRow
from app.services.responsibilities import DutyRow
from app.ui.tables import Column, Grid
from app.ui.theme import ToneName

MATRIX_CHARACTERS = 10  # of a line in the heading of a role's column
_PAPER_HEADINGS = ("Số", "Nội dung", "Chủ trì", "Phối hợp", "Thẩm định")
_PAPER_SHARES = (6, 34, 22, 20, 18)  # percent of the paper's width


def list_columns() -> list[Column[DutyRow]]:
    return [
        *_first_columns(15),
        *(
            Column(
                kind.value,
                duty_kind_label(kind),
                named_text(kind),
                tooltip=_named_tooltip(kind),
                tone=_named_tone(kind),
                icon=_several_icon if kind is DutyKind.LEAD else None,
                width=24 if kind is DutyKind.LEAD else 13,
            )
            for kind in DutyKind
        ),
        Column("holder", _("Cán bộ chủ trì"), lambda row: row.holder, tone=_row_tone, width=14, hidden=True),
    ]


def matrix_columns(roles: Sequence[RoleRow]) -> list[Column[DutyRow]]:
    """A column for each role, headed by the beginning of its name on three lines; all of it stands in the tip."""
    return [*_first_columns(20), *(_role_column(role) for role in roles)]


def _first_columns(width: int) -> list[Column[DutyRow]]:
    return [
        Column("number", _("Số"), lambda row: row.number, tone=_row_tone, width=5),
        Column(
            "text",
            _("Nội dung"),
            row_text,
            tone=lambda row: _row_tone(row) or (None if row.text else "muted"),
            width=width,
            stretch=True,
        ),
    ]


def _role_column(role: RoleRow) -> Column[DutyRow]:
    def tone(row: DutyRow) -> ToneName | None:
        found = [row.named(kind) for kind in DutyKind if role in row.named(kind).roles]
        if not found:
            return _row_tone(row)
        return "muted" if all(named.inherited for named in found) else "accent"

    return Column(
        role.uid,
        _heading(role),
        lambda row: matrix_text(row, role),
        tone=tone,
        align="centre",
        tooltip=lambda row: with_holder(role.name, row.holder if row.lead.roles[:1] == (role,) else ""),
        spoken=lambda row: f"{role.name}: {_spoken(row, role)}",
        width=5,
        heading_tooltip=role.name,
    )


def _heading(role: RoleRow) -> str:
    return "\n".join(wrap(short_name(role.name), MATRIX_CHARACTERS, max_lines=3, placeholder="…"))


def row_text(row: DutyRow) -> str:
    """A hint is named as such, so that nobody takes it for the decision's words; papers leave it out."""
    if row.text:
        return row.text
    return _("Gợi ý: {hint}").format(hint=row.hint) if row.hint else _("(chưa có nội dung)")


def named_text(kind: DutyKind) -> Callable[[DutyRow], str]:
    def text(row: DutyRow) -> str:
        named = row.named(kind)
        if not named.roles:
            return _("chưa có") if kind is DutyKind.LEAD and not row.of_criterion else ""
        shown = [short_name(role.name) for role in named.roles]
        if kind is DutyKind.LEAD:
            shown[0] = with_holder(shown[0], row.holder)
        names = "; ".join(shown)
        return _("{roles} (theo tiêu chí)").format(roles=names) if named.inherited else names

    return text


def _named_tooltip(kind: DutyKind) -> Callable[[DutyRow], str]:
    def tip(row: DutyRow) -> str:
        if kind is DutyKind.LEAD and row.several_leads:
            return _("Có {n} chủ trì: {roles}. Hãy thống nhất một.").format(
                n=len(row.lead.roles), roles="; ".join(role.name for role in row.lead.roles)
            )
        names = "\n".join(role.name for role in row.named(kind).roles)
        return names or named_text(kind)(row)

    return tip


def _named_tone(kind: DutyKind) -> Callable[[DutyRow], ToneName | None]:
    def tone(row: DutyRow) -> ToneName | None:
        if kind is DutyKind.LEAD and (row.no_lead or row.several_leads):
            return "due"
        return "muted" if row.named(kind).inherited else _row_tone(row)

    return tone


def _several_icon(row: DutyRow) -> str | None:
    return "warning" if row.several_leads or row.no_lead else None


def _row_tone(row: DutyRow) -> ToneName | None:
    return "unknown" if row.of_criterion else None


def matrix_text(row: DutyRow, role: RoleRow) -> str:
    """ "C", "P", "T" for lead, support, appraisal; in brackets where the criterion says so."""
    letters = []
    for kind in DutyKind:
        named = row.named(kind)
        if role in named.roles:
            letter = duty_letter(kind)
            letters.append(f"({letter})" if named.inherited else letter)
    return " ".join(letters)


def duty_letter(kind: DutyKind) -> str:
    """The letter by which a duty is marked and typed; papers use the same."""
    return {DutyKind.LEAD: "C", DutyKind.SUPPORT: "P", DutyKind.APPRAISE: "T"}[kind]


def _spoken(row: DutyRow, role: RoleRow) -> str:
    kinds = [duty_kind_label(kind) for kind in DutyKind if role in row.named(kind).roles]
    return ", ".join(kinds) or _("không")


def paper_title(set_title: str, commune: str) -> str:
    """Papers are always Vietnamese."""
    return f"BẢNG PHÂN CÔNG TRÁCH NHIỆM THEO VAI TRÒ – {set_title} – {commune}"


def paper_grid(rows: Sequence[DutyRow], basis: str) -> Grid:
    """Criteria above their indicators; an indicator that nobody leads has an open place."""
    return Grid(
        _PAPER_HEADINGS,
        tuple(
            (
                row.number,
                _paper_text(row, basis),
                _paper_names(row, DutyKind.LEAD) or ("" if row.of_criterion else "(chưa có)"),
                _paper_names(row, DutyKind.SUPPORT),
                _paper_names(row, DutyKind.APPRAISE),
            )
            for row in rows
        ),
        shares=_PAPER_SHARES,
    )


def _paper_text(row: DutyRow, basis: str) -> str:
    if row.of_criterion:
        return f"Tiêu chí {row.number}. {row.text or ''}"
    return row.text or UNKNOWN_TEXT.format(
        number=row.number, basis=basis.removesuffix("/QĐ-UBND") + "/QĐ-UBND"
    )


def _paper_names(row: DutyRow, kind: DutyKind) -> str:
    """A criterion's own roles stand on its row alone only where its indicators do not repeat them."""
    names = [role.name for role in row.named(kind).roles]
    if kind is DutyKind.LEAD and names:
        names[0] = with_holder(names[0], row.holder)
    return "; ".join(names)
