"""How long work tells a person where it is, and learns that it was cancelled."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by long work between two pieces of it, from whatever thread does the work."""

    def step(self, text: str, done: int, total: int) -> None:
        """Say what begins now and how much of `total` is behind.

        Raises `app.errors.Cancelled` when the person pressed Cancel: the work undoes what it began and lets
        that pass.
        """
