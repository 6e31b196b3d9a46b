"""Alembic revisions of the book; each is written against plain columns, never against live models."""
