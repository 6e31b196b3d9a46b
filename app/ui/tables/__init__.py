"""Lists and tables: one model, one view, one panel, columns as data."""

from app.ui.tables.columns import Align, Column, Empty
from app.ui.tables.grid import Grid
from app.ui.tables.panel import TablePanel
from app.ui.tables.row_model import RowModel
from app.ui.tables.view import TableView

__all__ = ["Align", "Column", "Empty", "Grid", "RowModel", "TablePanel", "TableView"]
