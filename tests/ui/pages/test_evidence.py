"""The page Minh chứng: files in by every door, what they prove, a look at their pages."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.services import assessments, evidence, evidence_intake, history, places
from app.ui.pages.evidence import EvidencePage
from app.ui.pages.evidence_outcome import OutcomeDialog


class Quiet:
    def step(self, text, done, total):
        pass


@pytest.fixture
def page(context, qtbot):
    page = EvidencePage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def said(context):
    sentences = []
    context.said.connect(sentences.append)
    return sentences


def photo(path, colour="green", size=(400, 300)):
    Image.new("RGB", size, colour).save(path)
    return path


def letter(path, pages=3):
    from reportlab.pdfgen import canvas

    paper = canvas.Canvas(str(path))
    for number in range(pages):
        paper.drawString(100, 700, f"{number + 1}")
        paper.showPage()
    paper.save()
    return path


def urls(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget, data):
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, left, none))


def place_of(context, hamlet="Bản Pút", number="13.2"):
    uid = context.read(places.find_hamlet, name=hamlet).uid
    review = context.read(assessments.rounds_of, hamlet_uid=uid)[0]
    rows = context.read(assessments.sheet, round_uid=review.uid).rows
    return {
        "hamlet_uid": uid,
        "indicator_uid": next(row.indicator.uid for row in rows if row.indicator.number == number),
    }


def add(context, *paths, **place):
    return evidence_intake.add_files(context.workspace, paths, Quiet(), **place).uids


def test_an_empty_page_says_what_to_do_first(page, qtbot, tmp_path, monkeypatch):
    path = photo(tmp_path / "Cổng chào.jpg")
    assert not page.detail.isVisible()
    assert not page.preview.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([str(path)], ""))
    page.bar.add_button.click()
    qtbot.waitUntil(lambda: len(page.panel.shown_rows()) == 1)
    assert page.detail.form.values()["title"] == "Cổng chào"
    qtbot.waitUntil(lambda: page.preview.paper.picture is not None)


def test_dropped_files_go_in_and_the_refused_are_named(page, qtbot, said, tmp_path):
    torn = tmp_path / "hỏng.jpg"
    torn.write_bytes(photo(tmp_path / "x.jpg", "red").read_bytes()[:-300])
    drop(page.panel, urls(photo(tmp_path / "tốt.jpg"), torn, letter(tmp_path / "công văn.pdf")))
    qtbot.waitUntil(lambda: page.findChild(OutcomeDialog) is not None)
    dialog = page.findChild(OutcomeDialog)
    (told,) = dialog.list.links()
    assert "“hỏng.jpg” hỏng hoặc chép dở" in told.text
    assert said == ["Đã thêm 2 minh chứng. 1 tệp không nhận được."]
    assert {row.title for row in page.panel.shown_rows()} == {"tốt", "công văn"}


def test_a_known_file_is_only_linked_and_said_so(page, context, qtbot, said, tmp_path):
    path = photo(tmp_path / "IMG_1.jpg")
    (uid,) = add(context, path)
    page.show_place(place_of(context))
    assert page.panel.shown_rows() == []
    drop(page, urls(path))
    qtbot.waitUntil(lambda: len(page.panel.shown_rows()) == 1)
    assert said == ["“IMG_1.jpg” đã có trong sổ (“IMG 1”), không lưu lần nữa."]
    assert [link.indicator_number for link in page.panel.shown_rows()[0].links] == ["13.2"]
    assert page.place() == {**place_of(context), "evidence_uid": uid}


def test_a_copied_picture_is_pasted_as_a_file(page, qtbot, context):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    page.panel.view.setFocus()
    QTest.keyClick(page.panel.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.panel.shown_rows()) == 1)
    (row,) = page.panel.shown_rows()
    assert (row.title[:7], row.media_type) == ("Ảnh dán", "image/png")


def test_pasted_text_stays_text(page, context, said, tmp_path):
    add(context, photo(tmp_path / "a.jpg"))
    QApplication.processEvents()
    QGuiApplication.clipboard().setText("Biên bản họp bản")
    field = page.detail.form.editor("issuer")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Biên bản họp bản"
    page.panel.view.setFocus()
    QTest.keyClick(page.panel.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said == ["Bảng nhớ tạm không có tệp hay ảnh. Hãy sao chép tệp rồi dán lại."]


def test_the_detail_saves_itself_and_refuses_an_empty_title(page, context, tmp_path):
    add(context, photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg", "red"))
    QApplication.processEvents()
    form = page.detail.form
    title = form.editor("title")
    title.setFocus()
    title.selectAll()
    event = QInputMethodEvent()
    event.setCommitString("Biên bản họp bản")
    QApplication.sendEvent(title, event)
    number = form.editor("document_number")
    number.setFocus()
    number.insert("05/BB")
    number.textEdited.emit("05/BB")
    assert page.commit_pending()
    row = next(row for row in page.panel.shown_rows() if row.title == "Biên bản họp bản")
    assert row.document_number == "05/BB"
    title.setFocus()
    title.clear()
    title.textEdited.emit("")
    page.panel.view.setFocus()
    QTest.keyClick(page.panel.view, Qt.Key.Key_Home)
    QTest.keyClick(page.panel.view, Qt.Key.Key_Up)
    QTest.keyClick(page.panel.view, Qt.Key.Key_Down)
    assert form.errors() == {"title": "Cần điền mục này."}
    assert page.place()["evidence_uid"] == row.uid


def test_links_are_added_placed_and_removed(page, context, tmp_path):
    add(context, photo(tmp_path / "a.jpg"))
    QApplication.processEvents()
    links = page.detail.links
    assert links.nothing.isVisible()
    assert not links.add_button.isEnabled()
    links.indicators.setFocus()
    QTest.keyClick(links.indicators, Qt.Key.Key_Home)
    QTest.keyClick(links.indicators, Qt.Key.Key_Down)
    links.add_button.click()
    (line,) = links.lines.values()
    assert line.open_button.text() == "Bản Pút · 1.2"
    where = line.form.editor("where")
    assert QApplication.focusWidget() is where
    where.insert("trang 3, mục II.2")
    where.textEdited.emit(where.text())
    QTest.keyClick(where, Qt.Key.Key_Tab)
    (row,) = context.read(evidence.evidence_rows)
    assert row.links[0].where == "trang 3, mục II.2"
    went = []
    context.going.connect(lambda key, place: went.append((key, place)))
    line.open_button.click()
    assert went == [("assessment", place_of(context, number="1.2"))]
    line.remove_button.click()
    assert links.lines == {}
    assert context.read(evidence.evidence_rows)[0].links == ()


def test_removing_can_be_taken_back(page, context, said, tmp_path):
    (uid,) = add(context, photo(tmp_path / "a.jpg"), **place_of(context))
    QApplication.processEvents()
    page.detail.remove_button.click()
    assert page.panel.shown_rows() == []
    assert said == ["Đã bỏ “a”. Ctrl+Z để lấy lại."]
    history.undo(context.workspace)
    assert [(row.uid, len(row.links)) for row in page.panel.shown_rows()] == [(uid, 1)]


def test_pages_are_turned(page, context, qtbot, tmp_path):
    add(context, letter(tmp_path / "quyết định.pdf"))
    QApplication.processEvents()
    qtbot.waitUntil(lambda: page.preview.paper.picture is not None)
    first = page.preview.paper.picture.toImage()
    assert (page.preview.number.text(), page.preview.before.isEnabled()) == ("Trang 1/3", False)
    page.preview.after.click()
    page.preview.after.click()
    assert (page.preview.number.text(), page.preview.after.isEnabled()) == ("Trang 3/3", False)
    qtbot.waitUntil(lambda: page.preview.paper.picture.toImage() != first)


def test_a_photo_is_shown_upright(page, context, qtbot, tmp_path):
    image = Image.new("RGB", (400, 200), "green")
    turned = Image.Exif()
    turned[0x0112] = 6
    image.save(tmp_path / "nghiêng.jpg", exif=turned)
    add(context, tmp_path / "nghiêng.jpg")
    QApplication.processEvents()
    qtbot.waitUntil(lambda: page.preview.paper.picture is not None)
    picture = page.preview.paper.picture
    assert picture.height() == 2 * picture.width()


def test_a_lost_file_is_told_in_place_of_its_picture(request, context, qtbot, tmp_path):
    path = letter(tmp_path / "giấy mời.pdf")
    add(context, path)
    (row,) = context.read(evidence.evidence_rows)
    row.path(context.evidence_folder()).unlink()
    page = request.getfixturevalue("page")
    qtbot.waitUntil(lambda: page.preview.message.text().startswith("Không mở được “giấy mời.pdf”"))
    assert page.preview.message.isVisible()
    drop(page, urls(path))
    qtbot.waitUntil(lambda: page.preview.paper.picture is not None)


def test_filters_by_hamlet_and_a_link_from_elsewhere_clears_them(page, context, tmp_path):
    put = add(context, photo(tmp_path / "a.jpg"), **place_of(context))
    tum = add(context, photo(tmp_path / "b.jpg", "red"), **place_of(context, "Bản Tủm"))
    QApplication.processEvents()
    assert len(page.panel.shown_rows()) == 2
    page.hamlets.setFocus()
    QTest.keyClick(page.hamlets, Qt.Key.Key_Down)
    assert [row.uid for row in page.panel.shown_rows()] == list(put)
    page.show_place({"evidence_uid": tum[0]})
    assert len(page.panel.shown_rows()) == 2
    assert page.detail.form.values()["title"] == "b"
    assert page.preview.isVisible()
