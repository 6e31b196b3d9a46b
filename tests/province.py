"""Biểu 01 and 02 of KH 176/KH-UBND (Sơn La, 07/7/2023), read out of the copied text as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

from app.domain.printed_tables import PrintedLine, TableNumber

SOURCE = Path(__file__).parent / "data" / "sources" / "ke-hoach-176-bieu-01-02.txt"
CRITERIA = 19
INDICATORS = {TableNumber.FIRST: 57, TableNumber.SECOND: 75}  # of the commune's sets that the tables speak of
_COUNTS = re.compile(r"0*(\d+) tiêu chí/0*(\d+) chỉ tiêu")


def printed_lines(table: TableNumber) -> dict[str, PrintedLine]:
    """By the place as first printed; its cells of all pages put together, line by line."""
    whole = SOURCE.read_text(encoding="utf-8")
    first, second = whole.split("**BIỂU SỐ 02")
    text = first[first.index("**BIỂU SỐ 01") :] if table is TableNumber.FIRST else second
    found: dict[str, PrintedLine] = {}
    current = ""
    for row in text.splitlines():
        cells = [_plain(cell) for cell in row.split("\t")]
        place = next((cell for cell in cells if cell.startswith("Xã ") and len(cell) < 20), "")
        if place:
            current = _one_name(place)
        if not current or not any(cells) or "Tên huyện" in row:
            continue
        found[current] = _with(found.get(current), current, cells)
    return found


def _with(line: PrintedLine | None, place: str, cells: list[str]) -> PrintedLine:
    counts = [tuple(map(int, match.groups())) for cell in cells for match in _COUNTS.finditer(cell)]
    lines = [part for cell in cells for part in _parts(cell)]
    unmet = tuple(part for part in lines if re.match(r"Tiêu chí( số)? ?\d+ ?-", part))
    remaining = tuple(part for part in lines if re.match(r"(Chỉ tiêu|Tiêu chí số \d+(\.\d)?:)", part))
    if line is None:
        (met, met_indicators), (open_, open_indicators) = counts
        area = next(cell for cell in cells if cell.startswith(("Huyện", "Thành phố")))
        return PrintedLine(place, area, "", met, met_indicators, open_, open_indicators, unmet, remaining)
    return PrintedLine(
        line.place,
        line.area,
        line.region,
        line.criteria_met,
        line.indicators_met,
        line.criteria_unmet,
        line.indicators_unmet,
        line.unmet + unmet,
        line.remaining + remaining,
    )


def _one_name(place: str) -> str:
    return place.replace("Sấp Vạt", "Sập Vạt")  # the source prints both


def _plain(cell: str) -> str:
    return re.sub(r"</?(b|strong)>|\*\*", "", cell).strip()


def _parts(cell: str) -> list[str]:
    """The lines of a cell, whether the scan kept them apart or ran them together."""
    lines = re.split(r"</?p>", cell) if "<p>" in cell else [cell]
    return [
        part.strip()
        for line in lines
        for part in re.split(r"(?=(?<!^)\b(?:Tiêu chí số \d+|Chỉ tiêu (?:số )?\d+\.\d+ ?:))", line)
        if part.strip()
    ]
