"""A workbook into plain values. Runs in the child process: standard library only, nothing of it is executed.

Written for what importing needs and openpyxl does not give in one pass: whether a formula has a stored result,
merged ranges and hidden rows without keeping the whole sheet, fonts of old encodings, and limits on the way.
The result is one JSON object; see `workbook_reading` for the other side.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any

from app.exchange.workbook_package import Attributes, Package, Refused, relations
from app.exchange.workbook_styles import Styles, read_styles, shown_value

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_SHEETS = 100
MOST_TEXT = 16 * 1024 * 1024  # characters of all cells together: one text may be used by every cell
LONGEST_TEXT = 32_767  # characters of a cell, Excel's own limit
MOST_MERGED = 2_000
MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 60

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OLD_FONT = re.compile(r"(?i)\.vn|vni[- ]")


def is_old_font(name: str) -> bool:
    """Fonts that draw Vietnamese over the letters of Latin-1: ".VnTime", "VNI-Times"."""
    return _OLD_FONT.match(name) is not None


def plain_text(raw: str) -> str:
    """Excel's _x000D_ as the character it stands for, line ends as newlines, no control characters."""
    if "_x" in raw:
        raw = _ESCAPE.sub(_escaped, raw)
    return _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


class _Strings:
    """The texts that cells share, with the old font of those that have one run by run."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fonts: dict[int, str] = {}
        self._parts: list[str] = []
        self._piece: list[str] = []
        self._run_fonts: set[str] = set()
        self._font = ""
        self._phonetic = False

    def read(self, package: Package, part: str) -> None:
        package.parse(
            part,
            {
                "si": self._begin,
                "t": lambda _attributes: self._piece.clear(),
                "r": self._run,
                "rFont": self._named,
                "rPh": self._in_phonetic,
            },
            {"t": self._text, "si": self._end, "rPh": self._after_phonetic},
            self._piece.append,
        )

    def _begin(self, _attributes: Attributes) -> None:
        self._parts.clear()
        self._run_fonts.clear()
        self._font = ""

    def _run(self, _attributes: Attributes) -> None:
        self._font = ""

    def _named(self, attributes: Attributes) -> None:
        self._font = attributes.get("val", "")

    def _in_phonetic(self, _attributes: Attributes) -> None:
        self._phonetic = True

    def _after_phonetic(self) -> None:
        self._phonetic = False

    def _text(self) -> None:
        piece = "".join(self._piece)
        if not self._phonetic:
            self._parts.append(piece)
            if not piece.isascii():
                self._run_fonts.add(self._font if is_old_font(self._font) else "")

    def _end(self) -> None:
        text = plain_text("".join(self._parts))
        if len(text) > LONGEST_TEXT:
            raise Refused("long_text")
        if any(self._run_fonts):
            # Runs in old and in new fonts side by side: nobody can say how the whole is meant.
            self.fonts[len(self.texts)] = self._run_fonts.pop() if len(self._run_fonts) == 1 else "?"
        self.texts.append(text)


class _Sheet:
    """One sheet on its way: cells of a row until the row ends."""

    def __init__(self, name: str, strings: _Strings, styles: Styles, budget: list[int]) -> None:
        self.name = name
        self._strings, self._styles, self._budget = strings, styles, budget
        self.rows: list[list[Any]] = []
        self.merged: list[str] = []
        self.hidden_columns: list[list[int]] = []
        self.problems: list[list[Any]] = []
        self.fonts: list[list[Any]] = []
        self._columns: dict[str, int] = {}
        self._text: list[str] = []
        self._inline: list[str] = []
        self._number = 0
        self._hidden = False
        self._values: list[Any] = []
        self._cell: Attributes = {}
        self._column = -1
        self._formula = self._stored = False

    def read(self, package: Package, part: str) -> None:
        package.parse(
            part,
            {
                "row": self._begin_row,
                "c": self._begin_cell,
                "f": self._begin_formula,
                "v": self._begin_text,
                "t": self._begin_text,
                "col": self._hide_columns,
                "mergeCell": self._merge,
            },
            {"v": self._end_value, "t": self._end_inline, "c": self._end_cell, "row": self._end_row},
            self._text.append,
        )

    def _begin_row(self, attributes: Attributes) -> None:
        given = attributes.get("r", "")
        self._number = int(given) if given.isascii() and given.isdecimal() else self._number + 1
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._values = []
        self._column = -1

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        letters = attributes.get("r", "").rstrip("0123456789")
        column = self._columns.get(letters, -1)
        if column < 0:
            column = self._column + 1 if not letters else _column_number(letters)
            if letters:
                self._columns[letters] = column
        self._column = column
        self._formula = self._stored = False
        if self._inline:
            self._inline.clear()

    def _begin_formula(self, _attributes: Attributes) -> None:
        self._formula = True

    def _begin_text(self, _attributes: Attributes) -> None:
        self._text.clear()

    def _end_value(self) -> None:
        self._stored = True
        self._inline[:] = self._text

    def _end_inline(self) -> None:
        self._stored = True
        self._inline.extend(self._text)

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        raw = "".join(self._inline) if self._stored else ""
        if not raw:
            # A stored empty text says so by its kind; anything else was never calculated.
            if self._formula and not (self._stored and kind == "str"):
                self._problem("formula")
            return
        if kind == "s":
            value: Any = self._shared(raw.strip())
        elif kind == "n":
            value = shown_value(raw, self._styles.of(self._cell.get("s")), epoch_1904=self._styles.epoch_1904)
        else:
            value = self._other(kind, raw)
        if value is not None:
            self._put(value)

    def _shared(self, raw: str) -> str | None:
        place = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 9 else -1
        if not 0 <= place < len(self._strings.texts):
            raise Refused("damaged")
        text = self._strings.texts[place]
        self._note_font(text, self._strings.fonts.get(place, ""))
        return self._kept(text)

    def _other(self, kind: str, raw: str) -> Any:
        if kind == "e":
            self._problem("error", raw[:20])
            return None
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "d":
            return ["d", raw[:10]] if re.match(r"\d{4}-\d\d-\d\d", raw, re.ASCII) else self._kept(raw)
        text = plain_text(raw)
        if len(text) > LONGEST_TEXT:
            raise Refused("long_text")
        self._note_font(text, "")
        return self._kept(text)

    def _kept(self, text: str) -> str | None:
        if not text or text.isspace():
            return None
        self._budget[0] -= len(text)
        if self._budget[0] < 0:
            raise Refused("too_large")
        return text

    def _note_font(self, text: str, font: str) -> None:
        if text.isascii():
            return
        font = font or self._styles.old_fonts.get(self._cell.get("s", "0"), "")
        if font:
            self.fonts.append([self._number, self._column, font])

    def _problem(self, code: str, given: str = "") -> None:
        if len(self.problems) < MOST_MERGED:
            self.problems.append([code, self._number, self._column, given])

    def _put(self, value: Any) -> None:
        column, values = self._column, self._values
        if column >= MOST_COLUMNS:
            raise Refused("columns", sheet=self.name, row=self._number, limit=MOST_COLUMNS)
        if self._number > MOST_ROWS:
            raise Refused("rows", sheet=self.name, row=self._number, limit=MOST_ROWS)
        if column == len(values):
            values.append(value)
            return
        if column > len(values):
            values.extend([None] * (column + 1 - len(values)))
        values[column] = value

    def _end_row(self) -> None:
        if self._values:
            self.rows.append([self._number, int(self._hidden), *self._values])

    def _hide_columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            with contextlib.suppress(ValueError):
                first, last = int(attributes.get("min", "")), int(attributes.get("max", ""))
                self.hidden_columns.append([first - 1, min(last, MOST_COLUMNS) - 1])

    def _merge(self, attributes: Attributes) -> None:
        if len(self.merged) < MOST_MERGED:
            self.merged.append(attributes.get("ref", ""))

    def result(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": self.rows,
            "merged": self.merged,
            "hidden_columns": self.hidden_columns,
            "problems": self.problems,
            "fonts": self.fonts,
        }


def _column_number(letters: str) -> int:
    """ "A" → 0; what is no column reads as one too many."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise Refused("damaged")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def parse(path: str) -> dict[str, Any]:
    """Raises Refused."""
    package = Package(path)
    book = _main_part(package)
    listed: list[Attributes] = []
    properties: list[Attributes] = []
    roots: list[Attributes] = []
    package.parse(
        book, {"workbook": roots.append, "sheet": listed.append, "workbookPr": properties.append}, {}
    )
    if not roots:
        raise Refused("not_workbook")
    targets = relations(package, book)
    by_kind = dict(targets.values())
    strings = _Strings()
    if package.has(by_kind.get("sharedStrings", "")):
        strings.read(package, by_kind["sharedStrings"])
    epoch_1904 = any(found.get("date1904") in ("1", "true") for found in properties)
    styles = read_styles(package, by_kind.get("styles", ""), epoch_1904=epoch_1904, is_old=is_old_font)
    budget = [MOST_TEXT]
    sheets, hidden = [], []
    for attributes in listed[:MOST_SHEETS]:
        name = plain_text(attributes.get("name", ""))[:100]
        kind, target = targets.get(_relation_id(attributes), ("", ""))
        if kind != "worksheet" or not package.has(target):
            continue
        if attributes.get("state", "visible") != "visible":
            hidden.append(name)
            continue
        sheet = _Sheet(name, strings, styles, budget)
        sheet.read(package, target)
        sheets.append(sheet.result())
    if not sheets:
        raise Refused("no_sheets")
    return {"sheets": sheets, "hidden": hidden}


def _main_part(package: Package) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            if target.lower().endswith(".bin"):
                raise Refused("binary")
            return target
    raise Refused("not_workbook")


def _relation_id(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if name.endswith("/relationships id")), "")


def limit_self() -> None:
    """A share of memory and time that no honest workbook needs; where the system has no limits, caps remain."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def main(path: str) -> None:
    """The child: one JSON object on the standard output, {"refused": code, "given": {…}} where it refuses."""
    limit_self()
    try:
        result = parse(path)
        answer = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    except Refused as refused:
        answer = json.dumps({"refused": refused.code, "given": refused.given}).encode()
    except (MemoryError, RecursionError):
        answer = b'{"refused":"too_large","given":{}}'
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
