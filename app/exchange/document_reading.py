"""Word documents from outside, read in a child process so that neither a bomb nor a hang hurts the program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from app.domain.text import nfc
from app.errors import InputError
from app.exchange.workbook_reading import SECONDS, child_command
from app.files.storage_errors import storage_error
from app.i18n import _

_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def read_document(path: Path, file_name: str) -> tuple[str, ...]:
    """The words, page by page as Word last laid them out. Raises InputError naming the file, StorageError."""
    try:
        done = subprocess.run(
            child_command(path, "document"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = json.loads(done.stdout)
    except OSError as error:
        raise storage_error(error, path) from error
    except (ValueError, subprocess.TimeoutExpired) as error:
        raise InputError(_refusal("damaged", file_name)) from error
    if "refused" in answer:
        raise InputError(_refusal(str(answer["refused"]), file_name))
    return tuple(nfc(str(page).translate(_CONTROLS)) for page in answer["pages"])


def _refusal(code: str, name: str) -> str:
    sentences = {
        "password": _("“{name}” có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại."),
        "too_large": _("“{name}” lớn quá mức khi mở ra nên không xem được ở đây. Hãy lưu thành PDF."),
        "bomb": _("“{name}” nén bất thường nên không mở. Hãy lưu thành PDF rồi thêm lại."),
        "doctype": _("“{name}” chứa khai báo lạ nên không mở. Hãy lưu thành PDF rồi thêm lại."),
    }
    damaged = _("“{name}” bị hỏng hoặc không phải tệp Word. Hãy mở bằng Word, lưu thành PDF rồi thêm lại.")
    return sentences.get(code, damaged).format(name=name)
