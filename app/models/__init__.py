"""What the book keeps: SQLAlchemy tables, the journal over them, and the migrations."""
