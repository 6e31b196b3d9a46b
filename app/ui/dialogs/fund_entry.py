"""One sum: source, kind, how much, for whom, when, and what proves it.

objectNames: "saveFundButton"; fields are those of app.services.funds.FIELDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.funds import SOURCES, FundKind, FundUnit, ancestors
from app.domain.money import format_money
from app.domain.numbers import format_number
from app.errors import InputError
from app.i18n import _
from app.labels import fund_kind_label
from app.services import criteria, evidence, plans
from app.services.funds import FundRow
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.theme import em, gap, make_primary


class FundEntryDialog(QDialog):
    """`save` takes the values; what it refuses is said beside its field."""

    def __init__(
        self,
        context: Context,
        row: FundRow | None,
        hamlet_uid: str | None,
        save: Callable[[Mapping[str, object]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sửa khoản vốn") if row else _("Thêm khoản vốn"))
        self._save = save
        self.form = FormView(_fields(context))
        self.form.load(_values(row, hamlet_uid, context.today()))
        self.form.committed.connect(lambda name, _value: self._show_unit())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        saved = buttons.addButton(_("Lưu"), QDialogButtonBox.ButtonRole.AcceptRole)
        saved.setObjectName("saveFundButton")
        saved.setDefault(True)
        make_primary(saved)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        layout.addWidget(self.form)
        layout.addWidget(buttons)
        self.setMinimumWidth(em(self) * 40)
        self._show_unit()
        self.finished.connect(self.deleteLater)
        self.form.focus_field("amount" if row or hamlet_uid else "source")

    def save(self) -> None:
        if not self.form.check():
            return
        try:
            self._save(self.form.values())
        except InputError as error:
            self.form.show_error(error.field or "amount", error.sentence)
            self.form.focus_field(error.field or "amount")
            return
        self.accept()

    def _show_unit(self) -> None:
        code = self.form.values()["source"]
        source = next((one for one in SOURCES if one.code == code), None)
        unit = source.unit if source else FundUnit.DONG
        hints = {
            FundUnit.DONG: _("Ghi cả đơn vị, ví dụ “15 triệu”, “1,5 tỷ”, “15.000.000 đồng”."),
            FundUnit.WORKDAY: _("Số ngày công."),
            FundUnit.SQUARE_METRE: _("Diện tích, m²."),
        }
        self.form.set_hint("amount", hints[unit or FundUnit.DONG])


def _values(row: FundRow | None, hamlet_uid: str | None, today: date) -> dict[str, object]:
    if row is None:
        return {
            "source": None,
            "kind": FundKind.RAISED,
            "amount": "",
            "hamlet_uid": hamlet_uid,
            "indicator_uid": None,
            "on_date": today,
            "document": "",
            "evidence_uid": None,
            "note": "",
        }
    money = row.source.unit is FundUnit.DONG
    return {
        "source": row.source.code,
        "kind": row.kind,
        "amount": format_money(row.amount) if money else format_number(row.amount),
        "hamlet_uid": row.hamlet_uid,
        "indicator_uid": row.indicator_uid,
        "on_date": row.on_date,
        "document": row.document,
        "evidence_uid": row.evidence_uid,
        "note": row.note,
    }


def _fields(context: Context) -> list[Field]:
    return [
        Field("source", _("Nguồn vốn"), Kind.CHOICE, options=_sources(), required=True),
        Field(
            "kind", _("Loại"), Kind.RADIO, options=[Option(kind, fund_kind_label(kind)) for kind in FundKind]
        ),
        Field("amount", _("Số lượng"), required=True, width=24),
        Field("hamlet_uid", _("Bản"), Kind.CHOICE, options=_hamlets(context)),
        Field("indicator_uid", _("Chỉ tiêu"), Kind.CHOICE, options=_indicators(context)),
        Field("on_date", _("Ngày"), Kind.DATE),
        Field("document", _("Văn bản")),
        Field("evidence_uid", _("Chứng từ"), Kind.CHOICE, options=_receipts(context)),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2),
    ]


def _sources() -> list[Option]:
    """Those that take a sum, with where they belong: "Ngân sách địa phương đối ứng – Vốn đầu tư – Cấp xã"."""
    found = []
    for source in SOURCES:
        if source.unit is not None:
            above = [one.title for one in reversed(ancestors(source)) if one.code != "NS"]
            found.append(Option(source.code, " – ".join([*above, source.title])))
    return found


def _hamlets(context: Context) -> list[Option]:
    plan = context.read(plans.plan_of_year, year=context.year)
    rows = context.read(plans.planned_hamlets, plan_uid=plan.uid)
    return [Option(None, _("Cả xã")), *(Option(row.hamlet_uid, row.name) for row in rows)]


def _indicators(context: Context) -> list[Option]:
    plan = context.read(plans.plan_of_year, year=context.year)
    rows = context.read(criteria.indicators, set_uid=plan.set_uid)
    return [
        Option(None, _("Không riêng chỉ tiêu nào")),
        *(Option(row.uid, f"{row.number}. {row.text or row.criterion_name}"[:90]) for row in rows),
    ]


def _receipts(context: Context) -> list[Option]:
    rows = context.read(evidence.evidence_rows)
    return [Option(None, _("Chưa có")), *(Option(row.uid, row.title[:90]) for row in rows)]
