"""Texts of the screen: gettext with Vietnamese as the source language, English as second catalogue.

Texts of law are data in `resources/`, papers are Vietnamese whatever the screen speaks: neither is translated.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from app.paths import resource

DOMAIN = "bansang"
SOURCE_LANGUAGE = "vi"

_translations: gettext.NullTranslations = gettext.NullTranslations()
_printing: ContextVar[bool] = ContextVar("printing", default=False)


def use_language(code: str) -> None:
    """Switch the texts of the screen; a language without a catalogue shows the Vietnamese source."""
    global _translations
    if code == SOURCE_LANGUAGE:
        _translations = gettext.NullTranslations()
        return
    _translations = gettext.translation(DOMAIN, str(resource("locale")), languages=[code], fallback=True)


@contextmanager
def as_printed() -> Iterator[None]:
    """Inside, texts stay Vietnamese: for sentences that the screen and a paper share. Each thread for itself."""
    before = _printing.set(True)
    try:
        yield
    finally:
        _printing.reset(before)


def _(message: str) -> str:
    """Translate when called, so that a change of language reaches every text."""
    return message if _printing.get() else _translations.gettext(message)


def pgettext(context: str, message: str) -> str:
    """For a Vietnamese word that stands for two: "Đồng ý" is "OK" on a button and "Agree" as an opinion."""
    return message if _printing.get() else _translations.pgettext(context, message)
