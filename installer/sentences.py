"""What the installer says: whole Vietnamese sentences, each fault with what to do about it."""

from __future__ import annotations


class BootstrapError(Exception):
    """One Vietnamese sentence that says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


USAGE = """Cách dùng:
  python3 installer/bootstrap.py run [--sample] [SỔ]
      cài những gì còn thiếu rồi mở Bản Sáng, hoặc mở ngay SỔ (--sample: sổ mẫu xã Chiềng Khoi)
  python3 installer/bootstrap.py test [tham số của pytest]
      cài thêm công cụ kiểm thử rồi chạy toàn bộ kiểm tra
  python3 installer/bootstrap.py add kyso|huyen
      cài thêm phần ký số PDF (kyso) hoặc sổ chung trên máy chủ (huyen); cần mạng một lần, sau đó không cần"""

EXTRA_TITLES = {"kyso": "ký số PDF", "huyen": "sổ chung trên máy chủ"}
EXTRA_COMES = "Đang cài phần {title}; cần mạng, mất khoảng một phút…"
EXTRA_IS_THERE = "Phần {title} đã sẵn sàng: hãy mở lại Bản Sáng nếu đang mở."

NO_NETWORK = (
    "Không tải được các gói cần thiết vì máy không vào được mạng: hãy nối mạng rồi chạy lại lệnh này "
    "(phần đã tải được giữ lại)."
)
NO_SPACE = "Ổ đĩa đã đầy: hãy giải phóng ít nhất 1 GB rồi chạy lại lệnh này."
NO_ACCESS = (
    "Không ghi được vào thư mục {folder}: hãy đóng Bản Sáng nếu đang mở, hoặc chép chương trình vào thư mục "
    "của bạn, rồi chạy lại lệnh này."
)
NO_WHEEL = (
    "Các gói cần thiết không có bản cho máy này: hãy dùng máy 64-bit chạy Windows 10 (1809) trở lên, "
    "Debian 12 hoặc Ubuntu 24.04."
)
NO_PYTHON = "Cần Python 3.11, 3.12 hoặc 3.13: hãy cài một trong các bản đó rồi chạy lại lệnh này."
NO_DISPLAY = (
    "Máy này không có màn hình để mở cửa sổ; làm cùng việc bằng dòng lệnh:  "
    '.venv/bin/bansang sample SỔ && .venv/bin/bansang dossier SỔ --hamlet "Bản Pút" --out ho-so.pdf'
)
INTERRUPTED = "Đã dừng giữa chừng: chạy lại lệnh này để làm tiếp."
