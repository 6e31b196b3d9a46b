"""Danh mục › Bộ tiêu chí."""

from __future__ import annotations

from app.ui.pages.base import Page


class SetsPanel(Page):
    """Made next."""
