"""Text that was copied from a sheet: cells apart by tabs, rows by line ends, quotes around cells of several lines."""

from __future__ import annotations


def read_pasted_table(text: str) -> list[list[str]]:
    """Rows of cells, NFC; line ends inside a quoted cell are kept as newlines; empty rows at the end drop out."""
    raise NotImplementedError


def read_pasted_column(text: str) -> list[str]:
    """The first column, one text a row, empty cells kept as ""."""
    return [row[0] if row else "" for row in read_pasted_table(text)]
