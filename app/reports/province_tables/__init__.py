"""Biểu 01–04 of the province, as a workbook and as PDF."""
