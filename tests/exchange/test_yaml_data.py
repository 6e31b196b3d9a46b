"""Data files: what does not fit is refused with its place, nothing is guessed."""

from pathlib import Path

import pytest

from app.errors import InputError
from app.exchange.yaml_data import read_set
from app.services.samples import HAMLET_SET


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = HAMLET_SET.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "bộ.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_shipped_set_reads_whole() -> None:
    found = read_set(HAMLET_SET)
    assert (found.code, found.version) == ("SL-BAN-NTM", "2022-2025")
    assert sum(len(criterion.indicators) for criterion in found.criteria) == 44


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("criteria_total: 16", "criteria_total: 14", "Văn bản ghi 14 tiêu chí nhưng bộ có 16"),
        ('number: "1.2"', 'number: "1.1"', r"dòng \d+: Chỉ tiêu 1.1.*hai lần"),
        ('number: "1.2"', "number: 1.2", "criteria\\[1\\] › indicators\\[2\\].*number"),
        ("measure: yes_no", "measure: guess", "không nhận “guess”"),
        (
            "measure: percent\n        threshold: null",
            'measure: percent\n        threshold: "130"',
            r"dòng \d+: Chỉ tiêu 4.3: ngưỡng 130 %",
        ),
        ('threshold: "Hoàn thành xuất sắc nhiệm vụ"', 'threshold: "Giỏi"', "ngưỡng “Giỏi”"),
        ("code: SL-BAN-NTM", "code: [SL", "không đọc được"),
        ("code: SL-BAN-NTM", "code: &a SL-BAN-NTM\nother: *a", "lồng nhau"),
    ],
)
def test_a_set_that_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read_set(changed(tmp_path, old, new))


def test_a_yaml_bomb_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.yaml"
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    bomb.write_text("\n".join(levels), encoding="utf-8")
    with pytest.raises(InputError, match="lồng nhau"):
        read_set(bomb)
    bomb.write_text("code: " + "x" * 1_100_000, encoding="utf-8")
    with pytest.raises(InputError, match="lớn quá mức"):
        read_set(bomb)
