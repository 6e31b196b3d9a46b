"""Vietnamese of the time before Unicode: recognised with care, turned into Unicode.

Such text is Latin-1 to the computer and Vietnamese only in its font: TCVN3 (".VnTime") puts "¶" where ả is seen,
VNI ("VNI-Times") writes "aû". Recognition asks for words that are no Vietnamese as they stand and are Vietnamese
once converted, so that neither good Unicode nor French is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from app.domain.text import nfc
from app.exchange.syllables import is_syllable
from app.paths import resource


class Legacy(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"


# U+00AD, the soft hyphen, is TCVN3's "ư": it is a letter here and must not be stripped before.
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_MODERN = re.compile("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
# Signs of Latin-1, and its three letters that nobody writes as such.
_SIGN = re.compile("[\u00a1-\u00bf\u00d7\u00f7]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_ENOUGH = 2  # words that only the old encoding explains
_MOSTLY = 0.9  # of the words with marks must be Vietnamese after conversion
_HALF = 0.5  # of the words without marks are Vietnamese: French and English seldom reach it


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a text as one encoding reads them. `proofs`: no Vietnamese as they stand, Vietnamese converted."""

    marked: int
    marked_good: int
    plain: int
    plain_good: int
    proofs: int
    signs: int  # words with characters that are no letters in Latin-1: "b¶n"

    @property
    def good(self) -> bool:
        """Nothing speaks against it."""
        return self.marked_good >= _MOSTLY * self.marked and self.plain_good >= _HALF * self.plain


def is_modern(text: str) -> bool:
    """Letters that only Unicode has: such a text is as it should be."""
    return _MODERN.search(nfc(text)) is not None


def reading(text: str, legacy: Legacy) -> Reading:
    marked = marked_good = plain = plain_good = proofs = signs = 0
    for word in _WORD.findall(text):
        if word.isascii():
            if len(word) > 1 and not word.isupper():
                plain += 1
                plain_good += is_syllable(word)
        elif _ASCII_LETTER.search(word):
            good, proof, sign = _weighed(word, legacy)
            marked += 1
            marked_good += good
            proofs += proof
            signs += sign
    return Reading(marked, marked_good, plain, plain_good, proofs, signs)


@lru_cache(maxsize=16384)
def _weighed(word: str, legacy: Legacy) -> tuple[bool, bool, bool]:
    """Of a word with marks: Vietnamese once converted; only then; and with signs that are no letters."""
    good = is_syllable(to_unicode(word, legacy))
    return good, good and not is_syllable(word), good and _SIGN.search(word) is not None


def detect(text: str) -> Legacy | None:
    """The old encoding of a text of several words; None where it is good as it stands, or where nothing is sure."""
    if text.isascii() or is_modern(text):
        return None
    sure: list[tuple[int, Legacy]] = []
    for legacy in Legacy:
        found = reading(text, legacy)
        enough = found.proofs >= _ENOUGH and (legacy is Legacy.VNI or found.signs > 0)
        if enough and found.good:
            sure.append((found.proofs, legacy))
    sure.sort(reverse=True)
    if len(sure) > 1 and sure[0][0] == sure[1][0]:
        return None
    return sure[0][1] if sure else None


def legacy_of_font(name: str) -> Legacy | None:
    """ ".VnTime" → TCVN3, "VNI-Times" → VNI."""
    lowered = name.lower()
    if lowered.startswith(".vn"):
        return Legacy.TCVN3
    return Legacy.VNI if lowered.startswith(("vni-", "vni ")) else None


def shows_capitals(font: str) -> bool:
    """ ".VnTimeH" draws small letters as capitals."""
    return font.lower().startswith(".vn") and font.endswith("H")


def to_unicode(text: str, legacy: Legacy, *, font: str = "") -> str:
    """Converted, NFC; characters that the encoding does not know stay. Capitals where `font` shows them."""
    if legacy is Legacy.TCVN3:
        converted = text.translate(_tcvn3())
    else:
        pattern, letters = _vni()
        converted = pattern.sub(lambda found: letters[found[0]], text)
    return nfc(converted.upper() if shows_capitals(font) else converted)


@cache
def _tcvn3() -> dict[int, str]:
    from app.exchange.yaml_nodes import load

    table = load(resource("encodings", "tcvn3.yaml")).node("bytes")
    return {int(byte, 16): table.value(byte, str) for byte in table.names()}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    from app.exchange.yaml_nodes import load

    table = load(resource("encodings", "vni.yaml")).node("letters")
    letters = {typed: table.value(typed, str) for typed in table.names()}
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters
