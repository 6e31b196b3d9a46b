"""Where the means come from: the sources of a plan as a tree, their units, and sums that stay exact.

Sources: KH 176/KH-UBND of Sơn La (2023), sections III and IV; what people give in work and land stands beside the
money, each in its own unit, and is never added to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class FundUnit(StrEnum):
    DONG = "dong"
    WORKDAY = "workday"
    SQUARE_METRE = "square_metre"


class FundKind(StrEnum):
    PLANNED = "planned"  # kế hoạch
    RAISED = "raised"  # huy động, được giao
    SPENT = "spent"  # thực hiện, giải ngân


@dataclass(frozen=True, slots=True)
class FundSource:
    """`parent` is a code, "" at the top; `unit` None for a source that only sums up others.

    `title` is printed as it stands.
    """

    code: str
    title: str
    parent: str = ""
    unit: FundUnit | None = FundUnit.DONG


SOURCES: tuple[FundSource, ...] = (
    FundSource("NS", "Ngân sách nhà nước", unit=None),
    FundSource("TW", "Ngân sách Trung ương", "NS", None),
    FundSource("TW-CT", "Vốn Chương trình MTQG xây dựng nông thôn mới", "TW", None),
    FundSource("TW-CT-DT", "Vốn đầu tư phát triển", "TW-CT"),
    FundSource("TW-CT-SN", "Vốn sự nghiệp", "TW-CT"),
    FundSource("TW-LG", "Lồng ghép từ các chương trình, dự án khác", "TW", None),
    FundSource("TW-LG-GN", "Chương trình MTQG giảm nghèo bền vững", "TW-LG"),
    FundSource("TW-LG-DT", "Chương trình MTQG vùng đồng bào dân tộc thiểu số và miền núi", "TW-LG"),
    FundSource("TW-LG-K", "Chương trình, dự án khác", "TW-LG"),
    FundSource("DP", "Ngân sách địa phương đối ứng", "NS", None),
    FundSource("DP-DT", "Vốn đầu tư", "DP", None),
    FundSource("DP-DT-T", "Cấp tỉnh", "DP-DT"),
    FundSource("DP-DT-H", "Cấp huyện (đến 30/6/2025)", "DP-DT"),
    FundSource("DP-DT-X", "Cấp xã", "DP-DT"),
    FundSource("DP-SN", "Vốn sự nghiệp", "DP", None),
    FundSource("DP-SN-T", "Cấp tỉnh", "DP-SN"),
    FundSource("DP-SN-H", "Cấp huyện (đến 30/6/2025)", "DP-SN"),
    FundSource("DP-SN-X", "Cấp xã", "DP-SN"),
    FundSource("TD", "Vốn tín dụng"),
    FundSource("DN", "Doanh nghiệp, hợp tác xã"),
    FundSource("ND", "Nhân dân đóng góp", unit=None),
    FundSource("ND-TIEN", "Tiền mặt", "ND"),
    FundSource("ND-CONG", "Ngày công lao động", "ND", FundUnit.WORKDAY),
    FundSource("ND-DAT", "Đất hiến", "ND", FundUnit.SQUARE_METRE),
    FundSource("KHAC", "Nguồn huy động hợp pháp khác"),
)
BY_CODE = {source.code: source for source in SOURCES}

Sums = dict[FundKind, Decimal]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source with its sums; `level` is its depth in the tree, 0 at the top.

    A line that sums up others counts the money below it alone: work and land have lines of their own.
    """

    source: FundSource
    level: int
    planned: Decimal
    raised: Decimal
    spent: Decimal

    @property
    def unit(self) -> FundUnit:
        return self.source.unit or FundUnit.DONG

    @property
    def raised_share(self) -> Fraction | None:
        """Of what was planned, None where nothing was."""
        return Fraction(self.raised) / Fraction(self.planned) if self.planned else None

    @property
    def spent_share(self) -> Fraction | None:
        """Of what was raised, None where nothing was."""
        return Fraction(self.spent) / Fraction(self.raised) if self.raised else None

    @property
    def empty(self) -> bool:
        return not (self.planned or self.raised or self.spent)


TOTAL = FundSource("", "Tổng cộng", unit=None)


def source_lines(entries: Iterable[tuple[str, FundKind, Decimal]]) -> list[SourceLine]:
    """Every source in the order of the tree, and the sum of all money first.

    An unknown code, of a newer version of the tree, counts under "KHAC" rather than not at all.
    """
    sums: dict[str, Sums] = {code: dict.fromkeys(FundKind, Decimal(0)) for code in (TOTAL.code, *BY_CODE)}
    for code, kind, amount in entries:
        source = BY_CODE.get(code, BY_CODE["KHAC"])
        sums[source.code][kind] += amount
        if source.unit is not FundUnit.DONG:
            continue
        for above in ancestors(source):
            sums[above.code][kind] += amount
        sums[TOTAL.code][kind] += amount
    lines = [_line(TOTAL, 0, sums)]
    lines += [_line(source, len(ancestors(source)), sums) for source in SOURCES]
    return lines


def _line(source: FundSource, level: int, sums: dict[str, Sums]) -> SourceLine:
    found = sums[source.code]
    return SourceLine(source, level, found[FundKind.PLANNED], found[FundKind.RAISED], found[FundKind.SPENT])


def ancestors(source: FundSource) -> list[FundSource]:
    """From the parent up to the top."""
    found = []
    while source.parent:
        source = BY_CODE[source.parent]
        found.append(source)
    return found


TIMES_TOO_MUCH = 1000


def far_above_plan(amount: Decimal, planned: Decimal) -> bool:
    """đồng typed where triệu đồng was meant, or the other way round in the plan: a thousand times what was planned."""
    return planned > 0 and amount >= planned * TIMES_TOO_MUCH
