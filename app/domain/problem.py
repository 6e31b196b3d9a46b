"""What is wrong with a value, without words: the layers above turn a code into a sentence."""

from __future__ import annotations

from enum import StrEnum


class ProblemCode(StrEnum):
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    NUMBER_NEGATIVE = "number_negative"
    NUMBER_NOT_WHOLE = "number_not_whole"
    NUMBER_TOO_LONG = "number_too_long"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    PART_OVER_WHOLE = "part_over_whole"
    WHOLE_IS_ZERO = "whole_is_zero"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    RECEIVED_BEFORE_WRITTEN = "received_before_written"
    MONEY_UNREADABLE = "money_unreadable"
    MONEY_NOT_WHOLE = "money_not_whole"
    MONEY_TOO_SMALL = "money_too_small"
    MONEY_TOO_LARGE = "money_too_large"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"


class Problem(ValueError):
    """A refused value: `code` and the words its sentence needs (`given`, `other`)."""

    def __init__(self, code: ProblemCode, *, given: object = "", other: object = "") -> None:
        super().__init__(f"{code}: {given!r} {other!r}")
        self.code = code
        self.given = given
        self.other = other
