"""A small bag with names that bite, and what the tests of bags share."""

import hashlib
from datetime import date
from pathlib import Path

from app.exchange.bag import BagFile, BagPlan, content_file
from app.exchange.bag_writer import write_bag

DAY = date(2024, 10, 22)


class Silent:
    def __init__(self):
        self.steps = []

    def step(self, text, done, total):
        self.steps.append((text, done, total))


def source_file(folder: Path, path: str, content: bytes) -> BagFile:
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / hashlib.sha256(path.encode()).hexdigest()[:16]
    source.write_bytes(content)
    name = path.rpartition("/")[2]
    return BagFile(path, hashlib.sha256(content).hexdigest(), len(content), name, source)


def sample_plan(folder: Path, *more: BagFile) -> BagPlan:
    files = (
        source_file(folder, "data/Hồ sơ NTM Bản Pút 2024.pdf", b"%PDF-1.4 " + bytes(range(256)) * 9_000),
        source_file(folder, "data/minh-chung/Tiêu chí 13/MC01 - Ảnh thẻ.jpg", b"\xff\xd8" + b"x" * 70_000),
        source_file(folder, "data/minh-chung/Tiêu chí 13/MC02 - trống.txt", b"."),
        content_file("data/ho-so.json", b'{"ban": "B\xe1\xba\xa3n P\xc3\xbat"}\n'),
        *more,
    )
    info = [("Source-Organization", "UBND xã Chiềng Khoi"), ("Tieu-de", "Dòng một\nGia-mao: dòng hai")]
    return BagPlan("Hồ sơ NTM Bản Pút 2024", files, {"MO-TRUOC.html": b"<!DOCTYPE html>\n"}, info, DAY)


def sample_bag(folder: Path) -> Path:
    """A finished bag in `folder`/usb."""
    usb = folder / "usb"
    usb.mkdir(parents=True)
    return write_bag(sample_plan(folder / "so"), usb, Silent())
