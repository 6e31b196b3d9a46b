"""Running numbers of the pages of a dossier (bút lục): given once, never changed, never given again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase

Numbering = Mapping[str, tuple[str, ...]]

_NUMBER = re.compile(r"(\d+)([a-z]*)")


def number_pages(papers: Sequence[tuple[str, int]], before: Numbering) -> dict[str, tuple[str, ...]]:
    """Numbers of all pages; `papers`: key and count of pages in the order of the dossier.

    Page k of a known paper keeps its number. What is new behind the last known page goes on counting; what is new
    between known pages gets the number before it with a letter. The result also keeps the numbers of papers that
    are gone, so that no later version gives them to another page; so does it those of lost last pages.
    """
    given = _Given(before)
    last_known = _last_known(papers, before)
    found = {key: numbers for key, numbers in before.items() if numbers}
    place, previous = 0, "0"
    for key, pages in papers:
        known = found.get(key, ())
        numbers: list[str] = list(known[:pages])
        for number in range(pages):
            if number >= len(known):
                numbers.append(given.after(previous) if place < last_known else given.next())
            previous = numbers[number]
            place += 1
        found[key] = (*numbers, *known[pages:])
    return {key: numbers for key, numbers in found.items() if numbers}


def _last_known(papers: Iterable[tuple[str, int]], before: Numbering) -> int:
    """How many pages there are up to the last one that has a number already."""
    place = last = 0
    for key, pages in papers:
        known = min(pages, len(before.get(key, ())))
        if known:
            last = place + known
        place += pages
    return last


class _Given:
    def __init__(self, before: Numbering) -> None:
        self._all = {number for numbers in before.values() for number in numbers}
        self._highest = max((_whole(number) for number in self._all), default=0)
        self._letters: dict[int, int] = {}

    def next(self) -> str:
        self._highest += 1
        return self._keep(str(self._highest))

    def after(self, previous: str) -> str:
        whole = _whole(previous)
        while True:
            self._letters[whole] = count = self._letters.get(whole, 0) + 1
            number = f"{whole}{_letters(count)}"
            if number not in self._all:
                return self._keep(number)

    def _keep(self, number: str) -> str:
        self._all.add(number)
        return number


def _whole(number: str) -> int:
    found = _NUMBER.fullmatch(number)
    return int(found[1]) if found else 0


def _letters(count: int) -> str:
    """a … z, aa, ab …"""
    text = ""
    while count:
        count, rest = divmod(count - 1, len(ascii_lowercase))
        text = ascii_lowercase[rest] + text
    return text


def span(numbers: Sequence[str]) -> str:
    """ "12", "12-14": from the first to the last; "" without any."""
    if not numbers:
        return ""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
