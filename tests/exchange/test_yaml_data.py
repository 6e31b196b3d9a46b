"""Data files: what does not fit is refused with its place, nothing is guessed."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from app.domain.criteria import GroupKind, SetDefinition
from app.domain.measure import IndicatorStatus
from app.errors import InputError
from app.exchange.yaml_data import read_profile, read_set, read_set_text, read_sets, write_set
from app.exchange.yaml_nodes import load_text
from app.services.samples import HAMLET_SET
from tests.exchange.definitions import sets


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


@settings(max_examples=15, deadline=None)
@given(definition=sets())
def test_any_set_comes_back_as_it_was_written(definition: SetDefinition) -> None:
    assert read_set_text(write_set(definition), name="bộ.yaml") == definition


SMALL = """\
code: X
version: "2026"
title: Bộ thử
criteria:
  - number: "1"
    name: Giao thông
    lead: VHTT
    indicators:
      - number: "1.1"
        text: "Ba\u0309n có đường"
        measure: number
        unit: km
        thresholds_by_group: {area: {I: "2.5", III: "1"}}
        may_not_apply: false
"""


def test_a_set_needs_only_what_is_known() -> None:
    found = read_set_text(SMALL, name="x.yaml")
    indicator = found.indicators[0]
    assert (found.basis.number, found.criteria_total, found.criteria[0].leads) == (None, None, ("VHTT",))
    assert (indicator.text, indicator.status) == ("Bản có đường", IndicatorStatus.ENTERED)
    assert (indicator.group_kind, indicator.group_thresholds) == (
        GroupKind.AREA,
        (("I", "2.5"), ("III", "1")),
    )
    assert not indicator.may_not_apply


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "    name: Giao thông",
            "    name: Giao thông\n    name: Điện",
            "dòng 7: mục “name” có hai lần .*dòng 6",
        ),
        ("unit: km", "untt: km", "dòng 12: không có mục nào tên “untt”"),
        ('III: "1"', "III: 1", "“III” phải đặt trong ngoặc kép"),
        ("III:", "IV:", "dòng 9: Chỉ tiêu 1.1: không có nhóm “IV”"),
        ("{area:", '{commune: {"1": "2"}, area:', "chỉ ghi một cách chia nhóm"),
        ("lead: VHTT", "lead: VHTT\n    leads: [CA]", "một trong hai"),
        ("title: Bộ thử", "title: {a: b}", "dòng 3: mục “title” thiếu hoặc sai kiểu"),
        ("title: Bộ thử", "title: !!python/object/apply:os.system [id]", "dòng 3: mục “title” thiếu"),
        ("title: Bộ thử", "title: " + "[" * 400 + "]" * 400, "dòng 3: các mục lồng nhau quá sâu"),
        (
            "title: Bộ thử",
            "title: Bộ thử\nvalid_from: 2026-02-15\nvalid_to: 2025-01-01",
            "Hết hiệu lực trước",
        ),
        ("title: Bộ thử", "title: Bộ thử\nvalid_from: 2026-02-31", "không đọc được"),
        ("may_not_apply: false", 'may_not_apply: "false"', "“may_not_apply” thiếu hoặc sai kiểu"),
        ("  - number", "  number", "không đọc được: dòng 6|thiếu hoặc sai kiểu"),
    ],
)
def test_what_does_not_fit_names_its_line(old: str, new: str, sentence: str) -> None:
    assert old in SMALL
    with pytest.raises(InputError, match=sentence):
        read_set_text(SMALL.replace(old, new, 1), name="x.yaml")


def test_several_sets_in_a_file(tmp_path: Path) -> None:
    one = "\n".join(f"    {line}" for line in SMALL.splitlines()).replace("    code", "  - code", 1)
    file = tmp_path / "bộ.yaml"
    file.write_text(f"sets:\n{one}\n{one.replace('code: X', 'code: Y')}\n", encoding="utf-8")
    assert [definition.code for definition in read_sets(file)] == ["X", "Y"]
    assert [definition.code for definition in read_sets(HAMLET_SET)] == ["SL-BAN-NTM"]
    file.write_text(f"sets:\n{one}\n{one}\n", encoding="utf-8")
    with pytest.raises(InputError, match="bộ X 2026 có hai lần"):
        read_sets(file)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bộ.yaml"
    file.write_bytes("title: B¶n".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_set(file)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('vote_share: "130"', "“130” không phải là tỷ lệ"),
        ("notice_days: -1", "“-1” không phải là số ngày"),
        ("steps: [{title: a, before: {day: 31, month: 2}}]", "không có ngày 31/2"),
        ("components: [{kind: guess, title: a}]", "không nhận “guess”"),
        ("decided: ai", "không có mục nào tên “decided”"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(tmp_path: Path, line: str, sentence: str) -> None:
    file = tmp_path / "quy-trinh.yaml"
    known = {"components": "components: []", "steps": "steps: []"} | {line.partition(":")[0]: line}
    file.write_text("code: x\ntitle: Hai cấp\n" + "\n".join(known.values()), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_profile(file)


@pytest.mark.parametrize("text", ["a: !!bool foo", "a: !!timestamp foo", "a: !!int ''", "a: !!float ''"])
def test_a_tag_that_promises_another_kind_is_refused(text: str) -> None:
    """PyYAML answers them with KeyError, AttributeError, IndexError."""
    with pytest.raises(InputError, match="không đọc được"):
        load_text(text, name="bo.yaml")
