"""Bản Sáng: an offline book in which a commune brings its hamlets to the New Rural standard."""

__version__ = "0.1.0"
