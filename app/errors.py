"""Errors that reach a person: each carries one Vietnamese sentence that says what to do."""

from __future__ import annotations


class AppError(Exception):
    """A refusal a person can act on; `str(error)` is the sentence to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InputError(AppError):
    """Something typed or imported is wrong; `field` names the form field it is shown beside."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotFoundError(AppError):
    """What was asked for is not in the book."""


class RefusedError(AppError):
    """The rules of the work forbid it now: a closed round, an undo that would lose later work."""


class StorageError(AppError):
    """The environment's fault: disk full, no permission, locked, damaged, not a book, too new."""


class EvidenceError(AppError):
    """An evidence file cannot be read; `name` is the file's name as the person knows it."""

    def __init__(self, sentence: str, *, name: str) -> None:
        super().__init__(sentence)
        self.name = name


class Cancelled(Exception):  # noqa: N818 - not an error: the person pressed Cancel
    """Long work was cancelled by the person; nothing it began is left behind."""
