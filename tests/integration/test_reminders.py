"""Letters to late hamlets and entries for the phone's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from app.domain.deadlines import Month
from app.errors import InputError
from app.exchange.calendar_ics import Happening, ics_bytes
from app.services import monthly_reports, period_reports, places, reminders
from app.services.monthly_reports import ReportValues
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
NOW = datetime(2024, 4, 20, 3, tzinfo=UTC)


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def text_of(path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_letter_names_each_owed_month(book, tmp_path):
    for suffix in (".pdf", ".docx"):
        reminders.write_reminder(book, tmp_path / f"don-doc{suffix}", year=2024)
    text = text_of(tmp_path / "don-doc.pdf")
    assert "V/v đôn đốc báo cáo" in text
    assert "Kính gửi: Ban quản lý bản Pút; Ban quản lý bản Tủm." in text
    assert "chưa nhận được 08 báo cáo" in text
    assert "trước ngày 15, chậm nhất ngày 14" in text
    tables = Document(str(tmp_path / "don-doc.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in tables[1].rows]
    assert rows[1] == ["1", "Bản Pút", "01/2024", "14/01/2024", "97"]
    assert len(rows) == 9


def test_one_hamlet_alone(book, tmp_path):
    reminders.write_reminder(book, tmp_path / "put.pdf", year=2024, only=[put(book)])
    text = text_of(tmp_path / "put.pdf")
    assert "Kính gửi: Ban quản lý bản Pút." in text
    assert "Tủm" not in text


def test_nobody_is_written_to_who_owes_nothing(book, tmp_path):
    for number in range(1, 5):
        book.write(
            monthly_reports.record_report,
            hamlet_uid=put(book),
            month=Month(2024, number),
            values=ReportValues(received_on=TODAY),
            today=TODAY,
        )
    with pytest.raises(InputError, match="Không có bản nào chậm nộp"):
        reminders.write_reminder(book, tmp_path / "put.pdf", year=2024, only=[put(book)])
    assert not (tmp_path / "put.pdf").exists()


def test_the_calendar_reads_back(book, tmp_path):
    target = tmp_path / "nhac.ics"
    reminders.write_reminder(book, target, year=2024)
    calendar = Calendar.from_ical(target.read_bytes())
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    may = next(event for uid, event in events.items() if uid.startswith("bao-cao-2024-05-"))
    assert (may.decoded("dtstart"), may.decoded("dtend")) == (date(2024, 5, 14), date(2024, 5, 15))
    assert str(may["summary"]) == "Hạn cuối báo cáo tháng 05/2024"
    assert "Bản Pút, Bản Tủm" in str(may["description"])
    (alarm,) = may.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-7)
    quarter = next(event for uid, event in events.items() if uid.startswith("bao-cao-2024-Q2"))
    assert quarter.decoded("dtstart") == date(2024, 6, 24)
    assert not any(uid.startswith(("bao-cao-2024-04-", "bao-cao-2024-Q1")) for uid in events)
    assert any(uid.startswith("viec-") for uid in events)
    before = target.read_bytes()
    reminders.write_reminder(book, target, year=2024)
    assert target.read_bytes() == before


def test_a_quarter_that_was_sent_is_no_longer_on_the_calendar(book):
    second = next(one for one in reminders_quarters(book) if one.number == 2)
    book.write(period_reports.send, period=second, sent_on=TODAY, today=TODAY)
    assert [one.number for one in reminders_quarters(book)] == [1, 3, 4]


def reminders_quarters(book):
    return book.read(reminders.open_quarters, year=2024)


def test_long_vietnamese_lines_are_folded_at_75_bytes_between_letters():
    title = "Đôn đốc Ban quản lý bản Nà Phiêng Khoang nộp báo cáo; khẩn, xem \\ghi chú" * 3
    data = ics_bytes([Happening("a@b", date(2024, 5, 14), title, title)], made_at=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode("utf-8") is not None for line in data.split(b"\r\n"))
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["summary"]) == title
