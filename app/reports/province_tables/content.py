"""One table of the province as both writers take it: headings of one or two rows, blocks that belong together.

Layout after the tables of KH 176/KH-UBND of Sơn La (07/7/2023): number, title, note, numbered columns; what names
a place stands once beside all that is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`share` of the width; neighbours of one `group` stand under it as a common heading."""

    title: str
    share: int
    group: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """`leading` cells stand once beside `lines`, whose cells fill the columns after them.

    A block with a `section` alone is a heading over the whole width.
    """

    leading: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ((),)
    section: str = ""


@dataclass(frozen=True, slots=True)
class ProvinceTable:
    """`number` "01"; `title` in capitals as printed; `notes` below it in italics; `remarks` after the table."""

    number: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    blocks: tuple[TableBlock, ...]
    remarks: tuple[str, ...] = ()

    @property
    def two_rows(self) -> bool:
        return any(column.group for column in self.columns)


def heading_spans(table: ProvinceTable) -> list[tuple[str, int, int]]:
    """Of the upper row of headings: text, first column, last column."""
    found: list[tuple[str, int, int]] = []
    for place, column in enumerate(table.columns):
        if column.group and found and found[-1][0] == column.group and found[-1][2] == place - 1:
            found[-1] = (column.group, found[-1][1], place)
        else:
            found.append((column.group or column.title, place, place))
    return found
