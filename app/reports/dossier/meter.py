"""How far the making of a dossier is, as one scale from its first file to its last byte."""

from __future__ import annotations

from app.domain.progress import Progress

TOTAL = 1_000
READING = (0, 50)
LAYING = (50, 150)
WRITING = (150, 970)
CHECKING = (970, TOTAL)


class Meter:
    """Never goes back; called from the thread that makes the dossier."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._text = ""

    def tell(self, text: str, phase: tuple[int, int], done: float, total: float) -> None:
        """`done` of `total` of the phase is behind. Raises Cancelled."""
        first, last = phase
        share = min(1.0, done / total) if total else 1.0
        self._done = max(self._done, first + int((last - first) * share))
        self._text = text
        self._progress.step(text, self._done, TOTAL)

    def again(self) -> None:
        """Still at it. Raises Cancelled."""
        self._progress.step(self._text, self._done, TOTAL)
