"""Hồ sơ through its widgets: parts, preview, export, and what happens when a proof cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.errors import StorageError
from app.services import criteria, evidence, evidence_intake, places, plans, procedures
from app.services.dossier_readiness import DossierPart, PartState
from app.services.dossier_versions import version_rows
from app.services.workspace import Workspace
from app.ui.context import Context, Message
from app.ui.pages.dossier_parts import PartList
from app.ui.pages.dossier_preview import PdfPreview
from app.ui.pages.dossier_work import DossierWork
from tests.integration.dossier_ready import make_ready


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        pass


class OpenedFiles(QObject):
    """Stands where the desktop opens files."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> OpenedFiles:
    taker = OpenedFiles()
    QDesktopServices.setUrlHandler("file", taker, "take")
    yield taker
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def show_page(qtbot) -> Callable[[Context], DossierWork]:
    def show(context: Context) -> DossierWork:
        page = DossierWork(context)
        context.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.refresh()
        with qtbot.waitExposed(page):
            page.show()
        return page

    return show


@pytest.fixture
def page(context: Context, show_page) -> DossierWork:
    return show_page(context)


def add_photo(book: Workspace, folder: Path, name: str, number: str) -> evidence.EvidenceRow:
    path = folder / name
    Image.effect_noise((300, 200), 50).convert("RGB").save(path, "JPEG")
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    rows = book.read(criteria.indicators, set_uid=set_uid)
    uid = next(row.uid for row in rows if row.number == number)
    hamlet = book.read(places.find_hamlet, name="ban put").uid
    evidence_intake.add_files(book, [path], Silent(), hamlet_uid=hamlet, indicator_uid=uid)
    return book.read(evidence.evidence_rows)[-1]


def parts(page: DossierWork) -> list[DossierPart]:
    return page.findChild(PartList, "dossierParts").parts()


def first(page: DossierWork) -> int:
    """The row of criterion 1: above it checks, cover, procedure and the papers, one for each officer."""
    return next(at for at, part in enumerate(parts(page)) if part.title.startswith("Tiêu chí 1 "))


def preview(page: DossierWork) -> PdfPreview:
    return page.findChild(PdfPreview, "dossierPreview")


def press(page: DossierWork, name: str, qtbot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def look(page: DossierWork, qtbot) -> PdfPreview:
    shown = preview(page)
    with qtbot.waitSignal(shown.drawn, timeout=10_000):
        press(page, "previewButton", qtbot)
    return shown


def test_parts_stand_in_the_order_of_the_dossier(page):
    titles = [part.title for part in parts(page)]
    officers = [title for title in titles if title.startswith("Báo cáo thẩm định của ")]
    assert len(officers) > 5
    others = [title for title in titles if title not in officers]
    assert others[:10] == [
        "Kiểm tra",
        "Bìa, mục lục",
        "Quy trình: Ba cấp (đến 30/6/2025)",
        "Tờ trình của UBND xã",
        "Báo cáo kết quả xây dựng nông thôn mới",
        "Biểu tự đánh giá",
        "Biên bản họp bản",
        "Biên bản họp hội đồng thẩm định",
        "Kế hoạch xây dựng bản nông thôn mới",
        "Danh mục minh chứng và minh chứng theo tiêu chí, chỉ tiêu",
    ]
    assert titles.index(officers[0]) == 7
    assert [title.partition(" – ")[0] for title in others[10:]] == [f"Tiêu chí {n}" for n in range(1, 17)]
    assert (
        page.findChild(QObject, "dossierSummary").text().endswith("Còn 41 chỉ tiêu đạt chưa có minh chứng.")
    )


def test_every_part_says_its_state_in_words(page):
    view = page.findChild(PartList, "dossierParts")
    spoken = view.model().index(first(page), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Tiêu chí 1 – Kế hoạch phát triển bản, Thiếu. Chưa có minh chứng: 1.1.")


def test_a_part_leads_to_where_it_is_mended(page, context, qtbot):
    view = page.findChild(PartList, "dossierParts")
    view.setFocus()
    view.setCurrentIndex(view.model().index(first(page) + 1, 0))
    with qtbot.waitSignal(context.going) as went:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    key, place = went.args
    assert key == "assessment"
    uid = parts(page)[first(page) + 1].indicator_uid
    assert place == {"hamlet_uid": page.chooser.current_uid(), "indicator_uid": uid}


def test_what_the_checks_find_leads_to_the_list_of_the_hamlet(page, context, qtbot):
    first = parts(page)[0]
    assert (first.state, first.remark) == (PartState.MISSING, "42 lỗi, 3 cảnh báo. Bấm để xem từng mục.")
    view = page.findChild(PartList, "dossierParts")
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(context.going) as went:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert went.args == ["checks", {"hamlet_uid": page.chooser.current_uid()}]


def test_the_procedure_leads_to_its_profile(page, context, qtbot):
    view = page.findChild(PartList, "dossierParts")
    view.setCurrentIndex(view.model().index(2, 0))
    with qtbot.waitSignal(context.going) as went:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    key, place = went.args
    assert (key, place["panel"]) == ("catalogue", "procedures")
    assert place["profile_uid"] == context.read(procedures.profile_on, on=context.today()).uid


def test_a_new_proof_mends_its_part_and_the_list_stays_where_it_was(page, context, tmp_path):
    view = page.findChild(PartList, "dossierParts")
    view.setCurrentIndex(view.model().index(first(page) + 2, 0))
    add_photo(context.workspace, tmp_path, "một.jpg", "2.1")
    assert parts(page)[first(page) + 1].remark == "Chưa có minh chứng: 2.2."
    assert parts(page)[first(page) - 1].state is PartState.READY
    assert view.currentIndex().row() == first(page) + 2


def test_the_preview_is_turned_with_keys(page, qtbot):
    shown = look(page, qtbot)
    assert (shown.page, shown.pages > 10) == (1, True)
    for key, expected in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_End, shown.pages),
        (Qt.Key.Key_Right, shown.pages),
        (Qt.Key.Key_Home, 1),
    ):
        qtbot.keyClick(shown.view, key)
        assert shown.page == expected
    qtbot.waitUntil(lambda: shown.view.sheet_size.width() > 300)


def test_page_down_scrolls_first_and_turns_at_the_end(page, qtbot):
    shown = look(page, qtbot)
    bar = shown.view.verticalScrollBar()
    qtbot.keyClick(shown.view, Qt.Key.Key_PageDown)
    assert shown.page == 1
    assert bar.value() > 0
    bar.setValue(bar.maximum())
    qtbot.keyClick(shown.view, Qt.Key.Key_PageDown)
    assert (shown.page, bar.value()) == (2, 0)


def test_zoom_enlarges_the_page(page, qtbot):
    shown = look(page, qtbot)
    before = shown.view.sheet_size.width()
    with qtbot.waitSignal(shown.drawn):
        qtbot.keyClick(shown.view, Qt.Key.Key_Plus)
    assert shown.view.sheet_size.width() == pytest.approx(before * 1.4, rel=0.02)
    with qtbot.waitSignal(shown.drawn):
        qtbot.keyClick(shown.view, Qt.Key.Key_0)
    assert shown.view.sheet_size.width() == before


def test_a_page_number_is_typed(page, qtbot):
    shown = look(page, qtbot)
    for typed, expected in (("7", 7), ("999", shown.pages), ("x", shown.pages), ("0", shown.pages)):
        shown._number.setText(typed)
        qtbot.keyClick(shown._number, Qt.Key.Key_Return)
        assert shown.page == expected
        assert shown._number.text() == str(expected)


def test_a_preview_says_when_the_book_went_on(page, context, qtbot, tmp_path):
    look(page, qtbot)
    words = page.made_view._words
    assert words.text().endswith("chưa lưu thành tệp.")
    add_photo(context.workspace, tmp_path, "một.jpg", "2.1")
    assert words.text().endswith("Sổ đã thay đổi từ lúc đó.")
    press(page, "previewButton", qtbot)
    qtbot.waitUntil(lambda: words.text().endswith("chưa lưu thành tệp."), timeout=10_000)


def test_a_new_preview_keeps_the_page_that_is_read(page, qtbot):
    shown = look(page, qtbot)
    first = shown.path
    qtbot.keyClick(shown.view, Qt.Key.Key_Right)
    press(page, "previewButton", qtbot)
    qtbot.waitUntil(lambda: shown.path != first, timeout=10_000)
    assert shown.page == 2
    assert not first.exists(), "drafts do not pile up"


def test_a_draft_is_saved_where_it_was_chosen(page, context, qtbot, tmp_path, opened):
    add_photo(context.workspace, tmp_path, "một.jpg", "2.1")
    look(page, qtbot)
    page._folder = tmp_path
    press(page, "saveDraftButton", qtbot)
    dialog = page.findChild(QFileDialog)
    name = "Hồ sơ Bản Pút 2024 (bản nháp).pdf"
    assert [Path(chosen).name for chosen in dialog.selectedFiles()] == [name]
    dialog.accept()
    target = tmp_path / name
    qtbot.waitUntil(lambda: target.exists() and not context.tasks.busy, timeout=20_000)
    assert context.read(version_rows, hamlet_uid=page.chooser.current_uid(), year=2024) == []
    press(page, "openFileButton", qtbot)
    assert [path.suffix for path in opened.paths] == [".pdf"]


def test_the_final_version_is_refused_with_the_way_to_the_errors(page, context, qtbot, tmp_path):
    page._folder = tmp_path
    with qtbot.waitSignal(context.told) as told:
        press(page, "exportButton", qtbot)
    message: Message = told.args[0]
    assert message.wrong
    assert message.text.startswith("Chưa lập được bản chính: còn 42 lỗi kiểm tra; thiếu “")
    assert "giấy tờ khác" in message.text
    assert page.findChild(QFileDialog) is None
    with qtbot.waitSignal(context.going) as went:
        message.action()
    assert went.args == ["checks", {"hamlet_uid": page.chooser.current_uid()}]


def test_export_writes_the_file_that_was_chosen(page, context, qtbot, tmp_path, opened):
    make_ready(context.workspace)
    page._folder = tmp_path
    press(page, "exportButton", qtbot)
    dialog = page.findChild(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Hồ sơ Bản Pút 2024.pdf"]
    with qtbot.waitSignal(context.told, timeout=20_000) as told:
        dialog.accept()
    message: Message = told.args[0]
    target = tmp_path / "Hồ sơ Bản Pút 2024.pdf"
    pages = len(pypdf.PdfReader(target).pages)
    assert message.text == f"Đã lập bản số 1 của hồ sơ Bản Pút, {pages} trang: {target}"
    assert not message.wrong
    message.action()
    assert opened.paths == [target]
    assert preview(page).path == target
    press(page, "openFolderButton", qtbot)
    assert opened.paths == [target, tmp_path]
    assert page.findChild(QPushButton, "signButton").isVisible()
    assert not page.findChild(QPushButton, "saveDraftButton").isVisible()


def test_buttons_rest_while_a_dossier_is_made(page, context, qtbot):
    button = page.findChild(QPushButton, "exportButton")
    press(page, "previewButton", qtbot)
    assert not button.isEnabled()
    assert page.commands() == []
    qtbot.waitUntil(button.isEnabled, timeout=10_000)
    assert len(page.commands()) == 2


def test_cancel_leaves_no_file_and_the_page_ready(page, context, qtbot, tmp_path):
    out = tmp_path / "ra"
    out.mkdir()
    page.export_to(out / "hs.pdf", draft=True)
    with qtbot.waitSignal(context.said, timeout=10_000) as said:
        context.tasks.cancel()
    assert said.args == ["Đã hủy, chưa ghi tệp nào."]
    assert list(out.iterdir()) == []
    assert page.findChild(QPushButton, "exportButton").isEnabled()
    assert preview(page).path is None


def test_an_unreadable_proof_is_named_with_the_way_to_it(page, context, qtbot, tmp_path):
    row = add_photo(context.workspace, tmp_path, "Ảnh cổng.jpg", "2.1")
    stored = row.path(context.evidence_folder())
    stored.write_bytes(stored.read_bytes()[:400])
    with qtbot.waitSignal(context.told, timeout=10_000) as told:
        page.export_to(tmp_path / "hs.pdf", draft=True)
    message: Message = told.args[0]
    assert message.wrong
    assert "“Ảnh cổng.jpg”" in message.text
    assert not (tmp_path / "hs.pdf").exists()
    with qtbot.waitSignal(context.going) as went:
        message.action()
    hamlet = page.chooser.current_uid()
    assert went.args == ["evidence", {"hamlet_uid": hamlet, "evidence_uid": row.uid}]


def test_a_folder_that_takes_nothing_is_said_so(page, qtbot, tmp_path):
    (tmp_path / "tệp").write_text("x")
    with qtbot.captureExceptions() as caught:
        page.export_to(tmp_path / "tệp" / "hs.pdf", draft=True)
        qtbot.waitUntil(lambda: bool(caught), timeout=10_000)
    assert isinstance(caught[0][1], StorageError)
    assert page.findChild(QPushButton, "exportButton").isEnabled()


def test_each_hamlet_has_its_own_preview(page, context, qtbot):
    first = look(page, qtbot).path
    other = context.workspace.read(places.find_hamlet, name="ban tum").uid
    page.show_place({"hamlet_uid": other})
    assert page.chooser.currentText() == "Bản Tủm"
    assert page.place() == {"hamlet_uid": other}
    assert page.made_view.currentIndex() == 0
    page.show_place({"hamlet_uid": context.workspace.read(places.find_hamlet, name="ban put").uid})
    assert page.made_view.currentIndex() == 1
    assert preview(page).path == first


def test_a_year_without_a_plan_leads_to_one_that_has(page, context, qtbot):
    context.set_year(2030)
    assert not page.findChild(QPushButton, "exportButton").isVisible()
    assert page.commands() == []
    shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in shown] == ["Xem năm 2024", "Lập kế hoạch 2030 từ năm 2024…"]
    qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert page.findChild(QPushButton, "exportButton").isVisible()


def test_a_book_without_a_name_shows_no_fault(empty_book, make_context, show_page):
    page = show_page(make_context(empty_book))
    assert not page.findChild(QPushButton, "previewButton").isVisible()


def test_a_hamlet_without_a_round_leads_to_self_assessment(context, show_page, qtbot):
    book = context.workspace
    uid = book.write(places.add_hamlets, names=["Bản Mới"])[0]
    book.write(plans.include_hamlet, plan_uid=book.read(plans.plan_of_year, year=2024).uid, hamlet_uid=uid)
    page = show_page(context)
    page.show_place({"hamlet_uid": uid})
    with qtbot.waitSignal(context.going) as went:
        qtbot.mouseClick(page._no_round.button, Qt.MouseButton.LeftButton)
    assert went.args == ["assessment", {"hamlet_uid": uid}]


def test_every_control_has_a_name(page, qtbot):
    look(page, qtbot)
    for button in page.findChildren(QPushButton):
        assert button.text() or button.accessibleName() or not button.isVisible()
    shown = preview(page)
    for widget in (shown.view, shown._number, shown._back, shown._next, shown._smaller, shown._larger):
        assert widget.accessibleName()
