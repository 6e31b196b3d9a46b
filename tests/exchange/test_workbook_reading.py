"""Workbooks from outside: what Excel shows is what is read; what could hurt is refused with a sentence."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from app.errors import InputError, StorageError
from app.exchange import workbook_parsing, workbook_reading
from app.exchange.workbook import address
from app.exchange.workbook_reading import read_workbook
from tests.exchange.definitions import lines


def made(tmp_path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def respelled(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with one part changed, as a hostile hand would."""
    target = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            changed.writestr(name, content)
    return target


SHEET = "xl/worksheets/sheet1.xml"


def test_values_are_exact_and_have_addresses(tmp_path: Path) -> None:
    rows = [["x", 0.1 + 0.2, 1e-7, 123456789012345], [None, True, date(2024, 7, 15), "Ba\u0309n\r\nPút"]]
    path = made(tmp_path, *rows)
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows[0].values == ("x", Decimal("0.3"), Decimal("1E-7"), Decimal(123456789012345))
    assert sheet.rows[1].values == (None, True, date(2024, 7, 15), "Bản\nPút")
    assert [address(7, column) for column in (2, 25, 26, 701, 702)] == ["C7", "Z7", "AA7", "ZZ7", "AAA7"]


cells = st.one_of(
    st.none(),
    lines.filter(lambda line: not line.startswith("=")),
    st.integers(-(10**14), 10**14),
    # openpyxl itself writes no more than 16 digits.
    st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15g}")),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.booleans(),
)


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=6))
def test_what_openpyxl_wrote_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    path = made(tmp_path_factory.mktemp("w"), *rows)
    found = {row[0]: row[2:] for row in workbook_parsing.parse(str(path))["sheets"][0]["rows"]}
    for number, row in enumerate(rows, start=1):
        read = found.get(number, []) + [None] * 6
        for given_value, value in zip(row, read, strict=False):
            expected = ["d", given_value.isoformat()] if isinstance(given_value, date) else given_value
            assert value == expected


def test_shared_strings_styles_and_strict_files_of_other_programs(tmp_path: Path) -> None:
    """Runs of rich text are joined, readings for pronunciation left out, prefixes and Strict names understood."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = tmp_path / "a.xlsx"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{kinds}/officeDocument" '
            'Target="/xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{kinds}/worksheet" '
            f'Target="worksheets/s.xml"/><Relationship Id="r2" Type="{kinds}/sharedStrings" '
            f'Target="sharedStrings.xml"/><Relationship Id="r3" Type="{kinds}/worksheet" TargetMode="External" '
            'Target="file:///etc/passwd"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<x:workbook xmlns:x="{strict}" xmlns:r="{kinds}"><x:workbookPr date1904="1"/><x:sheets>'
            '<x:sheet name="Một" r:id="r1"/><x:sheet name="Ngoài" r:id="r3"/></x:sheets></x:workbook>',
        )
        book.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{strict}"><si><r><t>Bản </t></r><r><rPr><b/></rPr><t>Pút</t></r>'
            "<rPh sb='0' eb='1'><t>nope</t></rPh></si></sst>",
        )
        book.writestr(
            "xl/worksheets/s.xml",
            f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
            '<x:c t="inlineStr"><x:is><x:t>a_x000D_b_x005F_c</x:t></x:is></x:c><x:c t="d"><x:v>2024-07-15</x:v>'
            '</x:c><x:c t="str"><x:f>A1&amp;""</x:f><x:v></x:v></x:c><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c>'
            '<x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        )
    book_read = read_workbook(path)
    assert [sheet.name for sheet in book_read.sheets] == ["Một"]
    assert book_read.sheets[0].rows[0].values == ("Bản Pút", "a\nb_c", date(2024, 7, 15), None, Decimal(2))
    assert [(found.cell, "#DIV/0!" in found.sentence) for found in book_read.sheets[0].problems] == [
        ("F1", True)
    ]


def test_a_sheet_that_claims_a_million_empty_rows_is_read(tmp_path: Path) -> None:
    path = made(tmp_path, ["a"], ["b"])
    empty = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(3, 120_000))
    path = respelled(path, SHEET, b"</sheetData>", empty + b"</sheetData>")
    path = respelled(path.rename(tmp_path / "c.xlsx"), SHEET, b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert [row.number for row in read_workbook(path).sheets[0].rows] == [1, 2]


def far_down(path: Path) -> Path:
    far = b'<row r="1048576"><c r="B1048576"><v>1</v></c></row></sheetData>'
    return respelled(path, SHEET, b"</sheetData>", far)


def far_right(path: Path) -> Path:
    return respelled(path, SHEET, b"</row>", b'<c r="XFD1"><v>1</v></c></row>')


def doctype(path: Path) -> Path:
    laughs = b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (n, n - 1, n - 1) for n in range(1, 40))
    return respelled(path, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]><worksheet")


def outside(path: Path) -> Path:
    head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    return respelled(path, SHEET, b"<worksheet", head)


def bomb(path: Path) -> Path:
    return respelled(path, SHEET, b"</sheetData>", b" " * 30_000_000 + b"</sheetData>")


def lying_bomb(path: Path) -> Path:
    """The directory says a small size for what inflates to much: the reader stops at what was promised."""
    path = bomb(path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        size = book.getinfo(SHEET).file_size.to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (5_000).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def huge(path: Path) -> Path:
    import random

    noise = random.Random(1).randbytes(1_000).hex().encode()
    return respelled(path, SHEET, b"</sheetData>", b"<!--" + noise * 34_000 + b"--></sheetData>")


def many_parts(path: Path) -> Path:
    with zipfile.ZipFile(path, "a") as book:
        for number in range(2_001):
            book.writestr(f"xl/media/{number}", b"")
    return path


def one_text_everywhere(path: Path) -> Path:
    """A long shared text that every cell repeats would be gigabytes once written out."""
    relation = b'<Relationship Id="s" Type="x/sharedStrings" Target="/xl/s.xml"/></Relationships>'
    path = respelled(path, "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)
    with zipfile.ZipFile(path, "a") as book:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        book.writestr("xl/s.xml", f'<sst xmlns="{space}"><si><t>{"ab cd" * 6_000}</t></si></sst>')
    row = b'<row r="%d">' + b'<c t="s"><v>0</v></c>' * 90 + b"</row>"
    rows = b"".join(row % number for number in range(2, 30))
    return respelled(path.rename(path.with_name("c.xlsx")), SHEET, b"</sheetData>", rows + b"</sheetData>")


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-300])
    return path


def broken_xml(path: Path) -> Path:
    return respelled(path, SHEET, b"</sheetData>", b"</sheet>")


def missing_text(path: Path) -> Path:
    return respelled(path, SHEET, b"</row>", b'<c t="s"><v>99</v></c></row>')


def encrypted_zip(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    path.write_bytes(content)
    return path


def ole(path: Path, name: str) -> Path:
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + name.encode("utf-16-le") + bytes(600))
    return path


def old_excel(path: Path) -> Path:
    return ole(path, "Workbook")


def locked(path: Path) -> Path:
    return ole(path, "EncryptedPackage")


def old_word(path: Path) -> Path:
    return ole(path, "WordDocument")


def csv(path: Path) -> Path:
    path.write_text("Số chỉ tiêu;Nội dung\n1.1;a\n", encoding="utf-8")
    return path


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def word(path: Path) -> Path:
    return respelled(path, "_rels/.rels", b"xl/workbook.xml", b"docProps/app.xml")


def binary(path: Path) -> Path:
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/workbook.bin", b"")
    return respelled(path, "_rels/.rels", b"xl/workbook.xml", b"xl/workbook.bin")


REFUSED = {
    far_down: "Trang “Sheet” có nội dung ở dòng 1048576",
    far_right: "ở dòng 1 quá cột thứ 100",
    doctype: "khai báo lạ",
    outside: "khai báo lạ",
    bomb: "nén bất thường",
    lying_bomb: "bị hỏng",
    huge: "lớn quá mức",
    many_parts: "quá nhiều thành phần",
    one_text_everywhere: "lớn quá mức",
    cut: "bị hỏng",
    broken_xml: "bị hỏng",
    missing_text: "bị hỏng",
    encrypted_zip: "mật khẩu",
    old_excel: "đời cũ .*lưu lại thành .xlsx",
    locked: "mật khẩu",
    old_word: "không phải là tệp Excel",
    csv: "CSV",
    picture: "không phải là tệp Excel",
    empty: "không phải là tệp Excel",
    word: "không phải là tệp Excel",
    binary: "xlsb",
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
def test_what_could_hurt_is_refused_with_a_sentence(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    path = spoil(made(tmp_path, ["a", "b"]))
    tracemalloc.start()
    begun = time.monotonic()
    try:
        with pytest.raises(InputError, match=REFUSED[spoil]):
            read_workbook(path)
        assert time.monotonic() - begun < 5
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_child_that_hangs_or_dies_does_not_take_the_program_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, ["a"])
    monkeypatch.setattr(workbook_reading, "SECONDS", 0.3)
    hang = [sys.executable, "-c", "import time; time.sleep(30)"]
    monkeypatch.setattr(workbook_reading, "child_command", lambda path: hang)
    with pytest.raises(InputError, match="quá lâu"):
        read_workbook(path)
    monkeypatch.setattr(workbook_reading, "SECONDS", 20)
    dies = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(workbook_reading, "child_command", lambda path: dies)
    with pytest.raises(InputError, match="bị hỏng"):
        read_workbook(path)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set by RLIMIT_AS")
def test_the_child_gives_up_at_its_memory_limit() -> None:
    code = "from app.exchange.workbook_parsing import limit_self; limit_self(); x = bytearray(2 * 1024 ** 3)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert "MemoryError" in done.stderr


def test_the_child_imports_the_standard_library_only(tmp_path: Path) -> None:
    path = made(tmp_path, ["a"])
    command = workbook_reading.child_command(path)
    command[4] += (
        "; import sys; print([m for m in sys.modules if m in ('openpyxl', 'yaml', 'lxml')], file=sys.stderr)"
    )
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.stderr.strip() == "[]"


def test_a_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Không tìm thấy"):
        read_workbook(tmp_path / "không có.xlsx")


def test_a_name_that_is_not_plain(tmp_path: Path) -> None:
    path = made(tmp_path, ["a"]).rename(tmp_path / "-c 'Bộ tiêu chí' $(x).xlsx")
    assert read_workbook(path).sheets[0].rows[0].values == ("a",)


def test_old_encodings_are_converted_and_told(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    for row in (["Tªn b¶n", "Ghi chó"], ["B¶n Pót", "x· ChiÒng Khoi"], ["B¶n Tñm", "hé nghÌo"]):
        page.append(row)
    vni = book.create_sheet("VNI")
    vni.append(["Teân baûn", "Hoä ngheøo"])
    fonts = book.create_sheet("Phông")
    for cell, text, font in (
        ("A1", "Mé", ".VnTime"),
        ("A2", "céng hßa", ".VnTimeH"),
        ("A3", "Bản Mé", ".VnTime"),
    ):
        fonts[cell] = text
        fonts[cell].font = Font(name=font)
    modern = book.create_sheet("Mới")
    for row in (["Có / không", "été où naïf"], ["Bản Pút", "kW·h"]):
        modern.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    values = [[value for row in sheet.rows for value in row.values] for sheet in found.sheets]
    assert values == [
        ["Tên bản", "Ghi chú", "Bản Pút", "xã Chiềng Khoi", "Bản Tủm", "hộ nghèo"],
        ["Tên bản", "Hộ nghèo"],
        ["Mộ", "CỘNG HÒA", "Bản Mé"],
        ["Có / không", "été où naïf", "Bản Pút", "kW·h"],
    ]
    assert [warning.place for sheet in (found, *found.sheets) for warning in sheet.warnings] == [
        "Sheet!A1:A3", "Sheet!B1:B3", "VNI!A1", "VNI!B1", "Phông!A1:A2",
    ]  # fmt: skip


def test_old_text_that_is_not_sure_is_refused(tmp_path: Path) -> None:
    mixed = made(tmp_path, ["Bản Pút"], ["B¶n Tñm"], ["b¶n Nµ"], ["Pót"])
    sheet = read_workbook(mixed).sheets[0]
    assert [row.values for row in sheet.rows] == [("Bản Pút",), ("Bản Tủm",), ("bản Nà",)] + [(None,)]
    assert [problem.cell for problem in sheet.problems] == ["A4"]
    alone = read_workbook(made(tmp_path, ["b¶n"])).sheets[0]
    assert [problem.cell for problem in alone.problems] == ["A1"]
    one = read_workbook(made(tmp_path, ["Tên bản"], ["B¶n Pót"], ["kW·h"])).sheets[0]
    assert [row.values for row in one.rows] == [("Tên bản",), ("B¶n Pót",), ("kW·h",)]
    assert [warning.cell for warning in one.warnings] == ["A2"]
