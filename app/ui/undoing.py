"""Ctrl+Z and Ctrl+Y of the window: the journal's newest user event, also from before a restart."""

from __future__ import annotations

from app.action_words import action_label
from app.i18n import _
from app.services import history
from app.ui.context import Context


def undo(context: Context) -> None:
    step = history.undo(context.workspace)
    done = _("Đã hoàn tác: {what}.")
    context.say(done.format(what=action_label(step.action)) if step else _("Không còn gì để hoàn tác."))


def redo(context: Context) -> None:
    step = history.redo(context.workspace)
    done = _("Đã làm lại: {what}.")
    context.say(done.format(what=action_label(step.action)) if step else _("Không còn gì để làm lại."))
