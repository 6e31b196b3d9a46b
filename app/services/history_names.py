"""Names for rows of the journal: what a uid stands for, also where the row is gone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.history_values import ValueWords
from app.history_words import Words
from app.i18n import _
from app.models.journal import JournalEntry, encode
from app.models.tables import Base

Key = tuple[str, str]  # table, row uid
_MOST_AT_ONCE = 500
_MOST_FIELDS = 8  # of a whole row in one cell
_DULL = frozenset({"uid", "position", "sha256", "size", "media_type"})
# The fields that tell one row of a table from another; those that end in _uid are named themselves.
_TELLING: dict[str, tuple[str, ...]] = {
    "assessment": ("indicator_uid", "round_uid"),
    "review_round": ("hamlet_uid", "held_on"),
    "round_event": ("round_uid",),
    "residents_meeting": ("round_uid",),
    "council_meeting": ("round_uid",),
    "council_member": ("name", "meeting_uid"),
    "council_conclusion": ("criterion_uid", "meeting_uid"),
    "plan": ("year",),
    "plan_hamlet": ("hamlet_uid", "plan_uid"),
    "plan_set": ("place_uid", "set_uid"),
    "milestone": ("kind", "hamlet_uid", "plan_uid"),
    "assignment": ("indicator_uid", "hamlet_uid"),
    "assignment_note": ("assignment_uid", "on_date"),
    "printed_result": ("hamlet_uid", "plan_uid"),
    "monthly_report": ("hamlet_uid", "month", "year"),
    "report_progress": ("indicator_uid", "report_uid"),
    "report_revision": ("number", "report_uid"),
    "period_report": ("period",),
    "holiday": ("on_date", "name"),
    "evidence": ("title",),
    "evidence_link": ("evidence_uid", "indicator_uid", "hamlet_uid"),
    "criteria_set": ("title",),
    "criterion": ("number",),
    "indicator": ("number",),
    "responsibility": ("role_uid", "criterion_uid", "indicator_uid"),
    "place": ("name",),
    "place_year": ("place_uid", "year"),
    "place_change": ("kind", "on_date"),
    "place_succession": ("predecessor_uid", "successor_uid"),
    "role": ("name",),
    "person": ("name",),
    "tenure": ("person_uid", "role_uid"),
    "absence": ("tenure_uid",),
    "account": ("name",),
    "procedure_profile": ("title",),
    "dossier_component": ("title", "profile_uid"),
    "procedure_step": ("title", "profile_uid"),
    "dossier": ("hamlet_uid", "plan_uid"),
    "dossier_paper": ("component_uid", "part", "dossier_uid"),
    "dossier_version": ("number", "dossier_uid"),
    "dossier_event": ("kind", "on_date", "dossier_uid"),
    "dossier_remark": ("indicator_uid", "event_uid"),
    "check_waiver": ("subject",),
    "book": ("title",),
}
_OF_HAMLET = ("hamlet_uid", "place_uid", "round_uid", "meeting_uid", "dossier_uid", "event_uid", "report_uid")


class Names:
    """Reads as many rows at once as it can, and each row once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._models = {mapper.local_table.description: mapper.class_ for mapper in Base.registry.mappers}
        self._rows: dict[Key, dict[str, Any]] = {}
        self._values = ValueWords()
        self._targets: dict[Key, str | None] = {}
        self._told: dict[Key, str] = {}
        self.words = Words()

    def load(self, keys: Iterable[Key]) -> None:
        """These rows, and those they refer to."""
        wanted = {key for key in keys if key not in self._rows}
        while wanted:
            by_table: dict[str, list[str]] = defaultdict(list)
            for table, uid in wanted:
                by_table[table].append(uid)
            for table, uids in by_table.items():
                self._read(table, uids)
            wanted = {one for key in wanted for one in self._referred(key) if one not in self._rows}

    def target(self, table: str, field: str) -> str | None:
        """The table that a reference leads to, None for any other field."""
        if not field.endswith("_uid"):
            return None
        if (table, field) not in self._targets:
            column = self._models[table].__mapper__.column_attrs[field].columns[0]
            found = (key.column.table.name for key in column.foreign_keys)
            self._targets[table, field] = next(found, None)
        return self._targets[table, field]

    def of(self, key: Key) -> str:
        """What tells the row: "Chỉ tiêu 13.2 · Bản Pút · 31/12/2023"."""
        if key not in self._told:
            self._told[key] = self._tell(key)
        return self._told[key]

    def _tell(self, key: Key) -> str:
        table, _uid = key
        row = self._rows.get(key, {})
        parts = [self._part(table, field, row.get(field)) for field in _TELLING.get(table, ())]
        if table == "monthly_report" and row:
            return _("{hamlet}, tháng {month}/{year}").format(hamlet=parts[0], month=parts[1], year=parts[2])
        if table in ("indicator", "criterion") and row:
            return f"{self.words.table(table)} {parts[0]}"
        return " · ".join(part for part in parts if part)

    def value(self, table: str, field: str, raw: Any) -> str:
        target = self.target(table, field)
        if target is None or not isinstance(raw, str):
            return self._values.words(table, field, raw)
        return self.of((target, raw))

    def whole(self, table: str, row: dict[str, Any] | None) -> str:
        """A row in one cell: its filled fields, the first few of them."""
        values = {field: value for field, value in (row or {}).items() if field not in _DULL}
        filled = [field for field, value in values.items() if value not in (None, "", [], {})]
        told = [
            f"{self.words.field(table, field)}: {self.value(table, field, values[field])}"
            for field in filled[:_MOST_FIELDS]
        ]
        return "; ".join(told) + ("; …" if len(filled) > _MOST_FIELDS else "")

    def hamlet(self, key: Key) -> str:
        """The place that a row belongs to, "" for what belongs to the whole commune."""
        uid = self.place_uid(key)
        return self.of(("place", uid)) if uid else ""

    def place_uid(self, key: Key) -> str:
        """The uid behind `hamlet`."""
        table, uid = key
        if table == "place":
            return uid
        row = self._rows.get(key, {})
        for field in _OF_HAMLET:
            target = self.target(table, field) if row.get(field) else None
            if target is not None:
                return self.place_uid((target, row[field]))
        return ""

    def indicator(self, key: Key) -> str:
        """The number of the indicator that a row speaks of, "" without one."""
        table, _uid = key
        row = self._rows.get(key, {})
        if table == "indicator":
            return str(row.get("number") or "")
        return self.indicator(("indicator", row["indicator_uid"])) if row.get("indicator_uid") else ""

    def _part(self, table: str, field: str, raw: Any) -> str:
        return self.value(table, field, raw) if raw is not None else ""

    def _referred(self, key: Key) -> list[Key]:
        table, _uid = key
        row = self._rows[key]
        fields = [field for field in (*_TELLING.get(table, ()), *_OF_HAMLET) if row.get(field)]
        found = [(self.target(table, field), row[field]) for field in fields if field.endswith("_uid")]
        return [(target, uid) for target, uid in found if target is not None]

    def _read(self, table: str, uids: list[str]) -> None:
        model = self._models[table]
        names = [prop.key for prop in inspect(model).column_attrs if self._needed(table, prop.key)]
        for at in range(0, len(uids), _MOST_AT_ONCE):
            some = uids[at : at + _MOST_AT_ONCE]
            columns = [getattr(model, name) for name in names]
            for uid, *values in self._session.execute(select(model.uid, *columns).where(model.uid.in_(some))):
                pairs = zip(names, values, strict=True)
                self._rows[table, uid] = {name: encode(value) for name, value in pairs}
            self._read_gone(table, [uid for uid in some if (table, uid) not in self._rows])

    def _needed(self, table: str, name: str) -> bool:
        return name in _TELLING.get(table, ()) or name in _OF_HAMLET or name == "indicator_uid"

    def _read_gone(self, table: str, uids: list[str]) -> None:
        """Rows that were deleted are known as they were last."""
        self._rows.update({(table, uid): {} for uid in uids})
        if not uids:
            return
        statement = (
            select(JournalEntry.row_uid, JournalEntry.old, JournalEntry.new)
            .where(JournalEntry.row_uid.in_(uids), JournalEntry.field.is_(None))
            .order_by(JournalEntry.id)
        )
        for uid, old, new in self._session.execute(statement):
            self._rows[table, uid] = json.loads(old or new or "{}")
