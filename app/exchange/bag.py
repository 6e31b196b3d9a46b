"""A folder after BagIt 1.0 (RFC 8493): what its files are called and how they are written as text.

Own writer and validator instead of the bagit library: that one is as quick, but has no progress and no cancel, can
not go on after a cut, and does not read "%25" in a manifest. It is the oracle in the tests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAYLOAD = "data"
DECLARATION_FILE = "bagit.txt"
INFO_FILE = "bag-info.txt"
MANIFEST_FILE = "manifest-sha256.txt"
TAG_MANIFEST_FILE = "tagmanifest-sha256.txt"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OPENING_PAGE = "MO-TRUOC.html"
FACTS_FILE = f"{PAYLOAD}/ho-so.json"

_BREAKS = re.compile(r"[\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class BagFile:
    """A payload file: `path` is relative with "/", below data/; `sha256` and `size` as the source must have them.

    `source` or `content` gives the bytes. `name` is what a person calls the file; errors name it.
    """

    path: str
    sha256: str
    size: int
    name: str
    source: Path | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class BagPlan:
    """All that goes into a bag, known before its first byte is written.

    `tags` are files beside data/, such as the page to open first.
    """

    name: str  # of the folder
    files: tuple[BagFile, ...]
    tags: Mapping[str, bytes]
    info: Sequence[tuple[str, str]]
    bagged_on: date

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files) + sum(len(content) for content in self.tags.values())


def content_file(path: str, content: bytes) -> BagFile:
    name = path.rpartition("/")[2]
    return BagFile(path, hashlib.sha256(content).hexdigest(), len(content), name, content=content)


def encoded_path(path: str) -> str:
    """RFC 8493, 2.1.3: line breaks and the percent sign itself."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decoded_path(written: str) -> str:
    def character(found: re.Match[str]) -> str:
        return {"0d": "\r", "0a": "\n", "25": "%"}[found.group(1).lower()]

    return re.sub(r"%(0[dDaA]|25)", character, written)


def manifest_text(hashes: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {encoded_path(path)}\n" for path, digest in sorted(hashes.items()))


def info_text(fields: Iterable[tuple[str, str]]) -> str:
    """A line a field; a value never breaks the line, so that it cannot forge a field."""
    return "".join(f"{label}: {_BREAKS.sub(' ', value).strip()}\n" for label, value in fields if value)


def payload_oxum(files: Iterable[BagFile]) -> str:
    sizes = [file.size for file in files]
    return f"{sum(sizes)}.{len(sizes)}"


def tag_files(plan: BagPlan) -> dict[str, bytes]:
    """Every file beside data/ in the order of writing: what makes the folder a bag comes last."""
    info = [
        *plan.info,
        ("Bagging-Date", plan.bagged_on.isoformat()),
        ("Payload-Oxum", payload_oxum(plan.files)),
    ]
    files = {
        **plan.tags,
        INFO_FILE: info_text(info).encode(),
        MANIFEST_FILE: manifest_text({file.path: file.sha256 for file in plan.files}).encode(),
    }
    hashes = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in {**files, DECLARATION_FILE: DECLARATION.encode()}.items()
    }
    files[TAG_MANIFEST_FILE] = manifest_text(hashes).encode()
    files[DECLARATION_FILE] = DECLARATION.encode()
    return files
