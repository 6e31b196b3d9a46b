"""Danh mục › Quy trình."""

from __future__ import annotations

from app.ui.pages.base import Page


class ProceduresPanel(Page):
    """Made next."""
