"""MO-TRUOC.html: what a person at the district opens first. One file, nothing loaded, nothing to install.

The words are Vietnamese whatever the screen of the sender speaks, like every paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from app.domain.numbers import format_number
from app.domain.sizes import size_words
from app.exchange.bag import (
    DECLARATION_FILE,
    INFO_FILE,
    MANIFEST_FILE,
    OPENING_PAGE,
    TAG_MANIFEST_FILE,
    BagFile,
)
from app.paths import resource

# No script but the page's own, no picture, no network, not even to a page that a name from the book smuggled in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A paper or a proof. `file` is its path in the bag, "" when it is only inside the dossier's PDF.

    `leaf`: running numbers (bút lục) as printed, "12–15"; `page`: the first page of it in `volume`, 0: unknown.
    """

    title: str
    detail: str = ""
    leaf: str = ""
    volume: str = ""
    page: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    title: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """`facts` are printed as they are in the head; `left_out`: titles of sensitive proofs that are not here.

    `sealed` is the path of the encrypted archive, "" without one.
    """

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    volumes: Sequence[tuple[BagFile, int]]  # with the number of pages
    groups: Sequence[IndexGroup]
    files: Sequence[BagFile]
    left_out: Sequence[str] = ()
    sealed: str = ""
    sealed_count: int = 0


def opening_page(page: PageFacts) -> bytes:
    """The whole page; every text from the book is escaped."""
    places = {file.path: place for place, file in enumerate(page.files)}
    style, hashing, script = (
        resource("stick", name).read_text("utf-8") for name in ("page.css", "sha256.js", "page.js")
    )
    body = "\n".join(
        (
            f"<h1>{escape(page.title)}</h1>",
            f'<p class="under">{escape(page.subtitle)}</p>',
            _facts(page.facts),
            _volumes(page, places),
            _checker(),
            _index(page, places),
            _sealed(page, places),
            _left_out(page),
            _others(page, places),
        )
    )
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        f'<script type="application/json" id="facts">{_json(page)}</script>\n'
        f"<script>\n{hashing}{script}</script>\n</body>\n</html>\n"
    ).encode()


def _json(page: PageFacts) -> str:
    """No "</script>" and no "<!--" can come out of it."""
    document = {
        "files": [
            {"name": file.path.rpartition("/")[2], "size": file.size, "sha256": file.sha256}
            for file in page.files
        ],
        "beside": [OPENING_PAGE, DECLARATION_FILE, INFO_FILE, MANIFEST_FILE, TAG_MANIFEST_FILE],
    }
    text = json.dumps(document, ensure_ascii=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _link(path: str, words: str, page: int = 0) -> str:
    anchor = f"#page={page}" if page else ""
    return f'<a href="{escape(quote(path))}{anchor}">{escape(words)}</a>'


def _state(path: str, places: dict[str, int]) -> str:
    return f'<span class="state" data-file="{places[path]}">chưa kiểm tra</span>' if path in places else ""


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in facts if value)
    return f"<dl>{rows}</dl>"


def _volumes(page: PageFacts, places: dict[str, int]) -> str:
    rows = "".join(
        f"<tr><td>{_link(file.path, file.path.rpartition('/')[2])}</td>"
        f'<td class="number">{format_number(pages)} trang</td><td class="number">{size_words(file.size)}</td>'
        f"<td>{_state(file.path, places)}</td></tr>"
        for file, pages in page.volumes
    )
    return f"<h2>Hồ sơ</h2><table><tbody>{rows}</tbody></table>"


def _checker() -> str:
    return (
        '<section id="checker" hidden><h2>Kiểm tra hồ sơ có nguyên vẹn không</h2><div id="zone">'
        "<p>Kéo thả cả thư mục này (hoặc từng tệp) vào đây, hoặc bấm nút để chọn. Việc kiểm tra làm ngay trên máy này,"
        " không gửi đi đâu.</p>"
        '<label><input type="file" id="pick-folder" webkitdirectory multiple><span>Chọn thư mục hồ sơ…</span></label>'
        '<label><input type="file" id="pick-files" multiple><span>Chọn tệp…</span></label>'
        '<p id="now" aria-live="off"></p><p id="total" role="status"></p><p id="strange" role="status"></p></div>'
        '<p class="small">Trang này chỉ so tệp với danh sách ghi cùng hồ sơ. Muốn biết ai đã ký, hãy mở tệp PDF bằng'
        " chương trình đọc PDF có kiểm tra chữ ký, hoặc dùng Bản Sáng.</p></section>"
        '<noscript><p class="note">Trình duyệt này không chạy được phần kiểm tra; các liên kết vẫn mở được.</p>'
        "</noscript>"
    )


def _index(page: PageFacts, places: dict[str, int]) -> str:
    if not page.groups:
        return ""
    rows = "".join(
        f'<tr><td class="group" colspan="4">{escape(group.title)}</td></tr>'
        + "".join(_index_row(line, places) for line in group.lines)
        for group in page.groups
    )
    return (
        '<h2>Mục lục</h2><table><thead><tr><th>Tên</th><th class="number">Bút lục, trang</th><th>Tệp gốc</th>'
        f"<th>Kiểm tra</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _index_row(line: IndexLine, places: dict[str, int]) -> str:
    detail = f'<br><span class="small">{escape(line.detail)}</span>' if line.detail else ""
    leaf = escape(line.leaf)
    if line.volume and line.leaf:
        leaf = _link(line.volume, line.leaf, line.page)
    file = _link(line.file, line.file.rpartition("/")[2]) if line.file else ""
    return (
        f'<tr><td>{escape(line.title)}{detail}</td><td class="number">{leaf}</td><td>{file}</td>'
        f"<td>{_state(line.file, places)}</td></tr>"
    )


def _sealed(page: PageFacts, places: dict[str, int]) -> str:
    if not page.sealed:
        return ""
    name = page.sealed.rpartition("/")[2]
    return (
        f"<h2>Tài liệu nhạy cảm, có mật khẩu</h2><p>{_link(page.sealed, name)} {_state(page.sealed, places)}</p>"
        f'<p class="note">{page.sealed_count} tài liệu nằm trong tệp nén mã hóa AES-256. Cách mở: chép tệp ra máy, mở'
        " bằng 7-Zip hoặc WinRAR, gõ mật khẩu do xã cho biết riêng (không ghi trong USB này). Windows không tự mở được"
        " loại tệp này. Trong đó có danh-sach.txt ghi tên từng tài liệu.</p>"
    )


def _left_out(page: PageFacts) -> str:
    if not page.left_out:
        return ""
    rows = "".join(f"<li>{escape(title)}</li>" for title in page.left_out)
    return f"<h2>Tài liệu nhạy cảm không kèm theo</h2><p>Nơi nhận cần thì hỏi xã.</p><ul>{rows}</ul>"


def _others(page: PageFacts, places: dict[str, int]) -> str:
    """Files that neither the volumes nor the index show, so that every file has its line."""
    shown = {file.path for file, _pages in page.volumes} | {page.sealed}
    shown |= {line.file for group in page.groups for line in group.lines}
    rows = "".join(
        f"<tr><td>{_link(file.path, file.path.rpartition('/')[2])}</td>"
        f'<td class="number">{size_words(file.size)}</td><td>{_state(file.path, places)}</td></tr>'
        for file in page.files
        if file.path not in shown
    )
    return f"<h2>Tệp khác</h2><table><tbody>{rows}</tbody></table>" if rows else ""
