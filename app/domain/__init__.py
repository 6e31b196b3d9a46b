"""The rules of the subject, in the standard library alone: no files, no database, no clock, no screen."""
