"""A criteria set as a workbook to fill in, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.domain.criteria import SetDefinition
from app.exchange.catalogue_sheet import CatalogueSheet


def write_catalogue(path: Path, definition: SetDefinition, role_names: Mapping[str, str]) -> None:
    """The template, filled with the set. `role_names`: name by code, listed for the choice. Raises StorageError."""
    raise NotImplementedError


def read_catalogue(path: Path) -> CatalogueSheet:
    """Raises InputError for a file that cannot be read at all; whatever is wrong in a cell is in `problems`."""
    raise NotImplementedError
