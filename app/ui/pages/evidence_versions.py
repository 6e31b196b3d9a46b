"""Where a proof comes from and what was made of it: earlier versions, originals, masked copies."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.dates import format_date
from app.i18n import _
from app.services import evidence, evidence_revisions
from app.services.evidence import EvidenceRow
from app.ui.context import Context
from app.ui.pages.evidence_list import number_text
from app.ui.widgets import Link


def other_lines(context: Context, row: EvidenceRow, rows: Iterable[EvidenceRow]) -> list[Link]:
    """The newest earlier version first; `rows`: those of the list, in which its masked copies are looked for."""
    found = []
    if row.masked_from_uid:
        original = context.read(evidence.evidence_row, evidence_uid=row.masked_from_uid)
        found.append(_line(original, _("Tệp gốc chưa che"), "photo"))
    found += [
        _line(other, _("Bản che của tệp này"), "lock") for other in rows if other.masked_from_uid == row.uid
    ]
    if row.replaces_uid:
        earlier = context.read(evidence_revisions.revisions, evidence_uid=row.uid)
        found += [_line(other, _("Bản trước"), "history") for other in earlier]
    return found


def _line(row: EvidenceRow, said: str, icon: str) -> Link:
    """ "Bản trước: Quyết định …   05/QĐ-UBND, 12/03/2024"."""
    day = format_date(row.issued_on or row.added_on)
    detail = ", ".join(filter(None, (number_text(row), day)))
    return Link(f"{said}: {row.title}", detail, icon=icon, payload=row.uid)
