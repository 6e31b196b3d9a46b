"""A commune's own book, made from the few things it answers at its first start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.criteria import RoleDefinition, SetDefinition, SetLevel
from app.domain.dates import format_date
from app.domain.text import fold, name_key
from app.errors import InputError
from app.i18n import _
from app.models.assessment import RoundKind
from app.models.journal import TransactionKind
from app.paths import resource
from app.services import assessments, entry, places, plans, procedure_install, set_entry
from app.services.workspace import (
    Workspace,
    book_folder,
    closed_on_failure,
    create_book,
    nothing_left_behind,
    system_now,
)

EARLIEST_YEAR, LATEST_YEAR = 2016, 2050  # the programme's first period began in 2016
ROLES = resource("samples", "chieng-khoi-roles.yaml")

_KINDS = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "thị xã", "thành phố", "quận"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}


@dataclass(frozen=True, slots=True)
class ShippedSet:
    """A criteria set that comes with the program, before it is in any book."""

    file: Path
    definition: SetDefinition


@dataclass(frozen=True, slots=True)
class Founding:
    """The answers; names with their kind ("xã Chiềng Khoi"), `district` "" where there is none.

    `held_on`: the day of the first review, by custom 31 December of the year before.
    """

    province: str
    district: str
    commune: str
    year: int
    set_file: Path
    held_on: date
    hamlets: tuple[str, ...]


def shipped_sets() -> list[ShippedSet]:
    """All of them, those of hamlets first, then model hamlets, communes and advanced communes."""
    from app.exchange.yaml_data import read_set

    levels = list(SetLevel)
    found = [ShippedSet(file, read_set(file)) for file in sorted(resource("criteria").glob("*.yaml"))]
    return sorted(found, key=lambda shipped: levels.index(shipped.definition.level))


def founding_sets() -> list[ShippedSet]:
    """The sets a new book can begin with: those that every hamlet is assessed under."""
    return [shipped for shipped in shipped_sets() if shipped.definition.level is SetLevel.HAMLET]


def founding_problems(founding: Founding, *, today: date) -> dict[str, str]:
    """What is wrong, a sentence for each field of Founding; empty when a book can be made of it."""
    found = {
        "province": _place_problem("province", founding.province, _("tỉnh Sơn La")),
        "district": _place_problem("district", founding.district, _("huyện Yên Châu")),
        "commune": _place_problem("commune", founding.commune, _("xã Chiềng Khoi")),
        "year": _year_problem(founding.year),
        "held_on": _day_problem(founding.held_on, today),
        "hamlets": _hamlets_problem(founding.hamlets),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def with_kind(level: str, typed: str) -> str:
    """A name with its kind in front: the usual one ("xã", "tỉnh", "huyện") where none was typed."""
    name = entry.line(typed)
    return name if not name or _kind_of(level, name) else f"{_KINDS[level][0]} {name}"


def _kind_of(level: str, name: str) -> str:
    folded = fold(name)
    return next((kind for kind in _KINDS[level] if f"{folded} ".startswith(f"{fold(kind)} ")), "")


def _place_problem(level: str, typed: str, example: str) -> str:
    """The kind belongs to the name: letters and tables print "UBND xã Chiềng Khoi"."""
    name = " ".join(typed.split())
    if not name:
        return "" if level == "district" else _("Hãy gõ tên, ví dụ “{example}”.").format(example=example)
    if len(name) > entry.LINE_LIMIT:
        return _("Tên dài quá {limit} chữ. Hãy viết ngắn lại.").format(limit=entry.LINE_LIMIT)
    kind = _kind_of(level, name)
    if not kind:
        return _("Hãy ghi cả loại đơn vị, ví dụ “{example}”.").format(example=example)
    return _("Hãy gõ tên sau chữ “{kind}”.").format(kind=kind) if fold(name) == fold(kind) else ""


def _year_problem(year: int) -> str:
    if EARLIEST_YEAR <= year <= LATEST_YEAR:
        return ""
    return _("Năm phải từ {first} đến {last}.").format(first=EARLIEST_YEAR, last=LATEST_YEAR)


def _day_problem(held_on: date, today: date) -> str:
    if held_on <= today:
        return ""
    return _("Ngày {day} chưa tới. Hãy ghi ngày đã rà soát.").format(day=format_date(held_on))


def _hamlets_problem(names: Sequence[str]) -> str:
    if not names:
        return _("Hãy gõ ít nhất một bản, mỗi bản một dòng.")
    first: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if len(name) > entry.LINE_LIMIT:
            return _("Tên ở dòng {n} quá dài. Mỗi dòng chỉ ghi tên một bản.").format(n=number)
        if name_key(name) in first:
            return _(
                "“{name}” có hai lần (thứ {first} và thứ {second}). Hãy bỏ một dòng; nếu là hai bản khác nhau, "
                "hãy ghi thêm xã cũ trong ngoặc."
            ).format(name=name, first=first[name_key(name)], second=number)
        first[name_key(name)] = number
    return ""


def found_book(path: Path, *, founding: Founding, now: Callable[[], datetime] = system_now) -> Workspace:
    """Make the book in a new or empty folder and open it.

    Raises InputError naming a field of Founding, StorageError about the folder; a failed try leaves nothing.
    """
    from app.exchange.yaml_data import read_roles, read_set

    today = now().astimezone().date()
    for field, sentence in founding_problems(founding, today=today).items():
        raise InputError(sentence, field=field)
    definition, roles = read_set(founding.set_file), read_roles(ROLES)
    with nothing_left_behind(book_folder(path)):
        workspace = create_book(path, now=now)
        with closed_on_failure(workspace):
            workspace.write_as(
                TransactionKind.BASE,
                None,
                enter_founding,
                founding=founding,
                definition=definition,
                roles=roles,
                today=today,
            )
    return workspace


def found_area_book(
    path: Path, *, province: str, district: str = "", now: Callable[[], datetime] = system_now
) -> Workspace:
    """Make the book of a district, or of a province where none is named, that takes in packages of communes.

    Raises InputError for a name, StorageError about the folder; a failed try leaves nothing.
    """
    from app.exchange.yaml_data import read_roles

    names = {"province": with_kind("province", province), "district": with_kind("district", district)}
    for level, name in names.items():
        if problem := _place_problem(level, name, _("tỉnh Sơn La")):
            raise InputError(problem, field=level)
    with nothing_left_behind(book_folder(path)):
        workspace = create_book(path, now=now)
        with closed_on_failure(workspace):
            workspace.write_as(
                TransactionKind.BASE,
                None,
                enter_area,
                **names,
                roles=read_roles(ROLES),
                today=workspace.today(),
            )
    return workspace


def enter_area(
    session: Session, *, province: str, district: str, roles: Sequence[RoleDefinition], today: date
) -> None:
    """The place and its usual roles; sets, plans and hamlets come with the packages."""
    places.create_commune(session, province=province, district=district, commune="", today=today)
    set_entry.install_roles(session, definitions=roles)
    procedure_install.install_shipped_profiles(session)


def enter_founding(
    session: Session,
    *,
    founding: Founding,
    definition: SetDefinition,
    roles: Sequence[RoleDefinition],
    today: date,
) -> None:
    """Commune, set, roles, plan, and for each hamlet an open first round with nothing assessed."""
    places.create_commune(
        session,
        province=founding.province,
        district=founding.district,
        commune=founding.commune,
        today=today,
    )
    set_entry.install_roles(session, definitions=roles)  # the set's rows name them
    set_uid = set_entry.install_set(session, definition=definition)
    facts = plans.PlanFacts(
        title=f"Kế hoạch xây dựng bản đạt chuẩn nông thôn mới năm {founding.year} của {founding.commune}"
    )
    plan_uid = plans.create_plan(session, year=founding.year, set_uid=set_uid, facts=facts)
    for hamlet_uid in places.add_hamlets(session, names=founding.hamlets):
        plans.include_hamlet(session, plan_uid=plan_uid, hamlet_uid=hamlet_uid)
        assessments.start_round(
            session,
            hamlet_uid=hamlet_uid,
            set_uid=set_uid,
            held_on=founding.held_on,
            kind=RoundKind.BASELINE,
        )
    procedure_install.install_shipped_profiles(session)
