"""Workbooks from outside, read in a child process so that neither a bomb nor a hang hurts the program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.text import nfc
from app.errors import InputError
from app.exchange.legacy_sheets import in_unicode
from app.exchange.workbook import CellProblem, MergedRange, Row, Sheet, Value, Workbook, address
from app.files.storage_errors import storage_error
from app.i18n import _

LARGEST_FILE = 64 * 1024 * 1024  # bytes
SECONDS = 60  # on a slow laptop 3,000 rows take 3

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from importlib import import_module;"
    "import_module(f'app.exchange.{sys.argv[2]}_parsing').main(sys.argv[3])"
)


def read_workbook(path: Path) -> Workbook:
    """All sheets that are shown. Raises InputError with what to do where the file is refused, StorageError."""
    _look_at_the_outside(path)
    answer = _answer_of_child(path)
    if "refused" in answer:
        raise InputError(_refusal(answer["refused"], path.name, answer.get("given", {})))
    sheets = tuple(in_unicode(_sheet(found), found["fonts"]) for found in answer["sheets"])
    warnings = tuple(
        CellProblem("", _("Trang tính này đang ẩn nên không đọc."), sheet=name) for name in answer["hidden"]
    )
    return Workbook(sheets, warnings)


def _look_at_the_outside(path: Path) -> None:
    """What size and first bytes tell; the rest is for the child."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
            if size > LARGEST_FILE:
                raise InputError(_refusal("too_large", path.name, {}))
            old = head + file.read() if head.startswith(_OLE) else b""
    except OSError as error:
        raise storage_error(error, path) from error
    if old:
        raise InputError(_refusal(_kind_of_old_file(old), path.name, {}))
    if not head.startswith(b"PK"):
        raise InputError(_refusal("text" if _is_text(head) else "not_workbook", path.name, {}))


def _kind_of_old_file(content: bytes) -> str:
    """An OLE container: Excel 97–2003, a workbook locked by a password, or anything else of that time."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "password"
    names = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    return "xls" if any(name in content for name in names) else "not_workbook"


def _is_text(head: bytes) -> bool:
    """A text with separators: a CSV that somebody renamed."""
    return bool(head) and b"\0" not in head and any(mark in head for mark in (b",", b";", b"\t"))


def child_command(path: Path, kind: str = "workbook") -> list[str]:
    """How the child is started: isolated, without site-packages, standard library only.

    A frozen program has no interpreter to call: there the executable must answer `--read-workbook PATH` and
    `--read-document PATH` by calling `main` of `app.exchange.workbook_parsing` and `…document_parsing`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, f"--read-{kind}", str(path.resolve())]
    return [sys.executable, "-I", "-S", "-c", _CHILD, str(_ROOT), kind, str(path.resolve())]


def _answer_of_child(path: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(
            child_command(path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)
    except subprocess.TimeoutExpired as error:
        raise InputError(_refusal("too_long", path.name, {})) from error
    except OSError as error:
        raise storage_error(error, path) from error
    except ValueError as error:  # the child was ended by its limits, or worse
        raise InputError(_refusal("damaged", path.name, {})) from error
    return dict(answer)


def _refusal(code: str, name: str, given: Mapping[str, object]) -> str:
    sentences = {
        "xls": _("“{name}” là tệp Excel đời cũ (.xls). Hãy mở bằng Excel và lưu lại thành .xlsx."),
        "password": _("“{name}” có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại."),
        "binary": _("“{name}” là tệp .xlsb. Hãy mở bằng Excel và lưu lại thành .xlsx."),
        "text": _("“{name}” là tệp chữ (CSV) đổi tên. Hãy mở bằng Excel và lưu lại thành .xlsx."),
        "not_workbook": _("“{name}” không phải là tệp Excel (.xlsx). Hãy chọn tệp khác."),
        "damaged": _("“{name}” bị hỏng. Hãy mở bằng Excel và lưu lại, hoặc lấy lại tệp gốc."),
        "too_large": _("“{name}” lớn quá mức khi mở ra. Hãy xóa các dòng và trang thừa rồi lưu lại."),
        "too_many_parts": _("“{name}” có quá nhiều thành phần. Hãy chép bảng sang tệp mới rồi nhập lại."),
        "bomb": _("“{name}” nén bất thường nên không mở. Hãy chép bảng sang tệp mới rồi nhập lại."),
        "doctype": _("“{name}” chứa khai báo lạ nên không mở. Hãy chép bảng sang tệp mới rồi nhập lại."),
        "long_text": _("“{name}” có ô dài quá 32.767 chữ. Hãy chép bảng sang tệp mới rồi nhập lại."),
        "too_long": _("“{name}” đọc quá lâu. Hãy xóa các dòng và trang thừa rồi lưu lại."),
        "no_sheets": _("“{name}” không có trang tính nào đang hiện. Hãy bỏ ẩn trang cần nhập."),
        "rows": _("Trang “{sheet}” có nội dung ở dòng {row}, quá {limit} dòng. Hãy chia thành nhiều tệp."),
        "columns": _("Trang “{sheet}” có nội dung ở dòng {row} quá cột thứ {limit}. Hãy xóa cột thừa."),
    }
    return sentences.get(code, sentences["damaged"]).format(name=name, **given)


def _sheet(found: Mapping[str, Any]) -> Sheet:
    name = nfc(found["name"])
    rows = tuple(_row(raw) for raw in found["rows"])
    problems = tuple(
        CellProblem(address(int(row), int(column)), _cell_sentence(code, given), sheet=name)
        for code, row, column, given in found["problems"]
    )
    hidden = {
        column for first, last in found["hidden_columns"] for column in range(int(first), int(last) + 1)
    }
    merged = tuple(filter(None, (_merged(ref) for ref in found["merged"])))
    return Sheet(name, rows, merged, frozenset(hidden), problems)


def _row(raw: list[Any]) -> Row:
    number, hidden, *values = raw
    return Row(
        int(number),
        tuple(nfc(value) if type(value) is str else _value(value) for value in values),
        bool(hidden),
    )


def _value(value: Any) -> Value:
    if isinstance(value, list):
        try:
            return date.fromisoformat(value[1])
        except ValueError:
            return str(value[1])
    return value  # type: ignore[no-any-return]


def _cell_sentence(code: str, given: str) -> str:
    if code == "formula":
        return _("Công thức chưa có kết quả. Hãy mở bằng Excel, lưu lại, hoặc ghi giá trị vào ô.")
    return _("Ô báo lỗi {error}. Hãy sửa công thức hoặc ghi giá trị.").format(error=given)


def _merged(reference: str) -> MergedRange | None:
    found = _RANGE.fullmatch(reference.replace("$", ""))
    if found is None:
        return None
    first, first_row, last, last_row = found.groups()
    return MergedRange(int(first_row), column_index(first), int(last_row), column_index(last))


def column_index(letters: str) -> int:
    """ "A" → 0, "AA" → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
