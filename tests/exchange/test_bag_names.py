"""Names on a stick: readable, and taken by every system that it meets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.bag_names import LONGEST_NAME, LONGEST_PATH, BagNames, fitted_name, folder_name, units

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)
}


def assert_taken_everywhere(name):
    assert name
    assert not set(name) & FORBIDDEN
    assert unicodedata.is_normalized("NFC", name)
    assert len(name.encode("utf-8")) <= LONGEST_NAME
    assert name[-1] not in " ."
    assert name[0] != " "
    assert name.casefold().split(".")[0].strip() not in DEVICES


@given(st.text(max_size=400))
def test_any_text_becomes_a_name(text):
    assert_taken_everywhere(fitted_name(text))
    assert_taken_everywhere(folder_name(text))
    assert units(folder_name(text)) <= 60


HOSTILE = {
    "con.txt": "_con.txt",
    "COM¹": "_COM1",
    "CONIN$": "_CONIN$",
    "a/b\\c:d*e?.pdf": "a b c d e.pdf",
    "Ảnh\u202egpj.exe": "Ảnh gpj.exe",
    "tên có khoảng trắng .": "tên có khoảng trắng",
    "90% hộ.png": "90 phần trăm hộ.png",
    "": "tep",
}


@pytest.mark.parametrize(("given_name", "expected"), HOSTILE.items())
def test_names_that_bite(given_name, expected):
    assert fitted_name(given_name) == expected


def test_a_decomposed_name_is_composed():
    assert fitted_name(unicodedata.normalize("NFD", "Biên bản họp bản.pdf")) == "Biên bản họp bản.pdf"


def test_a_name_of_300_bytes_keeps_its_ending_and_its_mark():
    long = "Ả" * 150 + ".jpg"
    names = BagNames()
    first, second = names.path("data", long), names.path("data", long)
    assert first != second
    assert first.endswith(".jpg")
    assert second.endswith(" (2).jpg")
    for path in (first, second):
        assert_taken_everywhere(path.removeprefix("data/"))


def test_names_are_told_apart_by_more_than_case_and_in_all_folders():
    names = BagNames()
    found = [
        names.path(*pair) for pair in (("data/a", "Ảnh.jpg"), ("data/a", "ẢNH.JPG"), ("data/b", "ảnh.jpg"))
    ]
    assert found == ["data/a/Ảnh.jpg", "data/a/ẢNH (2).JPG", "data/b/ảnh (3).jpg"]


@given(st.text(min_size=1, max_size=300), st.integers(0, 60))
def test_the_whole_path_stays_short(name, room):
    names = BagNames(room=room)
    path = names.path("data/minh-chung/Tiêu chí 13", name)
    assert room + units(path) <= LONGEST_PATH
