"""The window: PySide6 over the use cases, without SQL."""
