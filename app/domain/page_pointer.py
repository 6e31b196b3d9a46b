"""Reads which pages a person points at: "trang 3, mục II.2", "tr. 3", "Trang 3-5"."""

from __future__ import annotations

import re

from app.domain.text import nfc

_PAGES = re.compile(
    r"(?<!\w)(?:trang|tr)\s*[.:]?\s*(?:số\s+)?(\d{1,6})(?:\s*(?:-|–|—|đến)\s*(?:trang\s+)?(\d{1,6}))?(?![\w/])",
    re.IGNORECASE,
)


def pointed_pages(where: str) -> tuple[int, int] | None:
    """First and last page of the first place that is named, from 1; None where no page is named.

    A last page before the first is a slip: then it is the first alone. Page 0 is no page.
    """
    found = _PAGES.search(nfc(where))
    if found is None or int(found[1]) == 0:
        return None
    first = int(found[1])
    return first, max(first, int(found[2] or first))
