"""Danh mục › Vai trò."""

from __future__ import annotations

from app.ui.pages.base import Page


class PeoplePanel(Page):
    """Made next."""
