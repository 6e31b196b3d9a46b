"""Vietnamese text: one normal form, a folded key to search by, a key to sort by, names fit for files."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Order of the alphabet and of the tones: DOMAIN.md, equal to ICU's order on the words of both sources.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=100)}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}  # ă, â ê ô, ơ ư: parts of the letter, not tones

_WINDOWS_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}
_FORBIDDEN_IN_NAMES = set('<>:"/\\|?*')

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def nfc(text: str) -> str:
    """The one form in which text is kept; applied at every door (typing, paste, import, file names)."""
    return unicodedata.normalize("NFC", text)


_NO_LETTERS: dict[int, str | None] = {
    **dict.fromkeys([*range(9), *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]),
    11: "\n",  # how Word breaks a line within a paragraph
    12: "\n",
}


def writable(text: str) -> str:
    """NFC without what is no letter: no Word file takes it, and half a pair of surrogates no database either."""
    return nfc(text.translate(_NO_LETTERS))


def readable(name: str) -> str:
    """A file's name as text that can be kept: NFC, "?" for bytes that are no letters in any way we know.

    Names written by old systems reach Python as lone surrogates, which no database and no paper takes.
    """
    return nfc(name.encode("utf-8", "replace").decode("utf-8"))


class _BareLetters(dict[int, str]):
    """A letter without its marks, worked out once: thousands of names are folded while one types."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).replace("đ", "d")
        self[code] = bare
        return bare


_BARE = _BareLetters()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The key by which text is compared and searched: no marks, đ as d, one case, single spaces.

    Both tone spellings (thuỷ, thủy) fold to the same key.
    """
    return " ".join(text.casefold().translate(_BARE).split())


@lru_cache(maxsize=16384)
def sort_key(text: str) -> SortKey:
    """Vietnamese order: letters first, then tones; runs of digits count as numbers ("1.2" before "1.10")."""
    letters: list[int] = []
    tones: list[int] = []
    number = ""
    for character in nfc(text).casefold():
        if character.isdecimal():
            number += character
            continue
        if number:
            letters.extend((10, _value(number)))
            tones.append(0)
            number = ""
        base, tone = _letter_and_tone(character)
        letters.append(_LETTER_RANK.get(base, _other_rank(base)))
        tones.append(tone)
    if number:
        letters.extend((10, _value(number)))
    return tuple(letters), tuple(tones), text


def _value(digits: str) -> int:
    """Python refuses to read thousands of digits; such a run is no number, and sorts after all that are."""
    return int(digits) if len(digits) <= 100 else 10**100 + len(digits)


@lru_cache(maxsize=16384)
def name_key(text: str) -> str:
    """Two names are the same when this is equal: case, spaces and the place of the tone in a word do not count.

    "Thuỷ" and "Thủy" are one name, "Bản Me" and "Bản Mé" are two.
    """
    words = []
    for word in nfc(text).casefold().split():
        parts = [_letter_and_tone(character) for character in word]
        words.append(
            "".join(letter for letter, _tone in parts) + "".join(str(tone) for _l, tone in parts if tone)
        )
    return " ".join(words)


@lru_cache(maxsize=1024)
def _letter_and_tone(character: str) -> tuple[str, int]:
    tone = 0
    letter = ""
    for part in unicodedata.normalize("NFD", character):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        elif not unicodedata.combining(part) or part in _LETTER_MARKS:
            letter += part
    return nfc(letter), tone


def _other_rank(character: str) -> int:
    """Spaces and punctuation before digits and letters, letters of other alphabets after."""
    if not character or not character.isalpha():
        return 1 + (ord(character) % 8 if character else 0)
    return 1000 + ord(character[0])


def safe_file_name(name: str, *, limit: int = 200) -> str:
    """A name that Windows and FAT32 take, Vietnamese letters kept, at most `limit` bytes of UTF-8."""
    kept = "".join(" " if c in _FORBIDDEN_IN_NAMES or ord(c) < 32 else c for c in nfc(name))
    kept = " ".join(kept.split()).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = kept, ""
    if stem.casefold().split(".")[0] in _WINDOWS_RESERVED:
        stem = f"_{stem}"
    tail = f".{ending}" if ending else ""
    room = limit - len(tail.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return (stem or "tep") + tail


def initial_capital(text: str) -> str:
    """Capital first letter, the rest as it is ("xã Chiềng Khoi" → "Xã Chiềng Khoi")."""
    return text[:1].upper() + text[1:]
