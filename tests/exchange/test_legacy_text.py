"""TCVN3 and VNI: every letter there and back, and nothing good is ever touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.exchange.legacy_text import Legacy, detect, shows_capitals, to_unicode
from app.exchange.syllables import is_syllable
from app.exchange.yaml_nodes import load
from app.paths import resource
from app.services.samples import HAMLET_SET

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES} | {"đ"}
ALL = {letter for letter in SMALL | {letter.upper() for letter in SMALL} if not letter.isascii()}

SENTENCES = [
    "Xã Chiềng Khoi có hai bản đạt chuẩn nông thôn mới, được công nhận năm nay",
    "Tỷ lệ hộ nghèo và hộ cận nghèo của bản Pút giảm theo quy định",
    "Đường trục bản được cứng hóa, ô tô đi lại thuận tiện quanh năm",
]
_FRENCH = "été où naïf façade thé laïc août goût déjà né bêche à noël maïs haïr « oui » cœur âme île"
_SIGNS = "N·m kW·h ©2024 Brand® §III.1.1 5µm m² m³ ½ 20°C £5 a·b «x» El·la niño señor für Köln"
WORDS = [*_FRENCH.split(), *_SIGNS.split()]


def encoded(text: str, legacy: Legacy) -> str:
    """The old way of writing a Unicode text; small letters where TCVN3 has no capitals with tones."""
    name, part = ("tcvn3.yaml", "bytes") if legacy is Legacy.TCVN3 else ("vni.yaml", "letters")
    table = load(resource("encodings", name)).node(part)
    old = {
        table.value(key, str): chr(int(key, 16)) if legacy is Legacy.TCVN3 else key for key in table.names()
    }
    return "".join(old.get(letter, old.get(letter.lower(), letter)) for letter in text)


def test_the_tables_have_every_letter() -> None:
    assert len(ALL) == 134
    vni = load(resource("encodings", "vni.yaml")).node("letters")
    assert {vni.value(key, str) for key in vni.names()} == ALL
    tcvn3 = load(resource("encodings", "tcvn3.yaml")).node("bytes")
    capitals = set("ĂÂĐÊÔƠƯ")  # those with tones are typed in .Vn…H fonts
    assert {tcvn3.value(key, str) for key in tcvn3.names()} == {
        letter for letter in ALL if letter.islower()
    } | capitals


@pytest.mark.parametrize("legacy", Legacy)
def test_every_letter_comes_back(legacy: Legacy) -> None:
    for letter in sorted(ALL):
        back = to_unicode(encoded(letter, legacy), legacy)
        assert back == letter or (legacy is Legacy.TCVN3 and back == letter.lower())


@pytest.mark.parametrize(
    ("old", "legacy", "new"),
    [
        ("X· ChiÒng Kh­¬ng, b¶n Pót", Legacy.TCVN3, "Xã Chiềng Khương, bản Pút"),
        ("§Þa chÝnh; v¨n hãa", Legacy.TCVN3, "Địa chính; văn hóa"),
        ("Nguyeãn Vaên Baûn", Legacy.VNI, "Nguyễn Văn Bản"),
        ("ñöôøng nöôùc, chæ tieâu, kyõ thuaät, ÑÖÔØNG", Legacy.VNI, "đường nước, chỉ tiêu, kỹ thuật, ĐƯỜNG"),
    ],
)
def test_real_words_are_recognised_and_read(old: str, legacy: Legacy, new: str) -> None:
    assert detect(old) is legacy
    assert to_unicode(old, legacy) == new


@pytest.mark.parametrize("legacy", Legacy)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_recognised_and_come_back(legacy: Legacy, sentence: str) -> None:
    old = encoded(sentence, legacy)
    assert detect(old) is legacy
    assert to_unicode(old, legacy).lower() == sentence.lower()


def test_fonts_of_capitals() -> None:
    assert to_unicode("céng hßa", Legacy.TCVN3, font=".VnTimeH") == "CỘNG HÒA"
    assert not shows_capitals(".VnTime")


def test_windows_1258_is_composed() -> None:
    from app.domain.text import nfc

    raw = "Bản Pút, Tiếng Việt".encode("cp1258", "ignore").decode("cp1258")
    decomposed = "Ba\u0309n Pu\u0301t, Tiê\u0301ng Viê\u0323t"
    assert detect(decomposed) is None
    assert nfc(decomposed) == "Bản Pút, Tiếng Việt"
    assert detect(raw) is None


syllables = st.builds(
    lambda onset, vowel, tone, coda: unicodedata.normalize("NFC", onset + vowel + tone + coda),
    st.sampled_from(["b", "c", "đ", "kh", "ngh", "th", "tr", "x", ""]),
    st.sampled_from("aăâeêioôơuưy"),
    st.sampled_from(TONES),
    st.sampled_from(["", "c", "n", "ng", "nh", "t", "i", "o"]),
)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(syllables, min_size=1, max_size=8))
@example(words=["hoà", "toán", "giá"])  # letters of Latin-1 alone, each with a meaning in VNI
@example(words=["xã", "có", "không"])
def test_good_unicode_vietnamese_is_never_touched(words: list[str]) -> None:
    """Words of real shape: whatever has no shape at all is nobody's Vietnamese."""
    text = " ".join(word for word in words if is_syllable(word))
    assert detect(text) is None


def test_the_shipped_set_is_never_touched() -> None:
    for line in HAMLET_SET.read_text("utf-8").splitlines():
        assert detect(line) is None


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_never_touched(text: str) -> None:
    assert detect(text) is None


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
def test_french_and_signs_are_never_touched(words: list[str]) -> None:
    text = " ".join(["Le comité est d'accord avec la commune", *words])
    assert detect(text) is None
    assert detect(" ".join(["Bản Pút", *words])) is None
