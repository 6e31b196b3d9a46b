"""What this user likes on this machine: appearance, window, last books. What belongs to the commune is in the book."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QByteArray, QSettings

from app.paths import user_config_folder
from app.ui.theme import Mode, Theme

RECENT = 6  # books remembered


class Preferences:
    """An INI file of this user; ASCII keys, JSON texts as values."""

    def __init__(self, file: Path | None = None) -> None:
        path = file or user_config_folder() / "ban-sang.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def theme(self) -> Theme:
        mode = str(self._settings.value("theme/mode", "system"))
        scale = self._number("theme/scale", 1.0)
        known = mode if mode in ("light", "dark", "system") else "system"
        return Theme(cast(Mode, known), scale)

    def set_theme(self, theme: Theme) -> None:
        self._settings.setValue("theme/mode", theme.mode)
        self._settings.setValue("theme/scale", str(theme.scale))

    def language(self) -> str:
        return str(self._settings.value("language", "vi"))

    def set_language(self, code: str) -> None:
        self._settings.setValue("language", code)

    def geometry(self) -> QByteArray | None:
        found = self._settings.value("window/geometry")
        return found if isinstance(found, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    def recent_books(self) -> list[Path]:
        """Newest first; folders that are gone are left out."""
        return [path for path in map(Path, self._json("books/recent", [])) if path.is_dir()]

    def remember_book(self, folder: Path) -> None:
        others = [path for path in self.recent_books() if path != folder]
        self._set_json("books/recent", [str(path) for path in [folder, *others][:RECENT]])

    def last_place(self, book_uid: str) -> tuple[str, int | None, dict[str, Any]]:
        """(page key, year, place in the page) where the person left this book."""
        found = self._json(f"places/{book_uid}", {})
        year = found.get("year")
        place = found.get("place")
        return (
            str(found.get("page", "today")),
            year if isinstance(year, int) else None,
            place if isinstance(place, dict) else {},
        )

    def set_last_place(self, book_uid: str, page: str, year: int, place: dict[str, Any]) -> None:
        self._set_json(f"places/{book_uid}", {"page": page, "year": year, "place": place})

    def watched_folder(self, book_uid: str) -> Path | None:
        """Whose new files become evidence of this book."""
        path = self._json("books/watched", {}).get(book_uid)
        return Path(path) if isinstance(path, str) and path else None

    def set_watched_folder(self, book_uid: str, folder: Path | None) -> None:
        watched = self._json("books/watched", {})
        watched[book_uid] = str(folder) if folder is not None else ""
        self._set_json("books/watched", watched)

    def signing(self) -> dict[str, str]:
        """Paths and choices of the last signature; never a passphrase."""
        found = self._json("signing", {})
        return {str(key): value for key, value in found.items() if isinstance(value, str)}

    def set_signing(self, choices: Mapping[str, str]) -> None:
        self._set_json("signing", dict(choices))

    def last_notice(self, book_uid: str) -> date | None:
        """The day of the last notice about what waits in this book."""
        try:
            return date.fromisoformat(str(self._json("books/noticed", {}).get(book_uid, "")))
        except ValueError:
            return None

    def set_last_notice(self, book_uid: str, day: date) -> None:
        noticed = self._json("books/noticed", {})
        noticed[book_uid] = day.isoformat()
        self._set_json("books/noticed", noticed)

    def _number(self, key: str, otherwise: float) -> float:
        try:
            return float(str(self._settings.value(key, otherwise)))
        except ValueError:
            return otherwise

    def _json(self, key: str, otherwise: Any) -> Any:
        """A hand-edited or damaged entry counts as none."""
        try:
            found = json.loads(str(self._settings.value(key, "")))
        except ValueError:
            return otherwise
        return found if isinstance(found, type(otherwise)) else otherwise

    def _set_json(self, key: str, value: Any) -> None:
        self._settings.setValue(key, json.dumps(value))
