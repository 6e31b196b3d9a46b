"""Dialogs for hamlets that merge, split, take a new name or go away, and for a commune that merges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.domain.hamlets import hamlet_names
from app.i18n import _
from app.services import commune_changes, entry, place_changes, plans
from app.services.place_facts import CODE_LIMIT, PlaceRow
from app.services.place_names import PlaceFacts
from app.ui.context import Context
from app.ui.dialogs.place_decision import PlaceDialog, decision_fields, decision_of
from app.ui.forms import Field, Kind
from app.ui.theme import em


class PlaceTicks(QListWidget):
    """Hamlets with a tick; the ticked ones come first."""

    def __init__(self, rows: Sequence[PlaceRow], chosen: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(_("Các bản sáp nhập"))
        self.setMinimumHeight(em(self) * 8)
        for row in sorted(rows, key=lambda row: row.uid not in chosen):
            item = QListWidgetItem(row.shown, self)
            item.setData(Qt.ItemDataRole.UserRole, row.uid)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.uid in chosen else Qt.CheckState.Unchecked)
        if self.count():
            self.setCurrentRow(0)

    def ticked(self) -> list[str]:
        items = [self.item(number) for number in range(self.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]


def open_merge(
    context: Context, parent: QWidget, rows: Sequence[PlaceRow], chosen: Sequence[str]
) -> PlaceDialog:
    """`rows`: the hamlets in force."""
    ticks = PlaceTicks(rows, chosen)

    def save(values: dict[str, object]) -> None:
        facts = PlaceFacts(str(values["name"]), str(values["code"] or "") or None)
        context.write(
            place_changes.merge_hamlets,
            place_uids=ticks.ticked(),
            facts=facts,
            decision=decision_of(values),
            join_plan=bool(values["join_plan"]),
        )
        context.say(_("Đã sáp nhập thành {name}. Ctrl+Z để lấy lại.").format(name=facts.name))

    fields = [
        Field("name", _("Tên bản mới"), required=True, parse=entry.line),
        Field("code", _("Mã bản mới"), parse=_code, width=10),
        *decision_fields(),
        _join_field(),
    ]
    words = _(
        "Đánh dấu các bản nhập làm một. Chúng kết thúc trước ngày có hiệu lực; bản mới bắt đầu từ ngày đó."
    )
    dialog = PlaceDialog(_("Sáp nhập bản"), words, fields, _("Sáp nhập"), save, above=ticks, parent=parent)
    dialog.show_with({"join_plan": _planned(context, chosen)}, "name")
    return dialog


def open_split(context: Context, parent: QWidget, row: PlaceRow) -> PlaceDialog:
    def save(values: dict[str, object]) -> None:
        names = hamlet_names(str(values["parts"]))
        context.write(
            place_changes.split_hamlet,
            place_uid=row.uid,
            parts=[PlaceFacts(name) for name in names],
            decision=decision_of(values),
            join_plan=bool(values["join_plan"]),
        )
        context.say(
            _("Đã tách {name} thành {n} bản. Ctrl+Z để lấy lại.").format(name=row.shown, n=len(names))
        )

    fields = [
        Field(
            "parts",
            _("Các bản mới"),
            Kind.MULTILINE,
            required=True,
            rows=4,
            hint=_("Mỗi dòng một bản. Số hộ, số người của từng bản mới ghi sau khi tách."),
        ),
        *decision_fields(),
        _join_field(),
    ]
    words = _("{name} kết thúc trước ngày có hiệu lực; các bản mới bắt đầu từ ngày đó.").format(
        name=row.shown
    )
    dialog = PlaceDialog(_("Tách bản"), words, fields, _("Tách"), save, parent=parent)
    dialog.show_with({"join_plan": _planned(context, [row.uid])}, "parts")
    return dialog


def open_rename(context: Context, parent: QWidget, row: PlaceRow) -> PlaceDialog:
    def save(values: dict[str, object]) -> None:
        name = str(values["name"])
        context.write(place_changes.rename, place_uid=row.uid, name=name, decision=decision_of(values))
        context.say(_("Đã đổi tên thành {name}. Ctrl+Z để lấy lại.").format(name=name))

    fields = [Field("name", _("Tên mới"), required=True, parse=entry.line), *decision_fields()]
    words = _("{name} vẫn là nơi ấy, chỉ mang tên mới; giấy tờ trước ngày có hiệu lực giữ tên cũ.")
    dialog = PlaceDialog(
        _("Đổi tên"), words.format(name=row.shown), fields, _("Đổi tên"), save, parent=parent
    )
    dialog.show_with({"name": row.facts.name}, "name")
    return dialog


def open_transfer(context: Context, parent: QWidget, row: PlaceRow) -> PlaceDialog:
    def save(values: dict[str, object]) -> None:
        commune = str(values["commune"])
        context.write(
            place_changes.transfer_hamlet, place_uid=row.uid, commune=commune, decision=decision_of(values)
        )
        words = _("Đã chuyển {name} sang {commune}. Ctrl+Z để lấy lại.")
        context.say(words.format(name=row.shown, commune=commune))

    fields = [
        Field("commune", _("Sang xã"), required=True, parse=entry.line, placeholder=_("xã …")),
        *decision_fields(),
    ]
    words = _("{name} kết thúc ở xã này trước ngày có hiệu lực.").format(name=row.shown)
    dialog = PlaceDialog(_("Chuyển sang xã khác"), words, fields, _("Chuyển"), save, parent=parent)
    dialog.show_with({}, "commune")
    return dialog


def open_commune_merger(context: Context, parent: QWidget, row: PlaceRow) -> PlaceDialog:
    def save(values: dict[str, object]) -> None:
        name = str(values["name"])
        context.write(
            commune_changes.merge_commune,
            name=name,
            decision=decision_of(values),
            others=str(values["others"] or "").splitlines(),
            district_ends=bool(values["district_ends"]),
        )
        context.say(_("Sổ nay thuộc {name}. Ctrl+Z để lấy lại.").format(name=name))

    fields = [
        Field("name", _("Tên xã mới"), required=True, parse=entry.line, placeholder=_("xã Yên Châu")),
        Field(
            "others",
            _("Các xã khác cùng nhập"),
            Kind.MULTILINE,
            rows=3,
            hint=_("Mỗi dòng một xã, thị trấn; để trống nếu chưa rõ."),
        ),
        *decision_fields(),
        Field("district_ends", _("Không còn cấp huyện từ ngày đó"), Kind.CHECK),
    ]
    words = _(
        "Các bản đang có chuyển về xã mới và mang theo tên xã cũ để phân biệt. "
        "Văn bản có ngày trước đó vẫn ghi {name}."
    ).format(name=row.facts.name)
    dialog = PlaceDialog(_("Xã sáp nhập"), words, fields, _("Sáp nhập xã"), save, parent=parent)
    dialog.show_with({"district_ends": True}, "name")
    return dialog


def _planned(context: Context, uids: Sequence[str]) -> bool:
    """Whether one of them is in the plan of the window's year: then the new ones take its place."""
    plan = context.read(plans.find_plan, year=context.year)
    if plan is None:
        return False
    planned = context.read(plans.planned_hamlets, plan_uid=plan.uid)
    return any(row.hamlet_uid in uids for row in planned)


def _code(typed: str) -> str:
    return entry.line(typed, limit=CODE_LIMIT)


def _join_field() -> Field:
    return Field("join_plan", _("Đưa bản mới vào kế hoạch của năm có hiệu lực"), Kind.CHECK)
