"""The reminder list as rich text."""

from datetime import date

from app.reports.reminder_list import LateReports, OverdueWork, ReminderList, reminder_html, reminder_title


def content(**values) -> ReminderList:
    given = {
        "commune": "xã Chiềng Khoi",
        "year": 2024,
        "today": date(2024, 7, 20),
        "reports": (),
        "works": (),
    }
    return ReminderList(**(given | values))


def test_typed_texts_cannot_become_markup() -> None:
    works = (OverdueWork("Bản <b>Pút", "1.2", "a & b <script>", "Trạm y tế", date(2024, 7, 14), 6),)
    reports = (LateReports("Bản <i>Tủm", "01/2024", 1, 188),)
    html = reminder_html(content(works=works, reports=reports, commune="xã <u>"))
    for markup in ("<b>Pút", "<i>Tủm", "<script>", "XÃ <U>"):
        assert markup not in html
    assert "a &amp; b &lt;script&gt;" in html
    assert "14/07/2024" in html


def test_an_empty_part_says_that_nothing_is_owed() -> None:
    html = reminder_html(content())
    assert "Không có bản nào chậm nộp báo cáo." in html
    assert "Không có việc nào quá hạn." in html


def test_the_title_is_fit_for_a_file_name() -> None:
    assert reminder_title(content()) == "Danh sách đôn đốc ngày 20-07-2024"
