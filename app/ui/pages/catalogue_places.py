"""Danh mục › Địa bàn."""

from __future__ import annotations

from app.ui.pages.base import Page


class PlacesPanel(Page):
    """Made next."""
