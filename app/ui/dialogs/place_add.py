"""One new hamlet with what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import place_facts
from app.services.place_names import PlaceFacts
from app.ui.context import Context
from app.ui.dialogs.place_decision import PlaceDialog
from app.ui.forms import Field
from app.ui.pages.catalogue_places_form import fact_fields, year_fields

_FACTS = ("name", "code", "former_commune", "valid_from")


def open_add_hamlet(context: Context, parent: QWidget, on_done: Callable[[str], object]) -> PlaceDialog:
    """The figures are those of the year the window shows."""

    def save(values: dict[str, object]) -> None:
        facts = PlaceFacts(**{name: values[name] or None for name in _FACTS})  # type: ignore[arg-type]
        figures = {field.name: values[field.name] for field in figure_fields}
        uid = context.write(place_facts.add_hamlet, facts=facts, year=context.year, figures=figures)
        context.say(_("Đã thêm {name}. Ctrl+Z để bỏ.").format(name=facts.name))
        on_done(uid)

    figure_fields = [field for field in year_fields() if field.name != "commune_group"]
    fields: list[Field] = [field for field in fact_fields() if field.name in _FACTS]
    fields = [replace(fields[0], hint=""), *fields[1:], *figure_fields]
    words = _("Số liệu dưới đây là của năm {year}; chưa rõ thì để trống.").format(year=context.year)
    dialog = PlaceDialog(_("Thêm bản"), words, fields, _("Thêm bản"), save, parent=parent)
    dialog.show_with({}, "name")
    return dialog
