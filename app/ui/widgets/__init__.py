"""Small widgets that pages are put together from."""

from app.ui.widgets.frames import Card, EmptyState, Heading, MeterBar, MutedLabel
from app.ui.widgets.link_list import Link, LinkList
from app.ui.widgets.marks import (
    VerdictBadge,
    glyph,
    paint_mark,
    verdict_mark,
    verdict_tone,
)
from app.ui.widgets.message_bar import MessageBar, SavedIndicator
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.side_bar import Entry, SideBar

__all__ = [
    "Card",
    "EmptyState",
    "Entry",
    "Heading",
    "Link",
    "LinkList",
    "MessageBar",
    "MeterBar",
    "MutedLabel",
    "ProgressStrip",
    "SavedIndicator",
    "SideBar",
    "VerdictBadge",
    "glyph",
    "paint_mark",
    "verdict_mark",
    "verdict_tone",
]
