"""Vietnamese text: folding, order, names fit for files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import fold, initial_capital, name_key, nfc, safe_file_name, sort_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Chiềng Khoi", "chieng khoi"),
        ("ĐIỆN", "dien"),
        ("Thuỷ lợi", "thuy loi"),
        ("Thủy  lợi", "thuy loi"),
        ("Ương bướng", "uong buong"),
    ],
)
def test_fold_drops_marks_and_case(typed: str, key: str) -> None:
    assert fold(typed) == key
    assert fold(unicodedata.normalize("NFD", typed)) == key


def test_words_stand_in_vietnamese_order() -> None:
    words = [
        "đá",
        "da",
        "dạ",
        "dã",
        "dà",
        "dả",
        "dá",
        "ăn",
        "an",
        "ân",
        "em",
        "êm",
        "Bản Tủm",
        "Bản Pút",
        "dê",
    ]
    assert sorted(words, key=sort_key) == [
        "an",
        "ăn",
        "ân",
        "Bản Pút",
        "Bản Tủm",
        "da",
        "dà",
        "dả",
        "dã",
        "dá",
        "dạ",
        "dê",
        "đá",
        "em",
        "êm",
    ]


def test_indicator_numbers_stand_in_their_order() -> None:
    assert sorted(["14.10", "14.2", "2.1", "14.12", "1.2"], key=sort_key) == [
        "1.2",
        "2.1",
        "14.2",
        "14.10",
        "14.12",
    ]


@given(st.text(alphabet="aăâáạđĐuưứ bB1.é", max_size=12), st.text(alphabet="aăâáạđĐuưứ bB1.é", max_size=12))
def test_order_does_not_depend_on_the_normal_form(one: str, other: str) -> None:
    composed = sort_key(nfc(one)) < sort_key(nfc(other))
    decomposed = sort_key(nfc(unicodedata.normalize("NFD", one))) < sort_key(
        nfc(unicodedata.normalize("NFD", other))
    )
    assert composed == decomposed


@given(st.text(max_size=300))
def test_file_names_are_taken_everywhere(name: str) -> None:
    safe = safe_file_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert not set(safe) & set('<>:"/\\|?*')
    assert not safe.endswith((" ", "."))
    assert safe_file_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Hồ sơ: Bản Pút/2024?.pdf", "Hồ sơ Bản Pút 2024.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("...", "tep"),
        ("ảnh" * 100 + ".jpg", None),
    ],
)
def test_file_names_keep_vietnamese_letters_and_ending(name: str, safe: str | None) -> None:
    made = safe_file_name(name)
    assert made == safe or (safe is None and made.endswith(".jpg") and made.startswith("ảnhảnh"))


def test_initial_capital_leaves_the_rest() -> None:
    assert initial_capital("xã Chiềng Khoi") == "Xã Chiềng Khoi"
    assert initial_capital("") == ""


def test_names_that_differ_in_a_tone_are_two_names() -> None:
    assert name_key("Bản Me") != name_key("Bản Mé")
    assert name_key("Nà Đít") != name_key("Nà Dít")
    assert name_key("BẢN  THUỶ") == name_key("bản thủy")


def test_a_run_of_digits_that_python_refuses_to_read_has_its_place() -> None:
    """Beyond 4,300 digits int() raises."""
    assert sort_key("Bản 12") < sort_key("Bản " + "9" * 100) < sort_key("Bản " + "1" * 5000)
