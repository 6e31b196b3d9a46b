"""The means of a plan on paper and as a workbook."""
