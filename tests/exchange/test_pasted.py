"""What Excel puts on the clipboard."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import nfc
from app.exchange.pasted import read_pasted_table


def test_quotes_line_ends_and_empty_cells() -> None:
    pasted = '1.1\t"Có kế hoạch\nđược duyệt"\t"nói ""có"""\r\n1.2\t\t"Bản" là gì\r\n\r\nBa\u0309n\r\n\r\n'
    assert read_pasted_table(pasted) == [
        ["1.1", "Có kế hoạch\nđược duyệt", 'nói "có"'],
        ["1.2", "", '"Bản" là gì'],
        [""],
        ["Bản"],
    ]
    assert read_pasted_table("90\r\n\r\n6,2\r\n") == [["90"], [""], ["6,2"]]
    assert read_pasted_table("") == []


@given(
    rows=st.lists(
        st.lists(st.text('ạb"\t\n=', max_size=4), min_size=2, max_size=3).map(lambda row: [*row, "."]),
        min_size=1,
        max_size=4,
    )
)
def test_what_excel_writes_is_read(rows: list[list[str]]) -> None:
    """Excel quotes a cell that holds a tab, a line end or a quote; csv does the same."""
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\r\n").writerows(rows)
    assert read_pasted_table(text.getvalue()) == [[nfc(cell) for cell in row] for row in rows]
