"""A Word document into plain text. Runs in the child process: standard library only, nothing of it is executed.

Only the words of the main part are read: no pictures, no links, no fields, nothing from outside the file.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from app.exchange.workbook_package import Attributes, Package, Refused, relations
from app.exchange.workbook_parsing import limit_self

MOST_TEXT = 4 * 1024 * 1024  # characters
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)


class _Words:
    """Text in the order of the document; "\\f" where Word last began a new page."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._room = MOST_TEXT
        self._in_text = False
        self._skipped = 0  # depth of alternatives for older programs: they repeat what was said

    def read(self, package: Package, part: str) -> None:
        starts = {
            "t": lambda _attributes: self._open(True),
            "tab": lambda _attributes: self._add("\t"),
            "br": self._broken,
            "lastRenderedPageBreak": lambda _attributes: self._add("\f"),
            "Fallback": lambda _attributes: self._skip(1),
        }
        ends = {
            "t": lambda: self._open(False),
            "p": lambda: self._add("\n"),
            "tc": lambda: self._add("\t"),
            "Fallback": lambda: self._skip(-1),
        }
        package.parse(part, starts, ends, self._characters, _SPACES)

    def _open(self, inside: bool) -> None:
        self._in_text = inside

    def _skip(self, depth: int) -> None:
        self._skipped += depth

    def _broken(self, attributes: Attributes) -> None:
        by_page = any(name.endswith(" type") and value == "page" for name, value in attributes.items())
        self._add("\f" if by_page else "\n")

    def _characters(self, piece: str) -> None:
        if self._in_text:
            self._add(piece)

    def _add(self, piece: str) -> None:
        if self._skipped or self._room <= 0:
            return
        self.pieces.append(piece[: self._room])
        self._room -= len(piece)


def parse(path: str) -> dict[str, Any]:
    package = Package(path)
    words = _Words()
    words.read(package, _main_part(package))
    return {"pages": pages_of("".join(words.pieces))}


def pages_of(text: str) -> list[str]:
    """A page break that Word drew and one that was typed stand together where both mean the same page."""
    pages = text.split("\f")
    kept = [page for number, page in enumerate(pages) if page.strip() or number == 0]
    return kept or [""]


def _main_part(package: Package) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            return target
    raise Refused("not_document")


def main(path: str) -> None:
    """The child: one JSON object on the standard output, {"refused": code} where it refuses."""
    limit_self()
    try:
        answer = json.dumps(parse(path), ensure_ascii=False).encode("utf-8", "replace")
    except Refused as refused:
        answer = json.dumps({"refused": refused.code}).encode()
    except (MemoryError, RecursionError):
        answer = b'{"refused":"too_large"}'
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
