"""Readable Vietnamese names below data/ that every system a stick meets can take."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from app.domain.text import readable, safe_file_name

# Windows refuses whole paths of 260 letters; a district copies the folder below a folder of its own.
LONGEST_PATH = 180  # UTF-16 units, the bag's own name included
LONGEST_NAME = 200  # bytes of UTF-8
LONGEST_FOLDER = 60  # UTF-16 units
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Zl", "Zp"})  # letters nobody sees, some turn the line around
_SUPERSCRIPTS = str.maketrans("¹²³", "123")  # COM¹ is a device too


@dataclass(slots=True)
class BagNames:
    """Hands out paths of one bag; `room` is what its own name takes of the longest path.

    File names are told apart in the whole bag, not folder by folder: a browser tells the name of a dropped file
    and not its folder.
    """

    room: int = 0
    _taken: set[str] = field(default_factory=set)

    def path(self, folder: str, name: str) -> str:
        """ "data/minh-chung/Tiêu chí 13/MC01 - Ảnh.png"; a name that is taken gets "(2)"."""
        count = 1
        while True:
            mark = f" ({count})" if count > 1 else ""
            fitted = fitted_name(name, mark, LONGEST_PATH - self.room - units(folder) - 2)
            key = fitted.casefold()
            if key not in self._taken:
                self._taken.add(key)
                return f"{folder}/{fitted}"
            count += 1


def fitted_name(name: str, mark: str = "", longest: int = LONGEST_PATH) -> str:
    """The name with `mark` before its ending, cut to `longest` UTF-16 units and LONGEST_NAME bytes."""
    # RFC 8493 writes "%" in another way in manifests, and the common library does not read it so.
    clean = visible(name).replace("%", " phần trăm")
    if clean.translate(_SUPERSCRIPTS).casefold().split(".")[0].strip() in ("conin$", "conout$"):
        clean = f"_{clean}"
    safe = safe_file_name(clean.translate(_SUPERSCRIPTS))
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = safe, ""
    tail = mark + (f".{ending}" if ending else "")
    while stem and (units(stem + tail) > longest or len((stem + tail).encode()) > LONGEST_NAME):
        stem = stem[:-1]
    return (stem.rstrip(" .") or "tep") + tail


def folder_name(name: str) -> str:
    """For the bag itself."""
    return fitted_name(name.replace(".", " "), longest=LONGEST_FOLDER)


def visible(name: str) -> str:
    return "".join(
        letter if unicodedata.category(letter) not in _HIDDEN else " "
        for letter in readable(name.replace("\u200b", ""))
    )


def units(text: str) -> int:
    """Length as Windows counts it."""
    return len(text.encode("utf-16-le")) // 2
