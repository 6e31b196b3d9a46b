"""MO-TRUOC.html in a real browser: its own SHA-256; files told right, wrong, strange; hostile names stay text."""

import base64
import hashlib
import json
import random
import re
from html.parser import HTMLParser

import pytest

from app.domain.sizes import size_words
from app.exchange.bag import content_file
from app.exchange.bag_page import IndexGroup, IndexLine, PageFacts, opening_page
from app.paths import resource
from tests.exchange.browser import CHROMIUM, dumped, text_of

with_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not in this system")

HOSTILE = "</script><img src=x onerror=\"document.title='hỏng'\"><!-- \u2028 '\"&"
PDF = content_file(
    "data/Hồ sơ NTM Bản Pút 2024.pdf", b"%PDF-1.4 " + bytes(range(256)) * 17_000
)  # some pieces long
PHOTO = content_file("data/minh-chung/Tiêu chí 13/MC01 - Ảnh # 1.jpg", b"\xff\xd8 anh".ljust(64, b"x"))
EMPTY = content_file("data/minh-chung/Tiêu chí 13/MC02 - trống.txt", b"")
FILES = (PDF, PHOTO, EMPTY)


def page(**changes):
    facts = {
        "title": f"Hồ sơ {HOSTILE}",
        "subtitle": HOSTILE,
        "facts": [("Kết quả", HOSTILE)],
        "volumes": [(PDF, 1234)],
        "groups": [
            IndexGroup(
                f"Tiêu chí 13 {HOSTILE}",
                (
                    IndexLine(HOSTILE, HOSTILE, "12–15", PDF.path, 7, PHOTO.path),
                    IndexLine("MC02", file=EMPTY.path),
                ),
            )
        ],
        "files": FILES,
        "left_out": [HOSTILE],
    }
    return opening_page(PageFacts(**(facts | changes)))


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.loads = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.links.append(found["href"])
        self.loads += [
            value for name, value in attrs if name in ("src", "srcset", "data", "action", "background")
        ]


def test_names_from_the_book_are_text_and_nothing_is_loaded():
    text = page().decode()
    seen = Seen(text)
    assert "img" not in seen.tags
    assert seen.loads == []
    assert seen.tags.count("script") == 2
    assert "link" not in seen.tags
    assert not re.search(r"https?://|@import|url\(", text)
    facts = json.loads(re.search(r'id="facts">(.*?)</script>', text, re.DOTALL).group(1))
    assert [file["name"] for file in facts["files"]] == [file.path.rpartition("/")[2] for file in FILES]


def test_links_lead_to_the_files_with_every_letter_that_bites_quoted():
    links = Seen(page().decode()).links
    assert links[0] == "data/H%E1%BB%93%20s%C6%A1%20NTM%20B%E1%BA%A3n%20P%C3%BAt%202024.pdf"
    assert links[1].endswith(".pdf#page=7")
    assert "%23%201.jpg" in links[2]


@with_browser
def test_a_name_without_a_blank_does_not_widen_the_page(tmp_path):
    title = "Đ" * 240
    text = page(groups=[IndexGroup("Tiêu chí 1", (IndexLine(title, title, "1", PDF.path, 7, PHOTO.path),))])
    told = (
        b"<script>document.body.append(Object.assign(document.createElement('p'), {id: 'wide', textContent:"
    )
    told += b" document.documentElement.scrollWidth - document.documentElement.clientWidth}))</script></body>"
    (tmp_path / "MO-TRUOC.html").write_bytes(text.replace(b"</body>", told))
    assert text_of(dumped(tmp_path / "MO-TRUOC.html", tmp_path / "p"), "wide") == "0"


def test_the_same_dossier_gives_the_same_page():
    assert page() == page()


def test_sealed_files_come_with_how_to_open_them():
    sealed = content_file("data/tai-lieu-nhay-cam.zip", b"PK")
    text = page(files=(*FILES, sealed), sealed=sealed.path, sealed_count=2, left_out=()).decode()
    assert "7-Zip" in text
    assert "AES-256" in text
    assert "không kèm theo" not in text


@with_browser
def test_the_hash_of_the_page_is_sha_256(tmp_path):
    """Sizes around every border of blocks and padding, in one piece and in odd ones."""
    rng = random.Random(1)
    sizes = [*range(131), 1000, 4095, 4096, 65_537, 3_000_001]
    messages = [rng.randbytes(size) for size in sizes]
    script = """
    var out = [];
    JSON.parse(document.getElementById("in").textContent).forEach(function (text) {
      var raw = atob(text), bytes = new Uint8Array(raw.length);
      for (var i = 0; i < raw.length; i++) { bytes[i] = raw.charCodeAt(i); }
      var pieces = new Sha256();
      for (var at = 0, step = 1; at < bytes.length; at += step, step = step % 9973 * 7 + 1) {
        pieces.update(bytes.subarray(at, Math.min(at + step, bytes.length)));
      }
      var whole = new Sha256().update(bytes).hex();
      out.push(whole === pieces.hex() ? whole : "khác nhau");
    });
    document.getElementById("out").textContent = out.join(" ");
    """
    data = json.dumps([base64.b64encode(message).decode() for message in messages])
    code = resource("stick", "sha256.js").read_text("utf-8")
    test_page = tmp_path / "sha.html"
    test_page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><p id="out"></p><script type="application/json" id="in">{data}'
        f"</script><script>{code}{script}</script>",
        "utf-8",
    )
    found = text_of(dumped(test_page, tmp_path / "profile"), "out").split()
    assert found == [hashlib.sha256(message).hexdigest() for message in messages]


def dropped(tmp_path, *files):
    """The page after these (name, content) were handed to it as a browser hands dropped files."""
    listed = [[name, base64.b64encode(content).decode()] for name, content in files]
    script = f"""<script>
    var files = {json.dumps(listed)}.map(function (pair) {{
      var raw = atob(pair[1]), bytes = new Uint8Array(raw.length);
      for (var i = 0; i < raw.length; i++) {{ bytes[i] = raw.charCodeAt(i); }}
      return new File([bytes], pair[0]);
    }});
    window.BanSang.check(files);
    </script>"""
    path = tmp_path / "MO-TRUOC.html"
    path.write_bytes(page().replace(b"</body>", script.encode() + b"</body>"))
    return dumped(path, tmp_path / "profile")


def sent(file):
    return file.path.rpartition("/")[2], file.content


@with_browser
def test_all_files_dropped_are_told_to_be_intact(tmp_path):
    document = dropped(tmp_path, *map(sent, FILES), ("bagit.txt", b"x"), ("MO-TRUOC.html", b"x"))
    assert text_of(document, "total") == "Đã kiểm tra 3/3 tệp: nguyên vẹn."
    assert text_of(document, "strange") == ""
    assert document.count('class="state right"') == 3
    assert "<title>hỏng" not in document


@with_browser
def test_an_altered_a_strange_and_a_missing_file_are_told_apart(tmp_path):
    name, content = sent(PHOTO)
    document = dropped(tmp_path, (name, content[:-1] + b"?"), ("lạ <b>.exe", b"MZ"), sent(EMPTY))
    assert text_of(document, "total").startswith("Đã kiểm tra 2/3 tệp: 1 tệp SAI.")
    assert text_of(document, "strange") == "Tệp lạ, không thuộc hồ sơ này: lạ <b>.exe"
    assert document.count('class="state wrong"') == 1
    assert document.count('class="state right"') == 1
    assert 'class="state" data-file="0">chưa kiểm tra' in document


@with_browser
def test_nothing_dropped_is_nothing_checked(tmp_path):
    document = dropped(tmp_path)
    assert text_of(document, "total") == "Đã kiểm tra 0/3 tệp: chưa có tệp nào."
    assert 'id="checker" hidden' not in document


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (999, "999 byte"), (2048, "2,0 KB"), (3_435_973_837, "3,2 GB"), (160 << 20, "160 MB")],
)
def test_sizes_are_said_as_windows_says_them(size, words):
    assert size_words(size) == words
