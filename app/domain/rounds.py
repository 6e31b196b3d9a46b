"""What kinds of review rounds there are, and what happens to one in its life."""

from __future__ import annotations

from enum import StrEnum


class RoundKind(StrEnum):
    BASELINE = "baseline"  # the first, on which the plan of the year rests
    FOLLOW_UP = "follow_up"
    FINAL = "final"  # on which the hamlet asks to be recognised


class RoundEventKind(StrEnum):
    CLOSED = "closed"
    REOPENED = "reopened"
