"""Criteria sets made by hypothesis, as any commune might own one; they pass the validator."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st

from app.domain.criteria import (
    GROUPS,
    CriterionDefinition,
    GroupKind,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import Direction, IndicatorStatus, Measure

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẵặấầẩậéẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĐÔƯẤ"
_words = st.text(VIETNAMESE, min_size=1, max_size=7)
# Signs that formats like to take for their own.
_signs = st.sampled_from(
    ["=1+1", "- x", "#", "1.10", "null", "yes", "“a”", "a: b", "@", "%", "[x]", "2024-07-15"]
)
lines = st.lists(st.one_of(_words, _signs), min_size=1, max_size=6).map(
    lambda words: unicodedata.normalize("NFC", " ".join(words))
)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
codes = st.lists(st.sampled_from(["DC_CHUNG", "VHTT", "CA", "TK"]), max_size=3, unique=True).map(tuple)
dates = st.dates(date(1990, 1, 1), date(2100, 12, 31))
_numbers = st.decimals(0, 100, places=2, allow_nan=False).map(lambda value: f"{value.normalize():f}")


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), strategy)


@st.composite
def indicators(draw: st.DrawFn, number: str) -> IndicatorDefinition:
    measure = draw(maybe(st.sampled_from(Measure)))
    scale = draw(st.lists(lines.filter(lambda line: ";" not in line), min_size=1, max_size=3, unique=True))
    steps = st.sampled_from(scale) if measure is Measure.RATING else _numbers
    counts = measure not in (None, Measure.YES_NO, Measure.PAPERS)
    kind = draw(maybe(st.sampled_from(GroupKind)))
    groups = draw(st.sets(st.sampled_from(GROUPS[kind]))) if kind and counts else set()
    papers = draw(st.lists(lines, min_size=1, max_size=3, unique=True))
    text = draw(maybe(texts))
    return IndicatorDefinition(
        number=number,
        status=draw(st.sampled_from(IndicatorStatus)),
        text=text,
        measure=measure,
        threshold=draw(maybe(steps)) if counts else None,
        scale=tuple(scale) if measure is Measure.RATING else (),
        leads=draw(codes),
        support=draw(codes),
        hint=draw(maybe(texts)),
        source=draw(maybe(lines)),
        guidance=draw(maybe(texts)),
        computing=draw(maybe(texts)),
        direction=draw(st.sampled_from(Direction)),
        unit=draw(maybe(lines)),
        part_label=draw(maybe(lines)),
        whole_label=draw(maybe(lines)),
        reference=draw(maybe(lines)),
        group_kind=kind,
        group_thresholds=tuple((group, draw(steps)) for group in GROUPS[kind] if group in groups)
        if kind
        else (),
        may_not_apply=draw(st.booleans()),
        required_papers=tuple(papers) if measure is Measure.PAPERS else (),
        appraisers=draw(codes),
        predecessors=draw(st.sampled_from([None, (), ("1.1",), ("1.10", "2")])),
    )


@st.composite
def sets(draw: st.DrawFn) -> SetDefinition:
    criteria = []
    for place in range(1, draw(st.integers(1, 3)) + 1):
        numbers = [f"{place}.{number}" for number in (1, 2, 10)[: draw(st.integers(1, 3))]]
        criteria.append(
            CriterionDefinition(
                number=str(place),
                name=draw(lines),
                indicators=tuple(draw(indicators(number)) for number in numbers),
                name_variants=tuple(draw(st.lists(lines, max_size=2))),
                source=draw(maybe(lines)),
                leads=draw(codes),
                support=draw(codes),
                appraisers=draw(codes),
            )
        )
    total = sum(len(criterion.indicators) for criterion in criteria)
    valid_from = draw(maybe(dates))
    return SetDefinition(
        code=draw(st.sampled_from(["SL-BAN-NTM", "X"])),
        version=draw(st.sampled_from(["2022-2025", "2026", "1.10"])),
        level=draw(st.sampled_from(SetLevel)),
        title=draw(lines),
        basis=LegalBasis(draw(maybe(lines)), draw(maybe(dates)), draw(maybe(lines))),
        valid_from=valid_from,
        valid_to=None if valid_from is None else draw(st.sampled_from([None, date(2100, 12, 31)])),
        criteria_total=draw(st.sampled_from([None, len(criteria)])),
        indicators_total=draw(st.sampled_from([None, total])),
        criteria=tuple(criteria),
        field=draw(maybe(lines)),
        prerequisite=draw(st.sampled_from([None, "SL-BAN-NTM"])),
        follows=draw(st.sampled_from([None, ("SL-BAN-NTM", "2017-2020")])),
        note=draw(maybe(texts)),
    )
