"""Letters as neutral blocks, written out as PDF and as Word from the one content."""
