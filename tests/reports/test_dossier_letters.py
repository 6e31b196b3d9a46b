"""Letters inside the dossier: their pages, their sections in outline and contents, and what is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.procedure import ComponentKind
from app.reports.content import Piece
from app.reports.minutes.residents import residents_minutes
from app.reports.officer_report.letter import officer_report
from app.reports.plan_paper.letter import plan_paper
from tests.reports.dossier_sample import ban_put
from tests.reports.dossier_writing import write
from tests.reports.test_dossier_structure import outline_lines
from tests.reports.test_letters import PLAN, REPORT
from tests.reports.test_minutes import RESIDENTS

PIECES = (
    Piece(ComponentKind.PROPOSAL, "Tờ trình của UBND xã", (), True, "a", number="05/TTr-UBND"),
    Piece(
        ComponentKind.MEETING_MINUTES,
        "Biên bản họp bản",
        (),
        False,
        "b",
        residents_minutes(RESIDENTS, number="02/BB"),
    ),
    Piece(
        ComponentKind.OFFICER_APPRAISALS, "Báo cáo của địa chính", (), True, "c/DC", officer_report(REPORT)
    ),
    Piece(ComponentKind.OFFICER_APPRAISALS, "Báo cáo của trạm y tế", (), True, "c/YT", explanation="Nghỉ ốm"),
    Piece(ComponentKind.PLAN, "Kế hoạch năm", (), False, "d", plan_paper(PLAN)),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    content = replace(ban_put(), pieces=PIECES)
    return write(content, tmp_path_factory.mktemp("giay-to") / "ra.pdf")


def page_of(written, wanted: str) -> int:
    return next(page for _level, title, page in outline_lines(written.reader) if title == wanted)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Tờ trình của UBND xã", "Số: 05/TTr-UBND"),
        ("Biên bản họp bản", "Số: 02/BB"),
        ("Báo cáo của địa chính", "Thẩm định kết quả xây dựng nông thôn mới"),
        ("Kế hoạch năm", "KẾ HOẠCH"),
        ("II. Kết quả rà soát", "II. Kết quả rà soát"),
    ],
)
def test_the_outline_leads_to_each_letter_and_its_sections(written, title, said):
    assert said in written.texts[page_of(written, title) - 1]


def test_sections_stand_below_their_letter(written):
    levels = {title: level for level, title, _page in outline_lines(written.reader)}
    assert levels["Kế hoạch năm"] == 0
    assert levels["II. Kết quả rà soát"] == 1


def test_the_annex_of_the_plan_lies_and_what_comes_after_is_not_its(written):
    annex = next(place for place, text in enumerate(written.texts) if "PHÂN CÔNG HOÀN THÀNH" in text)
    box = written.reader.pages[annex].mediabox
    assert box.width > box.height
    first = written.reader.pages[page_of(written, "Kế hoạch năm") - 1].mediabox
    assert first.width < first.height


def test_a_report_nobody_wrote_is_named_with_its_reason_and_is_not_in_the_proposal(written):
    assert "Báo cáo của trạm y tế" not in [title for _level, title, _page in outline_lines(written.reader)]
    all_of_it = " ".join(" ".join(written.texts).split())
    assert "Nghỉ ốm" in all_of_it
    proposal = written.texts[page_of(written, "Tờ trình của UBND xã") - 1]
    following = written.texts[page_of(written, "Tờ trình của UBND xã")]
    assert "- Báo cáo của địa chính;" in proposal + following
    assert "Báo cáo của trạm y tế" not in proposal + following
