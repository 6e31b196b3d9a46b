"""Kế hoạch of a year: which hamlets, by when, and who mends which unmet indicator."""
