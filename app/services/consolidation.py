"""Packages of communes taken into the book of a district or province.

What a package brings is the commune's own, kept by the commune's journal: here it is replaced whole by the commune's
next package, and this book's journal keeps which package it was. So these rows pass the session by, on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnClause, Connection, bindparam, column, delete, select, table, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.calendar import Shift
from app.domain.progress import Progress
from app.domain.rights import Right
from app.errors import InputError, RefusedError
from app.exchange.commune_package import ColumnKind, PackageHead, PackageReader, Row, TableSpec
from app.files.evidence_store import source_hash
from app.i18n import _
from app.models.base import Base
from app.models.book import Book
from app.models.consolidation import CommuneIntake
from app.models.criteria import CriteriaSet, Criterion, Indicator
from app.models.journal import TransactionKind
from app.models.place import PlaceLevel, PlaceYear
from app.models.plan import Plan, PlanHamlet, PlanSet
from app.models.report import MonthlyReport
from app.services import plans
from app.services.commune_package import table_spec
from app.services.places import is_area_book
from app.services.plans import PlanFacts
from app.services.rights import require
from app.services.workspace import Workspace

_CACHE = 64_000  # KiB
_TOGETHER = 48  # packages in one transaction
Renamed = dict[str, str]  # uid in the package → uid of the same thing in this book


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one package brought; `rows` of all tables together."""

    commune: str
    hamlets: int
    results: int
    reports: int
    rows: int


@dataclass(frozen=True, slots=True)
class Intake:
    """The outcome of many packages: those taken in, and each refused one's sentence."""

    taken: tuple[TakenIn, ...]
    failures: tuple[tuple[str, str], ...]  # (file name, sentence)


def take_in(workspace: Workspace, paths: Sequence[Path], progress: Progress) -> Intake:
    """Take in packages one after the other, each whole or not at all; long work. Raises StorageError, Cancelled."""
    taken: list[TakenIn] = []
    failures: list[tuple[str, str]] = []
    for start in range(0, len(paths), _TOGETHER):
        group = paths[start : start + _TOGETHER]
        try:
            taken += _take_group(workspace, group, _Counted(progress, start, len(paths)))
        except (InputError, RefusedError):  # the group is as it was before; now each for itself
            for number, path in enumerate(group, start):
                try:
                    taken += _take_group(workspace, [path], _Counted(progress, number, len(paths)))
                except (InputError, RefusedError) as error:
                    failures.append((path.name, error.sentence))
    progress.step(_("Đã nhận xong các gói"), len(paths), max(len(paths), 1))
    return Intake(tuple(taken), tuple(failures))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The progress of all packages, from inside a group of them."""

    progress: Progress
    behind: int
    total: int

    def begin(self, number: int, path: Path) -> None:
        self.progress.step(_("Đang nhận gói {name}").format(name=path.name), self.behind + number, self.total)


def _take_group(workspace: Workspace, paths: Sequence[Path], progress: _Counted) -> list[TakenIn]:
    """In one transaction: making it outlast a power cut costs as much for one package as for many."""
    return workspace.write_as(
        TransactionKind.BASE, None, take_in_packages, paths=paths, today=workspace.today(), progress=progress
    )


def take_in_packages(
    session: Session, *, paths: Sequence[Path], today: date, progress: _Counted
) -> list[TakenIn]:
    """All or none of them. Raises RefusedError, InputError, Cancelled."""
    require(session, Right.CATALOGUE)
    taken = []
    if session.connection().dialect.name == "sqlite":
        # Rows with random uids touch every part of their indexes: these stay in memory while packages come in.
        session.connection().exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    for number, path in enumerate(paths):
        progress.begin(number, path)
        with PackageReader(path) as package:
            taken.append(
                take_in_package(
                    session, package=package, file_name=path.name, sha256=source_hash(path), today=today
                )
            )
    return taken


def take_in_package(
    session: Session, *, package: PackageReader, file_name: str, sha256: str, today: date
) -> TakenIn:
    """Raises RefusedError for a commune's own book or an older package, InputError for one that is not sound."""
    require(session, Right.CATALOGUE)
    head = package.head
    known = session.scalars(
        select(CommuneIntake).where(CommuneIntake.commune_uid == head.commune_uid)
    ).first()
    _check(session, head, known)
    try:
        counts = _replace_rows(session, package, head, known)
    except IntegrityError as error:  # a row twice, or one that another commune brought already
        raise _unfitting(head) from error
    file = {"file_name": file_name[:255], "package_sha256": sha256, "taken_on": today}
    _note(session, known, head, counts, file | _rule_of(package))
    return TakenIn(
        head.commune, counts["hamlets"], counts["assessment"], counts["monthly_report"], counts["rows"]
    )


def _unfitting(head: PackageHead) -> InputError:
    return InputError(
        _("Gói của {commune} có dòng không khớp nhau. Hãy xin xã gói khác.").format(commune=head.commune)
    )


def _check(session: Session, head: PackageHead, known: CommuneIntake | None) -> None:
    if not is_area_book(session):
        raise RefusedError(
            _("Sổ này là sổ của một xã nên không nhận gói của xã khác. Hãy lập sổ tổng hợp của huyện, tỉnh.")
        )
    if known is None:
        return
    if known.book_uid != head.book_uid:
        raise RefusedError(
            _("Gói của {commune} đến từ sổ khác với lần trước. Hãy hỏi xã đang dùng sổ nào.").format(
                commune=head.commune
            )
        )
    if datetime.fromisoformat(head.made_at) < known.made_at:
        raise RefusedError(
            _("Gói của {commune} cũ hơn gói đã nhận. Hãy lấy gói mới nhất.").format(commune=head.commune)
        )


def _replace_rows(
    session: Session, package: PackageReader, head: PackageHead, known: CommuneIntake | None
) -> Counter[str]:
    connection = session.connection()
    counts: Counter[str] = Counter()
    hamlets = _take_places(session, package, head)
    counts["hamlets"] = len(hamlets)
    counts["rows"] = counts["hamlets"] + 1
    if known is not None:
        _forget(connection, head.commune_uid)
    renamed = _take_sets(connection, package, counts)
    renamed |= _plans(session, package, renamed)
    there = {
        name: set(connection.execute(select(Base.metadata.tables[name].c.uid)).scalars())
        for name in ("criteria_set", "indicator", "plan")
    }
    there["place"] = {head.commune_uid, *hamlets}
    for name in ("place_year", "plan_hamlet", "plan_set", "review_round", "assessment", "monthly_report"):
        there[name] = _copy(connection, package, name, renamed, there)
        counts[name] = len(there[name])
        counts["rows"] += counts[name]
    return counts


def _take_places(session: Session, package: PackageReader, head: PackageHead) -> set[str]:
    """The commune below the place of this book, and its hamlets; what is known already is written anew."""
    connection = session.connection()
    spec = table_spec("place")
    area = session.scalars(select(Book.commune_uid)).one()
    rows = [dict(zip(spec.names, row, strict=True)) for batch in package.batches(spec) for row in batch]
    by_uid = {row["uid"]: row for row in rows}
    commune = by_uid.get(head.commune_uid)
    if commune is None or commune["level"] != PlaceLevel.COMMUNE:
        raise InputError(
            _("Gói của {commune} không có tên xã. Hãy xin xã gói khác.").format(commune=head.commune)
        )
    hamlets = [row for row in rows if row["level"] == PlaceLevel.HAMLET]
    former = {row["uid"] for row in rows if row["level"] == PlaceLevel.COMMUNE} - {head.commune_uid}
    for row in (commune, *(by_uid[uid] for uid in former)):
        row["parent_uid"] = area
    for row in hamlets:
        if row["parent_uid"] in former:  # the hamlets of communes that went into this one
            row["former_commune"] = row["former_commune"] or by_uid[row["parent_uid"]]["name"]
        row["parent_uid"] = head.commune_uid
    _refuse_foreign(connection, {row["uid"] for row in hamlets}, head)
    _upsert(connection, "place", [commune, *hamlets])
    return {row["uid"] for row in hamlets}


def _refuse_foreign(connection: Connection, uids: set[str], head: PackageHead) -> None:
    """No package writes over the hamlets of another commune."""
    place = Base.metadata.tables["place"]
    elsewhere = select(place.c.uid).where(place.c.parent_uid != head.commune_uid, place.c.uid.in_(uids))
    if connection.execute(elsewhere.limit(1)).first() is not None:
        raise InputError(
            _("Gói của {commune} có bản đang thuộc xã khác. Hãy kiểm tra gói của hai xã.").format(
                commune=head.commune
            )
        )


def _upsert(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    columns = [one.name for one in table_spec(name).columns]
    target = table(name, *(column(one) for one in columns))
    uids = [row["uid"] for row in rows]
    there = set(connection.execute(select(target.c.uid).where(target.c.uid.in_(uids))).scalars())
    fresh = [row for row in rows if row["uid"] not in there]
    known = [{f"new_{key}": value for key, value in row.items()} for row in rows if row["uid"] in there]
    _insert(connection, table_spec(name), [tuple(row.values()) for row in fresh])
    if known:
        changed: dict[str, Any] = {one: bindparam(f"new_{one}") for one in columns if one != "uid"}
        connection.execute(update(target).where(target.c.uid == bindparam("new_uid")).values(changed), known)


def _forget(connection: Connection, commune_uid: str) -> None:
    """What the package before brought; places stay, for other papers of this book may name them."""
    tables = Base.metadata.tables
    place = tables["place"]
    own = select(place.c.uid).where((place.c.parent_uid == commune_uid) | (place.c.uid == commune_uid))
    rounds = tables["review_round"]
    of_commune = select(rounds.c.uid).where(rounds.c.hamlet_uid.in_(own))
    connection.execute(delete(tables["assessment"]).where(tables["assessment"].c.round_uid.in_(of_commune)))
    connection.execute(delete(rounds).where(rounds.c.hamlet_uid.in_(own)))
    for model, key in ((MonthlyReport, "hamlet_uid"), (PlanHamlet, "hamlet_uid"), (PlanSet, "place_uid")):
        target = tables[model.__tablename__]
        connection.execute(delete(target).where(target.c[key].in_(own)))
    years = tables[PlaceYear.__tablename__]
    connection.execute(delete(years).where(years.c.place_uid.in_(own)))


def _take_sets(connection: Connection, package: PackageReader, counts: Counter[str]) -> Renamed:
    """Sets that this book does not have come in; those it has are matched by code, version and numbers."""
    renamed: Renamed = {}
    levels: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        (CriteriaSet.__tablename__, "", ("code", "version")),
        (Criterion.__tablename__, "set_uid", ("number",)),
        (Indicator.__tablename__, "criterion_uid", ("number",)),
    )
    for name, parent, keys in levels:
        spec = table_spec(name)
        identity: list[ColumnClause[Any]] = [column(one) for one in ((parent,) if parent else ()) + keys]
        there = connection.execute(select(column("uid"), *identity).select_from(table(name)))
        known = {tuple(row[1:]): row[0] for row in there}
        fresh = []
        for batch in package.batches(spec):
            for values in batch:
                row = dict(zip(spec.names, values, strict=True))
                if parent:
                    row[parent] = renamed.get(row[parent], row[parent])
                key = tuple(row[one.name] for one in identity)
                if key in known:
                    renamed[row["uid"]] = known[key]
                    continue
                known[key] = row["uid"]
                fresh.append(tuple(row.values()))
        _insert(connection, spec, fresh)
        counts["rows"] += len(fresh)
    return renamed


def _plans(session: Session, package: PackageReader, renamed: Renamed) -> Renamed:
    """This book's own plan of each year that the package plans; it is made when it is missing."""
    spec = table_spec("plan")
    found: Renamed = {}
    for batch in package.batches(spec):
        for values in batch:
            row = dict(zip(spec.names, values, strict=True))
            own = session.scalars(select(Plan.uid).where(Plan.year == row["year"])).first()
            if own is None:
                facts = PlanFacts(
                    title=_("Tổng hợp kế hoạch xây dựng nông thôn mới năm {year}").format(year=row["year"]),
                    report_before_day=min(max(row["report_before_day"], 2), 28),
                    report_strict=bool(row["report_strict"]),
                )
                set_uid = renamed.get(row["set_uid"], row["set_uid"])
                own = plans.create_plan(session, year=row["year"], set_uid=set_uid, facts=facts)
            found[row["uid"]] = own
    return found


def _copy(
    connection: Connection, package: PackageReader, name: str, renamed: Renamed, there: Mapping[str, set[str]]
) -> set[str]:
    """Rows as they are, but for the names of sets and plans; their uids. Rows of other places are left out.

    What a row names must be there: keys are only checked at the commit, when no sentence could name the package.
    """
    spec = table_spec(name)
    checked = [
        (at, there[key.column.table.name])
        for at, one in enumerate(spec.names)
        for key in Base.metadata.tables[name].columns[one].foreign_keys
    ]
    places = [at for at, one in enumerate(spec.names) if one in ("hamlet_uid", "place_uid")]
    copied: set[str] = set()
    uid = spec.names.index("uid")
    for batch in package.batches(spec):
        rows = [row for row in batch if all(row[at] in there["place"] for at in places)]
        rows = _renamed(spec, rows, renamed)
        if any(row[at] not in known for at, known in checked for row in rows):
            raise _unfitting(package.head)
        _insert(connection, spec, rows)
        copied.update(row[uid] for row in rows)
    return copied


def _renamed(spec: TableSpec, rows: list[Row], renamed: Renamed) -> list[Row]:
    """Only columns in which some uid is called otherwise here are gone through value by value."""
    columns = list(zip(*rows, strict=True))
    for at, one in enumerate(spec.columns):
        if columns and one.kind is ColumnKind.UID and not renamed.keys().isdisjoint(columns[at]):
            columns[at] = tuple(renamed.get(value, value) for value in columns[at])
    return list(zip(*columns, strict=True))


def _insert(connection: Connection, spec: TableSpec, rows: list[Row]) -> None:
    """Straight to the driver: the values are held against their columns already."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":  # it does not take 1 for true
        flags = {at for at, one in enumerate(spec.columns) if one.kind is ColumnKind.FLAG}
        rows = [
            tuple(bool(value) if at in flags and value is not None else value for at, value in enumerate(row))
            for row in rows
        ]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns = ", ".join(f'"{one}"' for one in spec.names)
    marks = ", ".join([mark] * len(spec.names))
    connection.exec_driver_sql(f'INSERT INTO "{spec.name}" ({columns}) VALUES ({marks})', rows)  # noqa: S608


def _rule_of(package: PackageReader) -> dict[str, Any]:
    """The commune's own rule for monthly reports, of its newest plan."""
    spec = table_spec("plan")
    rows = [dict(zip(spec.names, row, strict=True)) for batch in package.batches(spec) for row in batch]
    at = table_spec("holiday").names.index("on_date")
    days = [row[at] for batch in package.batches(table_spec("holiday")) for row in batch]
    newest = max(rows, key=lambda row: row["year"], default=None)
    if newest is None:
        return {"before_day": None, "strict": None, "shift": None, "days_off": []}
    return {
        "before_day": newest["report_before_day"],
        "strict": bool(newest["report_strict"]),
        "shift": Shift(newest["report_shift"]),
        "days_off": sorted(days),
    }


def _note(
    session: Session,
    known: CommuneIntake | None,
    head: PackageHead,
    counts: Counter[str],
    said: Mapping[str, Any],
) -> None:
    """This is what the journal keeps of the package; `said` of its file and the commune's rule."""
    values = {
        "book_uid": head.book_uid,
        "made_at": datetime.fromisoformat(head.made_at),
        "hamlets": counts["hamlets"],
        "results": counts["assessment"],
        "reports": counts["monthly_report"],
        **said,
    }
    if known is None:
        session.add(CommuneIntake(commune_uid=head.commune_uid, **values))
    else:
        for key, value in values.items():
            setattr(known, key, value)
    session.flush()
