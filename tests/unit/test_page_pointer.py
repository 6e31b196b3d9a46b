"""What a pointer such as "trang 3, mục II.2" leads to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.page_pointer import pointed_pages


@pytest.mark.parametrize(
    ("where", "pages"),
    [
        ("trang 3, mục II.2", (3, 3)),
        ("tr. 3", (3, 3)),
        ("Tr.3", (3, 3)),
        ("TRANG 3-5", (3, 5)),
        ("trang 3 – 5, cột 2", (3, 5)),
        ("trang 3 đến trang 5", (3, 5)),
        ("trang số 7", (7, 7)),
        ("mục 4, trang 12", (12, 12)),
        ("trang 5-3", (5, 5)),
        ("trang 0", None),
        ("mục II.2", None),
        ("", None),
        ("trang bìa", None),
        ("ngôn trang 2x", None),
        ("trang 3/2024", None),
        ("contr 3", None),
    ],
)
def test_pages_are_read_as_people_write_them(where, pages):
    assert pointed_pages(where) == pages
    assert pointed_pages(unicodedata.normalize("NFD", where)) == pages


@given(st.text(max_size=60))
def test_no_text_breaks_it(where):
    found = pointed_pages(where)
    assert found is None or 1 <= found[0] <= found[1]
