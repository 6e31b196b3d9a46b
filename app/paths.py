"""Where things lie: shipped resources, and the folders of this user."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """A shipped file or folder below `resources/`."""
    return _ROOT.joinpath("resources", *parts)


def user_log_folder() -> Path:
    """Where the rotating log of this user goes; made when a log is opened."""
    import platformdirs

    return Path(platformdirs.user_log_dir("BanSang", appauthor=False))


def user_config_folder() -> Path:
    """Where window places and the list of last books go; nothing of the commune is kept there."""
    import platformdirs

    return Path(platformdirs.user_config_dir("BanSang", appauthor=False))


def user_documents_folder() -> Path:
    """Where a new book is offered to be put."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
