"""Text that was copied from a sheet: cells apart by tabs, rows by line ends, quotes around cells of several lines."""

from __future__ import annotations

from app.domain.text import nfc


def read_pasted_table(text: str) -> list[list[str]]:
    """Rows of cells, NFC; line ends inside a quoted cell are kept as newlines; empty rows at the end drop out.

    Quotes count only where Excel puts them: around a cell that holds a tab, a line end or a quote. A cell like
    «"Bản" là gì» that merely begins with a quote stays as it is.
    """
    clean = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    rows: list[list[str]] = [[]]
    place = 0
    while place < len(clean):
        cell, place = _cell(clean, place)
        rows[-1].append(cell)
        if place < len(clean) and clean[place] == "\n":
            rows.append([])
        place += 1
        if place == len(clean) and clean[-1] == "\t":
            rows[-1].append("")
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [row or [""] for row in rows]


def _cell(text: str, begin: int) -> tuple[str, int]:
    """A cell and where its tab, line end or the end of the text stands."""
    if text.startswith('"', begin):
        quoted = _quoted_cell(text, begin)
        if quoted is not None:
            return quoted
    ends = [place for place in (text.find("\t", begin), text.find("\n", begin)) if place >= 0]
    end = min(ends, default=len(text))
    return text[begin:end], end


def _quoted_cell(text: str, begin: int) -> tuple[str, int] | None:
    """None where the quotes are the text's own: not closed at the end of the cell, or around nothing special."""
    close = begin + 1
    while True:
        close = text.find('"', close)
        if close < 0:
            return None
        if text.startswith('""', close):
            close += 2
            continue
        break
    if close + 1 < len(text) and text[close + 1] not in "\t\n":
        return None
    inside = text[begin + 1 : close]
    if not any(mark in inside for mark in '\t\n"'):
        return None
    return inside.replace('""', '"'), close + 1
