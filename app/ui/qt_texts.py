"""Vietnamese for Qt's own buttons, menus and dialogs: Qt ships no Vietnamese catalogue."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app.i18n import _, pgettext

# Names of keys inside shortcuts must stay what QKeySequence understands.
_LEFT_ALONE = {"QShortcut", "QFontDatabase", "QPageSize"}


class QtTexts(QTranslator):
    """Answers Qt in the language of the screen; what it does not know stays as Qt wrote it, never empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = {
            **_buttons(),
            **_editing(),
            **_files(),
            **_printing(),
            **_pages(),
            **_printer_settings(),
        }

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self,
        context: str | bytes | bytearray | memoryview,
        source_text: str | bytes | bytearray | memoryview,
        disambiguation: str | bytes | bytearray | memoryview | None = None,
        n: int = -1,
    ) -> str:
        source = _as_text(source_text)
        if _as_text(context) in _LEFT_ALONE:
            return source
        return self._texts.get(source.replace("&", ""), source)


def install_qt_texts(app: QApplication) -> QtTexts:
    """Also makes Vietnamese the locale of calendars and numbers that Qt writes."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    texts = QtTexts(app)
    app.installTranslator(texts)
    return texts


def _as_text(given: str | bytes | bytearray | memoryview) -> str:
    return given if isinstance(given, str) else bytes(given).decode("utf-8", "replace")


def _buttons() -> dict[str, str]:
    return {
        "OK": pgettext("button", "Đồng ý"),
        "Cancel": _("Hủy"),
        "Yes": _("Có"),
        "No": _("Không"),
        "Yes to All": _("Có cho tất cả"),
        "No to All": _("Không cho tất cả"),
        "Save": _("Lưu"),
        "Save All": _("Lưu tất cả"),
        "Open": _("Mở"),
        "Close": _("Đóng"),
        "Discard": _("Bỏ thay đổi"),
        "Don't Save": _("Không lưu"),
        "Apply": _("Áp dụng"),
        "Reset": _("Đặt lại"),
        "Restore Defaults": _("Về mặc định"),
        "Abort": _("Dừng lại"),
        "Retry": _("Thử lại"),
        "Ignore": _("Bỏ qua"),
        "Help": _("Trợ giúp"),
        "Show Details...": _("Xem chi tiết…"),
        "Hide Details...": _("Ẩn chi tiết"),
        "Enter a value:": _("Nhập giá trị:"),
        "Back": _("Quay lại"),
        "Next": _("Tiếp"),
        "Finish": _("Xong"),
    }


def _editing() -> dict[str, str]:
    return {
        "Undo": _("Hoàn tác"),
        "Redo": _("Làm lại"),
        "Cut": _("Cắt"),
        "Copy": _("Sao chép"),
        "Copy Link Location": _("Sao chép liên kết"),
        "Paste": _("Dán"),
        "Delete": _("Xóa"),
        "Select All": _("Chọn tất cả"),
        "Clear": _("Xóa hết"),
        "Step up": _("Tăng"),
        "Step down": _("Giảm"),
        "Scroll here": _("Cuộn đến đây"),
        "Scroll up": _("Cuộn lên"),
        "Scroll down": _("Cuộn xuống"),
        "Scroll left": _("Cuộn sang trái"),
        "Scroll right": _("Cuộn sang phải"),
        "Scroll Left": _("Cuộn sang trái"),
        "Scroll Right": _("Cuộn sang phải"),
        "Top": _("Đầu"),
        "Bottom": _("Cuối"),
        "Left edge": _("Mép trái"),
        "Right edge": _("Mép phải"),
        "Page up": _("Lên một trang"),
        "Page down": _("Xuống một trang"),
        "Page left": _("Sang trái một trang"),
        "Page right": _("Sang phải một trang"),
    }


def _files() -> dict[str, str]:
    return {
        "Look in:": _("Trong thư mục:"),
        "File name:": _("Tên tệp:"),
        "Files of type:": _("Loại tệp:"),
        "All Files (*)": _("Mọi tệp (*)"),
        "All files (*)": _("Mọi tệp (*)"),
        "Directory:": _("Thư mục:"),
        "Directories": _("Thư mục"),
        "Choose": _("Chọn"),
        "New Folder": _("Thư mục mới"),
        "Create New Folder": _("Tạo thư mục mới"),
        "Create a New Folder": _("Tạo thư mục mới"),
        "Rename": _("Đổi tên"),
        "Show hidden files": _("Hiện tệp ẩn"),
        "Show ": _("Hiện "),
        "List View": _("Dạng danh sách"),
        "Detail View": _("Dạng chi tiết"),
        "Change to list view mode": _("Chuyển sang dạng danh sách"),
        "Change to detail view mode": _("Chuyển sang dạng chi tiết"),
        "Go back": _("Quay lại"),
        "Forward": _("Tiến"),
        "Go forward": _("Tiến"),
        "Parent Directory": _("Thư mục trên"),
        "Go to the parent directory": _("Lên thư mục trên"),
        "List of places and bookmarks": _("Các nơi hay dùng"),
        "Sidebar": _("Các nơi hay dùng"),
        "Files": _("Các tệp"),
        "Drive": _("Ổ đĩa"),
        "Folder": _("Thư mục"),
        "File": _("Tệp"),
        "Computer": _("Máy tính"),
        "Name": _("Tên"),
        "Size": _("Cỡ"),
        "Type": _("Loại"),
        "Date Modified": _("Ngày sửa"),
        "Save As": _("Lưu thành"),
        "Find Directory": _("Tìm thư mục"),
        "%1 already exists.\nDo you want to replace it?": _("Đã có tệp %1.\nThay tệp đó không?"),
        "%1\nFile not found.\nPlease verify the correct file name was given.": _(
            "%1\nKhông thấy tệp này. Xem lại tên tệp."
        ),
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.": _(
            "%1\nKhông thấy thư mục này. Xem lại tên thư mục."
        ),
    }


def _printing() -> dict[str, str]:
    return {
        "Print": _("In"),
        "Print Preview": _("Xem trước khi in"),
        "Preview": _("Xem trước"),
        "Print to File (PDF)": _("In ra tệp PDF"),
        "Write PDF file": _("Ghi tệp PDF"),
        "Local file": _("Tệp trên máy"),
        "Options >>": _("Tùy chọn >>"),
        "Options <<": _("Tùy chọn <<"),
        "Printer": _("Máy in"),
        "Name:": _("Tên:"),
        "Location:": _("Nơi đặt:"),
        "Type:": _("Loại:"),
        "Properties": _("Thuộc tính"),
        "Output file:": _("Tệp ghi ra:"),
        "First page": _("Trang đầu"),
        "Last page": _("Trang cuối"),
        "Next page": _("Trang sau"),
        "Previous page": _("Trang trước"),
        "Fit page": _("Vừa trang"),
        "Fit width": _("Vừa chiều rộng"),
        "Zoom in": _("Phóng to"),
        "Zoom out": _("Thu nhỏ"),
        "Page Setup": _("Thiết lập trang"),
        "Page setup": _("Thiết lập trang"),
        "Show facing pages": _("Xem hai trang"),
        "Show single page": _("Xem một trang"),
        "Show overview of all pages": _("Xem mọi trang"),
        "Export to PDF": _("Ghi ra PDF"),
    }


def _pages() -> dict[str, str]:
    return {
        "Landscape": _("Ngang"),
        "Portrait": _("Dọc"),
        "Reverse landscape": _("Ngang, ngược"),
        "Reverse portrait": _("Dọc, ngược"),
        "Orientation": _("Chiều giấy"),
        "Paper": _("Giấy"),
        "Page size:": _("Khổ giấy:"),
        "Paper source:": _("Khay giấy:"),
        "Width:": _("Rộng:"),
        "Height:": _("Cao:"),
        "Margins": _("Lề"),
        "top margin": _("lề trên"),
        "bottom margin": _("lề dưới"),
        "left margin": _("lề trái"),
        "right margin": _("lề phải"),
        "Custom": _("Tự chọn"),
        "Page Layout": _("Bố trí trang"),
        "Page order:": _("Thứ tự trang:"),
        "Pages per sheet:": _("Số trang mỗi tờ:"),
        "Millimeters (mm)": _("Mi-li-mét (mm)"),
        "Inches (in)": _("Inch (in)"),
        "Points (pt)": _("Điểm (pt)"),
        "Left to Right, Top to Bottom": _("Trái sang phải, trên xuống dưới"),
        "Left to Right, Bottom to Top": _("Trái sang phải, dưới lên trên"),
        "Right to Left, Top to Bottom": _("Phải sang trái, trên xuống dưới"),
        "Right to Left, Bottom to Top": _("Phải sang trái, dưới lên trên"),
        "Top to Bottom, Left to Right": _("Trên xuống dưới, trái sang phải"),
        "Top to Bottom, Right to Left": _("Trên xuống dưới, phải sang trái"),
        "Bottom to Top, Left to Right": _("Dưới lên trên, trái sang phải"),
        "Bottom to Top, Right to Left": _("Dưới lên trên, phải sang trái"),
        "All Pages": _("Mọi trang"),
        "Odd Pages": _("Trang lẻ"),
        "Even Pages": _("Trang chẵn"),
    }


def _printer_settings() -> dict[str, str]:
    return {
        "Copies": _("Số bản in"),
        "Copies:": _("Số bản in:"),
        "Collate": _("In lần lượt từng bộ"),
        "Reverse": _("In ngược thứ tự"),
        "Color": _("Màu"),
        "Color Mode": _("Màu in"),
        "Grayscale": _("Đen trắng"),
        "Double Sided Printing": _("In hai mặt"),
        "Off": _("Tắt"),
        "None": pgettext("choice", "Không"),
        "Long side binding": _("Lật theo cạnh dài"),
        "Short side binding": _("Lật theo cạnh ngắn"),
        "Options": _("Tùy chọn"),
        "Output Settings": _("Cách in"),
        "Page Set:": _("Các trang:"),
        "Pages": pgettext("number", "Trang"),
        "Pages from": _("Từ trang"),
        "to": _("đến"),
        "Print all": _("In tất cả"),
        "Print range": _("Phạm vi in"),
        "Current Page": _("Trang đang xem"),
        "Selection": _("Phần đã chọn"),
    }
