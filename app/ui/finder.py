"""What Ctrl+K finds: pages and commands of the screen, then what the book holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.text import fold
from app.services.search import HitKind, SearchHit, search
from app.ui.context import Context
from app.ui.pages.base import Command
from app.ui.widgets.search_palette import Hit

_ICONS = {
    HitKind.HAMLET: "home",
    HitKind.INDICATOR: "assessment",
    HitKind.EVIDENCE: "evidence",
    HitKind.ROLE: "person",
}
_TARGETS = {
    HitKind.HAMLET: ("assessment", "hamlet_uid"),
    HitKind.INDICATOR: ("assessment", "indicator_uid"),
    HitKind.EVIDENCE: ("evidence", "evidence_uid"),
    HitKind.ROLE: ("assignments", "role_uid"),
}


class Finder:
    """`commands` is asked anew at each search: they depend on the page shown. Payloads are callables."""

    def __init__(self, context: Context, commands: Callable[[], Sequence[Command]]) -> None:
        self._context = context
        self._commands = commands

    def find(self, query: str) -> list[Hit]:
        words = fold(query).split()
        found = [
            Hit(command.text, "", command.icon, command.run)
            for command in self._commands()
            if all(word in fold(command.text) for word in words)
        ]
        if words:
            hits = self._context.read(search, text=query, year=self._context.year)
            found.extend(self._hit(hit) for hit in hits)
        return found

    def _hit(self, hit: SearchHit) -> Hit:
        page, key = _TARGETS[hit.kind]
        return Hit(hit.title, hit.detail, _ICONS[hit.kind], lambda: self._context.go(page, **{key: hit.uid}))
