"""The required papers of the chosen indicator above the list, and those of the indicators that links name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.i18n import _
from app.services import evidence_papers
from app.services.evidence import EvidenceRow
from app.services.evidence_papers import PaperTick
from app.ui.context import Context
from app.ui.widgets.paper_ticks import PaperTicks


class Papers(QObject):
    """`proof_wanted` carries the uid of the proof that is a paper; a missing one is given to the shown proof."""

    proof_wanted = Signal(str)

    def __init__(self, context: Context, ticks: PaperTicks, shown: Callable[[], EvidenceRow | None]) -> None:
        super().__init__(ticks)
        self._context = context
        self._ticks = ticks
        self._shown = shown
        self._known: dict[str, tuple[str, ...]] = {}
        self._state: dict[str, PaperTick] = {}
        self._place = ("", "")
        ticks.chosen.connect(self._choose)

    def forget(self) -> None:
        """The book has changed."""
        self._known.clear()

    def of(self, indicator_uid: str) -> tuple[str, ...]:
        if indicator_uid not in self._known:
            self._known[indicator_uid] = self._context.read(
                evidence_papers.required_papers, indicator_uid=indicator_uid
            )
        return self._known[indicator_uid]

    def show(self, hamlet_uid: str, indicator_uid: str) -> None:
        """Nothing is shown unless both are given."""
        self._place = (hamlet_uid, indicator_uid)
        ticks = (
            self._context.read(
                evidence_papers.papers_state, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid
            )
            if hamlet_uid and indicator_uid
            else []
        )
        self._state = {tick.paper: tick for tick in ticks}
        self._ticks.show_papers([(tick.paper, _title(tick)) for tick in ticks])

    def _choose(self, paper: str) -> None:
        tick = self._state[paper]
        if tick.there:
            self.proof_wanted.emit(tick.proofs[0].evidence_uid)
            return
        row = self._shown()
        links = row.links if row is not None else ()
        for link in links:
            if (link.hamlet_uid, link.indicator_uid) == self._place:
                self._context.write(evidence_papers.set_paper, link_uid=link.uid, paper=paper)
                return
        self._context.say(_("Hãy thêm hoặc chọn tệp là “{paper}” trước.").format(paper=paper))


def _title(tick: PaperTick) -> str | None:
    return "; ".join(proof.title for proof in tick.proofs) if tick.there else None
