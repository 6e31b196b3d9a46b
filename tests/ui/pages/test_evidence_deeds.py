"""The page Minh chứng: states and search, trash, versions, masked copies, look-alike photos, the watched folder."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.files.masking import WHOLE
from app.services import evidence, evidence_papers, history
from app.ui.dialogs.evidence_mask import MaskDialog
from app.ui.dialogs.evidence_near import NearDialog
from app.ui.pages.evidence_list import Shown
from app.ui.widgets.mask_canvas import MaskCanvas
from app.ui.widgets.paper_ticks import PaperTicks
from tests.ui.pages.test_evidence import add, letter, page, photo, place_of, said  # noqa: F401 - fixtures


def type_into(form, name, text):
    field = form.editor(name)
    field.setFocus()
    field.setText(text)
    field.textEdited.emit(text)
    field.clearFocus()


def titles(page):  # noqa: F811
    return [row.title for row in page.panel.shown_rows()]


def picture(path, *, side=400, quality=90):
    """Something with light and dark in it: plain colours look like nothing."""
    image = Image.linear_gradient("L").rotate(30).resize((side, side)).convert("RGB")
    image.save(path, quality=quality)
    return path


def test_a_tick_for_sensitive_waits_for_its_reason_and_is_one_step(page, context, tmp_path):  # noqa: F811
    add(context, photo(tmp_path / "căn cước.jpg"))
    QApplication.processEvents()
    form = page.detail.form
    form.editor("sensitive").click()
    assert "lý do" in form.errors()["sensitive_reason"]
    assert not context.read(evidence.evidence_rows)[0].sensitive
    assert not page.commit_pending()
    type_into(form, "sensitive_reason", "có số căn cước")
    assert page.commit_pending()
    (row,) = context.read(evidence.evidence_rows)
    assert (row.sensitive, row.sensitive_reason) == (True, "có số căn cước")
    assert form.errors() == {}
    history.undo(context.workspace)
    assert not context.read(evidence.evidence_rows)[0].sensitive


def test_expired_proofs_are_told_in_words_and_have_their_view(page, context, tmp_path):  # noqa: F811
    old, soon, fresh = add(
        context,
        photo(tmp_path / "a.jpg"),
        photo(tmp_path / "b.jpg", "red"),
        photo(tmp_path / "c.jpg", "blue"),
    )
    for uid, day in ((old, date(2024, 4, 19)), (soon, date(2024, 4, 20)), (fresh, date(2024, 5, 21))):
        context.write(evidence.update, evidence_uid=uid, values={"expires_on": day})
    states = [page.panel.model.columns[3].display(row) for row in page.panel.shown_rows()]
    assert states == ["hết hạn", "sắp hết hạn", "chưa gắn"]
    page.panel.view_chosen.emit(Shown.EXPIRED.value)
    assert titles(page) == ["a", "b"]
    assert "Đã hết hạn ngày 19/04/2024" in page.detail.state.links()[0].text
    page.panel.filter_cleared.emit()
    assert len(titles(page)) == 3


def test_search_without_marks_finds_words_inside_files_and_turns_to_the_page(
    page,  # noqa: F811
    context,
    qtbot,
    tmp_path,
):
    (tmp_path / "biên bản.txt").write_text("Nhân dân thống nhất làm đường bê tông.", encoding="utf-8")
    from reportlab.pdfgen import canvas

    paper = canvas.Canvas(str(tmp_path / "giấy phép.pdf"))
    for words in ("mo dau", "nuoc hop ve sinh"):
        paper.drawString(100, 700, words)
        paper.showPage()
    paper.save()
    add(context, tmp_path / "biên bản.txt", tmp_path / "giấy phép.pdf", photo(tmp_path / "c.jpg"))
    page.intake.reader.start()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    page.panel.search.setText("be tong")
    QTest.keyClick(page.panel.search, Qt.Key.Key_Return)
    assert titles(page) == ["biên bản"]
    qtbot.waitUntil(lambda: "bê tông" in page.preview.content.text.toPlainText())
    assert not page.preview.mask_button.isVisible()
    page.panel.search.setText("hop ve sinh")
    QTest.keyClick(page.panel.search, Qt.Key.Key_Return)
    assert titles(page) == ["giấy phép"]
    assert page.preview.number.text() == "Trang 2/2"
    found = page.panel.model.column_number("found")
    assert not page.panel.view.isColumnHidden(found)
    assert page.panel.model.columns[found].display(page.panel.shown_rows()[0]).startswith("trang 2: ")
    page.panel.search.clear()
    qtbot.waitUntil(lambda: len(titles(page)) == 3)
    assert page.panel.view.isColumnHidden(found)


def test_workbooks_are_shown_as_tables(page, context, qtbot, tmp_path):  # noqa: F811
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Hộ", 1.5])
    book.create_sheet("Tổng").append(["963"])
    book.save(tmp_path / "danh sách.xlsx")
    add(context, tmp_path / "danh sách.xlsx")
    QApplication.processEvents()
    model = page.preview.content.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert [model.index(0, column).data() for column in range(2)] == ["Hộ", "1,5"]
    page.preview.content.sheets.activated.emit(1)
    assert model.index(0, 0).data() == "963"


def test_the_trash_gives_back_and_deletes_for_good(page, context, tmp_path):  # noqa: F811
    keep, lose = add(context, photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg", "red"))
    QApplication.processEvents()
    page.panel.view.selectAll()
    page.detail.remove_button.click()
    assert titles(page) == []
    page._show_view(Shown.TRASH)
    assert (page.trash.isVisible(), page.detail.isVisible()) == (True, False)
    page.panel.select_key(keep)
    page.trash.restore_button.click()
    assert titles(page) == ["b"]
    stored = page.panel.shown_rows()[0].path(context.evidence_folder())
    page.trash.empty_button.click()
    box = page.window().findChild(QMessageBox)
    assert stored.exists()
    next(button for button in box.buttons() if button.text() == "Xóa hẳn").click()
    assert not stored.exists()
    assert titles(page) == []
    page._show_view(Shown.ALL)
    assert titles(page) == ["a"]


def test_a_new_version_takes_the_links_and_the_old_one_can_be_looked_at(
    page,  # noqa: F811
    context,
    qtbot,
    tmp_path,
    monkeypatch,
):
    add(context, letter(tmp_path / "quyết định.pdf", 2), **place_of(context))
    QApplication.processEvents()
    chosen = str(letter(tmp_path / "bản 2.pdf", 1))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (chosen, ""))
    page.detail.replace_button.click()
    qtbot.waitUntil(lambda: bool(page.detail.others.links()))
    (row,) = page.panel.shown_rows()
    assert (row.file_name, [link.indicator_number for link in row.links]) == ("bản 2.pdf", ["13.2"])
    (line,) = page.detail.others.links()
    assert line.text == "Bản trước: quyết định"
    page.detail.others.chosen.emit(line.payload)
    assert page.preview.number.text() == "Trang 1/2"
    assert page.preview.note.isVisible()


def test_boxes_are_drawn_with_mouse_and_keys(qtbot):
    from PySide6.QtGui import QPixmap

    canvas = MaskCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(200, 100)
    canvas.show()
    canvas.show_page(QPixmap(400, 200), [])
    assert canvas.height() == 100
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=QPoint(20, 10))
    QTest.mouseRelease(canvas, left, pos=QPoint(99, 49))
    (box,) = canvas.boxes
    assert (box.left, box.top, box.right, box.bottom) == (1000, 1000, WHOLE // 2, WHOLE // 2)
    QTest.mouseClick(canvas, left, pos=QPoint(150, 90))
    assert canvas.chosen is None
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert (canvas.chosen.left, canvas.chosen.bottom) == (3400, 5100)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes == (box,)


def test_a_masked_copy_is_a_proof_of_its_own(page, context, qtbot, tmp_path):  # noqa: F811
    (uid,) = add(context, photo(tmp_path / "căn cước.png", "white"), **place_of(context))
    QApplication.processEvents()
    page.preview.mask_button.click()
    dialog = page.findChild(MaskDialog)
    qtbot.waitUntil(dialog.canvas.isVisible)
    assert not dialog.save_button.isEnabled()
    dialog.add_button.click()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    copy = page.shown_row()
    assert (copy.title, copy.masked_from_uid, len(copy.links)) == ("căn cước (bản che)", uid, 1)
    with Image.open(copy.path(context.evidence_folder())) as image:
        assert image.getpixel((200, 142)) == (0, 0, 0)
        assert image.getpixel((5, 5)) == (255, 255, 255)
    page.detail.others.chosen.emit(uid)
    assert page.shown_row().uid == uid


def test_photos_that_look_alike_are_asked_about_once(page, context, qtbot, tmp_path):  # noqa: F811
    (old,) = add(context, picture(tmp_path / "gốc.jpg"))
    page.intake.take([picture(tmp_path / "zalo.jpg", side=300, quality=50)])
    qtbot.waitUntil(lambda: page.findChild(NearDialog) is not None)
    dialog = page.findChild(NearDialog)
    (card,) = dialog.cards
    assert (card.pair.old_uid, card.keep_both.isChecked()) == (old, True)
    qtbot.waitUntil(lambda: not card.missing())
    card.drop_new.click()
    dialog.done_button.click()
    assert titles(page) == ["gốc"]


def test_a_watched_folder_brings_what_lies_in_it(page, context, qtbot, tmp_path, said):  # noqa: F811
    folder = tmp_path / "Zalo"
    folder.mkdir()
    photo(folder / "ảnh.jpg")
    (folder / "phim.mp4").write_bytes(b"\0" * 99)
    remembered = []
    context.watch.remember = remembered.append
    assert not page.watch.isVisible()
    context.watch.watch(folder, seconds=0.05)
    try:
        assert "“Zalo”" in page.watch.words.text()
        qtbot.waitUntil(lambda: titles(page) == ["ảnh"])
        qtbot.waitUntil(page.watch.refused_button.isVisible)
        assert page.watch.refused_button.text() == "1 tệp không nhận được…"
    finally:
        page.watch.stop_button.click()
    assert remembered == [None]
    assert (context.watch.folder, page.watch.isVisible()) == (None, False)


def test_a_large_batch_is_asked_about_first(page, context, qtbot, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr("app.services.evidence_intake.MANY", 1)
    page.intake.take([photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg", "red")])
    box = page.findChild(QMessageBox)
    assert box.text() == "Có 2 tệp. Thêm tất cả vào sổ?"
    assert not context.tasks.busy
    next(button for button in box.buttons() if button.text() == "Thêm tất cả").click()
    qtbot.waitUntil(lambda: len(titles(page)) == 2)


@pytest.fixture
def asking(context, monkeypatch):
    """Every indicator asks for two papers."""
    monkeypatch.setattr(
        evidence_papers, "required_papers", lambda session, *, indicator_uid: ("Biên bản", "Ảnh")
    )


def test_a_missing_paper_is_ticked_by_the_shown_proof(page, context, asking, tmp_path):  # noqa: F811
    place = place_of(context)
    (uid,) = add(context, photo(tmp_path / "a.jpg"), **place)
    page.show_place(place)
    assert page.ticks.title.text() == "Giấy tờ cần có (0/2)"
    page.ticks.chosen.emit("Ảnh")
    assert [(line.text, line.detail) for line in page.ticks.list.links()] == [
        ("Biên bản", "còn thiếu"),
        ("Ảnh", "a"),
    ]
    (line,) = page.detail.links.lines.values()
    assert line.paper.values()["paper"] == "Ảnh"
    page.ticks.chosen.emit("Ảnh")
    assert page.place()["evidence_uid"] == uid


def test_ticks_are_as_high_as_their_lines(qtbot):
    ticks = PaperTicks()
    qtbot.addWidget(ticks)
    assert ticks.isHidden()
    ticks.show_papers([("Biên bản họp bản " * 9, None), ("Ảnh", "Cổng chào")])
    ticks.resize(300, 400)
    ticks.show()
    QApplication.processEvents()
    assert ticks.list.height() == ticks.list.full_height()


def test_small_pictures_are_made_only_where_they_are_seen(page, context, qtbot, tmp_path):  # noqa: F811
    from app.ui.pages.evidence_strip import PICTURE_ROLE

    files = [photo(tmp_path / f"{n:02}.png", (n, 90, 90), (30, 20)) for n in range(60)]
    uids = add(context, *files)
    QApplication.processEvents()
    page.panel.grid_button.click()
    grid = page.panel.grid
    assert QApplication.focusWidget() is grid
    dressed = lambda: [n for n in range(60) if grid.item(n).data(PICTURE_ROLE) is not None]  # noqa: E731
    qtbot.waitUntil(lambda: 0 in dressed())
    qtbot.wait(200)
    assert 59 not in dressed()
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert page.place()["evidence_uid"] == uids[-1]
    qtbot.waitUntil(lambda: 59 in dressed())
    page.panel.grid_button.click()
    assert QApplication.focusWidget() is page.panel.view
