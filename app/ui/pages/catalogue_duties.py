"""Danh mục › Trách nhiệm."""

from __future__ import annotations

from app.ui.pages.base import Page


class DutiesPanel(Page):
    """Made next."""
