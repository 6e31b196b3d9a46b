"""The text files of a bag from anywhere: read with limits, never trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.exchange.bag import decoded_path

MAX_MANIFEST = 64 << 20  # bytes
MAX_TAG_FILE = 1 << 20
MAX_ENTRIES = 200_000
# RFC 8493 names these and lets others be; a weak one still tells a damaged stick, not a forger.
ALGORITHMS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}  # letters
MANIFEST_NAME = re.compile(r"(tag)?manifest-([a-z0-9_]+)\.txt")
_ENTRY = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_DRIVE = re.compile(r"[A-Za-z]:")


class Garbled(Exception):  # noqa: N818 - told as a fault of the folder, not raised to a person
    """A tag file that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`hashes` by path; `unsafe` are paths that lead out of the folder."""

    algorithm: str
    hashes: dict[str, str]
    unsafe: tuple[str, ...]


def read_manifest(data: bytes, algorithm: str) -> Manifest:
    """Raises Garbled."""
    hashes: dict[str, str] = {}
    unsafe = []
    for number, line in enumerate(_lines(data)):
        found = _ENTRY.fullmatch(line)
        if found is None or number >= MAX_ENTRIES or len(found.group(1)) != ALGORITHMS[algorithm]:
            raise Garbled
        path, digest = decoded_path(found.group(2)).removeprefix("./"), found.group(1).lower()
        if escapes(path):
            unsafe.append(path)
        elif hashes.setdefault(path, digest) != digest:
            raise Garbled
    return Manifest(algorithm, hashes, tuple(unsafe))


def escapes(path: str) -> bool:
    """Whether a path of a manifest could lead out of the folder on some system."""
    slashed = path.replace("\\", "/")
    return (
        slashed.startswith(("/", "~"))
        or bool(_DRIVE.match(slashed))
        or "\0" in path
        or ".." in PurePosixPath(slashed).parts
    )


def read_fields(data: bytes) -> list[tuple[str, str]]:
    """The fields of bag-info.txt in their order; a field may go on in lines that begin with a space. Raises Garbled."""
    fields: list[tuple[str, str]] = []
    for line in _lines(data):
        if line[0] in " \t" and fields:
            label, value = fields[-1]
            fields[-1] = (label, f"{value} {line.strip()}")
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip():
            raise Garbled
        fields.append((label.strip(), value.strip()))
    return fields


def declared_version(data: bytes) -> str:
    """Of bagit.txt; Garbled where it is none, or of an encoding other than UTF-8."""
    fields = {label.casefold(): value for label, value in read_fields(data)}
    version = fields.get("bagit-version", "")
    encoding = fields.get("tag-file-character-encoding", "").replace("-", "").casefold()
    if not re.fullmatch(r"\d{1,3}\.\d{1,3}", version) or encoding != "utf8":
        raise Garbled
    return version


def _lines(data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Garbled from error
    for line in re.split(r"\r\n|\r|\n", text):
        if line.strip():
            yield line
