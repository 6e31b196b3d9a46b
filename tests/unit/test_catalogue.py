"""English is complete, the compiled catalogues are current, and the Vietnamese source texts are sound."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "app"
LOCALE = ROOT / "resources" / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "bansang.po"
ARGPARSE = LOCALE / "vi" / "LC_MESSAGES" / "argparse.po"

Text = tuple[str, str]  # context, "" mostly, and message

# Names, and what is written alike in both languages.
SAME_IN_ENGLISH = {
    "+/–",
    "Hồ sơ {hamlet} {year} (bản nháp).pdf",
    "Hồ sơ {hamlet} {year} - bản số {n}.pdf",
    "PDF/A",
    "m²",
    "/ {pages}",
    "Bản Sáng",
    "Bản Sáng – {commune}",
    "QĐ {number}, {years}",
    "USB",
    "Zalo",
    "huyện Yên Châu",
    "tỉnh Sơn La",
    "xã Chiềng Khoi",
    "{criterion} – {hamlet}: {verdict}",
    "{where}: {sentence}",
    "{what}: {old} → {new}",
    "{group} ({n})",
    "{title} ({version})",
    "{day} · {what}: {before} → {after}",
    "{who}, {day}: {reason}",
    "xã …",
    "xã Yên Châu",
    # Examples of what is typed: it is printed in Vietnamese papers.
    "Thái 312; Mông 45",
    "14 giờ 00",
    "16 giờ 30",
    "Danh sách bản {year}.xlsx",
    # A folder on the disk: another name in English would be another book.
    "Sổ mẫu Chiềng Khoi",
    # The name of a paper, and papers are Vietnamese.
    "Hồ sơ {hamlet} {year}.pdf",
}

ENGLISH_OF_SCREENS = re.compile(
    r"\b(?:open|close|save|cancel|delete|remove|file|folder|edit|copy|paste|print|preview|search|find|undo|redo|"
    r"help|settings|export|import|select|choose|add|new|next|previous|back|page|report|error|warning|"
    r"loading|please|the|and|or|not|is|are|with|without|of|from|yes|ok)\b",
    re.IGNORECASE,
)


@cache
def texts_of_the_program() -> frozenset[Text]:
    """What `pybabel extract` finds."""
    found = extract_from_dir(APP, method_map=[("**.py", "python")])
    return frozenset((context or "", text) for _file, _line, text, _comments, context in found)


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def calls_of_gettext() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "pgettext")
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def placeholders(text: str) -> set[str]:
    """Our own "{name}" and Qt's "%1"."""
    named = {name for _before, name, _spec, _how in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\d", text))


def test_every_text_is_in_the_catalogue_and_nothing_else() -> None:
    translated = {(message.context or "", message.id) for message in messages(ENGLISH)}
    wanted = texts_of_the_program()
    assert sorted(wanted - translated) == [], "texts without English (README, “Working on it”)"
    assert sorted(translated - wanted) == [], "texts that the program no longer has"
    assert not catalogue(ENGLISH).obsolete


def test_no_text_is_hidden_from_extraction() -> None:
    """Babel sees neither `_(variable)` nor, before Python 3.12, a call inside the braces of an f-string."""
    seen = texts_of_the_program()
    hidden = []
    for where, call in calls_of_gettext():
        given = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
        if (given[0] if len(given) > 1 else "", given[-1]) not in seen:
            hidden.append(where)
    assert hidden == []


def test_every_message_is_translated() -> None:
    assert [message.id for message in messages(ENGLISH) if not message.string or message.fuzzy] == []


def test_only_names_are_the_same_in_english() -> None:
    copied = {message.id for message in messages(ENGLISH) if message.string == message.id}
    assert copied - SAME_IN_ENGLISH == set()


def test_both_languages_have_the_same_placeholders() -> None:
    different = [
        (message.id, message.string)
        for message in messages(ENGLISH)
        if placeholders(message.id) != placeholders(message.string)
    ]
    assert different == []


def test_both_languages_begin_and_end_alike() -> None:
    """Texts are put together: a lost space, comma or line end shows."""
    different = [
        (message.id, message.string)
        for message in messages(ENGLISH)
        if _edges(message.id) != _edges(message.string)
    ]
    assert different == []


def _edges(text: str) -> tuple[str, str, bool]:
    """Leading blanks and commas, closing blanks and "…", and whether it ends as a sentence."""
    before = re.match(r"[\s,]*", text)
    after = re.search(r"[\s…:]*$", text)
    assert before is not None
    assert after is not None
    return before.group(), after.group(), text.rstrip().endswith((".", "?", "!"))


@pytest.mark.parametrize("source", [ENGLISH, ARGPARSE], ids=lambda path: path.stem)
def test_compiled_catalogues_are_current(source: Path) -> None:
    """Compared as the program reads them: the header names Babel's version, the messages do not."""
    compiled = BytesIO()
    write_mo(compiled, catalogue(source))
    compiled.seek(0)
    with source.with_suffix(".mo").open("rb") as stored:
        assert _entries(GNUTranslations(stored)) == _entries(GNUTranslations(compiled))


def _entries(translations: GNUTranslations) -> dict[str, str]:
    held: dict[str, str] = dict(translations._catalog)  # type: ignore[attr-defined]
    assert len(held) > 1
    held.pop("", None)
    return held


def test_texts_are_nfc() -> None:
    texts = [text for message in messages(ENGLISH) for text in (message.id, message.string)]
    assert [text for text in texts if text != unicodedata.normalize("NFC", text)] == []


def test_no_english_got_into_the_vietnamese() -> None:
    """`bansang sample` and such are commands to type; Excel, PDF, Zalo, Ctrl+Z are Vietnamese by now."""
    found = [
        (
            text,
            ENGLISH_OF_SCREENS.findall(
                re.sub(
                    r"\{\w*\}|bansang [\w-]+|bootstrap\.py add \w+|--[\w-]+|phím Delete|, Delete", "", text
                )
            ),
        )
        for _context, text in sorted(texts_of_the_program())
    ]
    assert [(text, words) for text, words in found if words] == []
