"""What contradicts itself or is missing in a book: rules over facts that are gathered once for all hamlets."""

from app.services.checks.engine import CheckedFinding, CheckReport, check_book
from app.services.checks.files import FileCheck, check_files
from app.services.checks.waivers import unwaive, waive

__all__ = [
    "CheckReport",
    "CheckedFinding",
    "FileCheck",
    "check_book",
    "check_files",
    "unwaive",
    "waive",
]
