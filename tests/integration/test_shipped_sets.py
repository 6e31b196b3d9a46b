"""The criteria sets that come with the program: whole, usable, and nothing in them that no source prints."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.criteria import GroupKind, IndicatorDefinition, SetDefinition, SetLevel
from app.domain.measure import IndicatorStatus, Measure
from app.domain.numbers import format_number
from app.domain.set_check import set_problems
from app.domain.set_comparison import Fate, compare_sets
from app.domain.text import fold
from app.exchange.yaml_data import read_roles
from app.services import books, set_entry
from app.services.books import ROLES

SOURCES = Path(__file__).parent.parent / "data" / "sources"
SETS = {
    (shipped.definition.code, shipped.definition.version): shipped.definition
    for shipped in books.shipped_sets()
}
HAMLET, COMMUNE = SETS["SL-BAN-NTM", "2022-2025"], SETS["QG-XA-NTM", "2021-2025"]
ADVANCED, COMING = SETS["QG-XA-NTM-NC", "2021-2025"], SETS["QG-XA-NTM", "2026-2030"]
MODELS = {key[0].rpartition("-")[2]: found for key, found in SETS.items() if key[0].startswith("SL-BAN-KM-")}
COMMUNES = (
    "Mường Sai",
    "Ngọc Chiến",
    "Sập Vạt",
    "Sấp Vạt",
    "Chiềng Pha",
    "Hua La",
    "Chiềng Bằng",
    "Chiềng Khoang",
)
every_set = pytest.mark.parametrize("definition", SETS.values(), ids=lambda found: "/".join(_key(found)))


def _key(definition: SetDefinition) -> tuple[str, str]:
    return definition.code, definition.version


def plain(text: str) -> str:
    """Words alone: marks, case, line ends and punctuation aside."""
    return re.sub(r"\W+", " ", fold(text)).strip()


def plan_of_commune() -> str:
    return (SOURCES / "ke-hoach-xa-chieng-khoi-2024.txt").read_text(encoding="utf-8")


def tables() -> dict[str, str]:
    """Biểu 01 and 02 by commune; the same commune goes on over several pages."""
    found: dict[str, str] = {}
    commune = ""
    for line in (SOURCES / "ke-hoach-176-bieu-01-02.txt").read_text(encoding="utf-8").splitlines():
        named = [name for name in COMMUNES if f"Xã {name}" in line and not line.startswith("- ")]
        commune = (named or [commune])[0].replace("Sấp", "Sập")
        found[commune] = found.get(commune, "") + line + "\n"
    return found


def source_of(definition: SetDefinition) -> str:
    return "\n".join(tables().values()) if definition.level.of_commune else plan_of_commune()


def test_all_nine_are_there_and_hamlets_come_first() -> None:
    assert {key: len(found.criteria) for key, found in SETS.items()} == {
        ("SL-BAN-NTM", "2022-2025"): 16,
        ("SL-BAN-KM-CDS", "2022-2025"): 10,
        ("SL-BAN-KM-CQMT", "2022-2025"): 9,
        ("SL-BAN-KM-DL", "2022-2025"): 12,
        ("SL-BAN-KM-SXKT", "2022-2025"): 5,
        ("SL-BAN-KM-VH", "2022-2025"): 7,
        ("QG-XA-NTM", "2021-2025"): 19,
        ("QG-XA-NTM", "2026-2030"): 10,
        ("QG-XA-NTM-NC", "2021-2025"): 19,
    }
    assert list(SETS)[0] == _key(HAMLET)
    assert [_key(shipped.definition) for shipped in books.founding_sets()] == [_key(HAMLET)]


@every_set
def test_it_can_be_used_as_it_is(definition: SetDefinition) -> None:
    assert set_problems(definition) == []
    known = {role.code for role in read_roles(ROLES)}
    used = {code for indicator in definition.indicators for code in (*indicator.leads, *indicator.support)}
    assert used <= known


def test_totals_are_the_printed_ones() -> None:
    def totals(definition: SetDefinition) -> tuple[int | None, int | None]:
        return definition.criteria_total, definition.indicators_total

    assert totals(HAMLET) == (16, 44)
    assert totals(COMMUNE) == (19, 57)
    assert totals(ADVANCED) == (19, 75)
    assert totals(COMING) == (10, 47)
    assert {field: totals(model) for field, model in MODELS.items()} == {
        "SXKT": (None, None),
        "CQMT": (None, None),
        "CDS": (None, None),
        "DL": (12, None),
        "VH": (7, None),
    }
    for field in ("SXKT", "CQMT", "CDS"):
        assert "ít nhất" in (MODELS[field].note or ""), "the plan does not say how many there are"


def test_the_model_sets_require_the_hamlet_set() -> None:
    for model in MODELS.values():
        assert model.level is SetLevel.MODEL_HAMLET
        assert model.prerequisite == HAMLET.code
        assert model.field
        assert model.basis == HAMLET.basis
        assert all(len(criterion.indicators) == 1 for criterion in model.criteria)


def test_the_model_set_of_production_has_its_one_threshold() -> None:
    (income,) = [one for one in MODELS["SXKT"].indicators if one.measure is not None]
    assert (income.number, income.measure, income.threshold) == ("5", Measure.RATIO, "1.2")
    assert income.reference == "thu nhập theo chỉ tiêu vùng do ngành thống kê công bố"


@every_set
def test_only_what_a_source_prints_has_a_text_or_a_threshold(definition: SetDefinition) -> None:
    printed = source_of(definition)
    words = plain(printed)
    for indicator in definition.indicators:
        if indicator.status is IndicatorStatus.SOURCED:
            assert indicator.text
            assert plain(indicator.text) in words, indicator.number
            assert indicator.threshold is None or _printed(indicator, printed), indicator.number
            assert indicator.source
        else:
            assert indicator.text is None, indicator.number
            assert (indicator.threshold, indicator.group_thresholds) == (None, ()), indicator.number


def _printed(indicator: IndicatorDefinition, printed: str) -> bool:
    """The figure as the source writes it, or the step of the scale."""
    threshold = indicator.threshold or ""
    if indicator.measure is Measure.RATING:
        return plain(threshold) in plain(printed)
    figure = re.escape(format_number(Decimal(threshold)))
    return re.search(rf"(?<![\d.,]){figure}(%| lần|m<sup>2</sup>)", printed) is not None


@pytest.mark.parametrize("definition", [COMMUNE, ADVANCED], ids=["commune", "advanced"])
def test_a_number_that_counts_as_known_is_named_where_it_says(definition: SetDefinition) -> None:
    """The table names it in the lines of that commune; "suy ra từ 8.3" stands before a number that is named."""
    rows = tables()
    by_number = {indicator.number: indicator for indicator in definition.indicators}
    for indicator in definition.indicators:
        source = indicator.source or ""
        if indicator.status is IndicatorStatus.PLACEHOLDER:
            assert not source
        elif source.startswith("suy ra từ "):
            higher = by_number[source.removeprefix("suy ra từ ")]
            assert (higher.source or "").startswith("Biểu"), indicator.number
            assert int(indicator.number.split(".")[1]) < int(higher.number.split(".")[1])
        else:
            for commune in re.findall(r"xã ([^,(]+?)(?:,| \(|$)", source):
                assert _named(indicator.number, rows[commune]), (indicator.number, commune)


def _named(number: str, row: str) -> bool:
    if "." not in number:
        return re.search(rf"[Tt]iêu chí số 0?{number}\b(?!\.)", row) is not None
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", row) is not None


def test_nothing_of_the_coming_set_is_known_but_its_names() -> None:
    assert {one.status for one in COMING.indicators} == {IndicatorStatus.PLACEHOLDER}
    assert {one.group_kind for one in COMING.indicators} == {GroupKind.COMMUNE}
    assert {one.fate for one in compare_sets(COMMUNE, COMING)} == {Fate.NEW, Fate.REMOVED}, (
        "placeholder numbers that happen to be equal carry no answer over"
    )


def test_a_book_holds_every_set_without_losing_a_word(book) -> None:
    def enter(session) -> dict[tuple[str, str], str]:
        return {
            key: set_entry.install_set(session, definition=definition) for key, definition in SETS.items()
        }

    for key, uid in book.write(enter).items():
        assert book.read(set_entry.set_definition, set_uid=uid) == SETS[key]
