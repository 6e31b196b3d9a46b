"""The profiles that come with the program, into a book."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.procedure import ProfileDefinition
from app.models.procedure import DossierComponent, ProcedureProfile, ProcedureStep
from app.paths import resource
from app.services.set_entry import identity


def shipped_profiles() -> list[ProfileDefinition]:
    from app.exchange.yaml_data import read_profile

    return [read_profile(file) for file in sorted(resource("procedures").glob("*.yaml"))]


def install_shipped_profiles(session: Session) -> int:
    """Those that come with the program and that the book does not have; returns how many came in."""
    return install_profiles(session, definitions=shipped_profiles())


def install_profiles(session: Session, *, definitions: Sequence[ProfileDefinition]) -> int:
    """Put profiles into the book; one of a code that is there stays as it is. Returns how many came in.

    Their rows have one identity in every book, so that books that meet agree on them.
    """
    known = set(session.scalars(select(ProcedureProfile.code)))
    last = session.scalar(select(func.max(ProcedureProfile.position))) or 0
    coming = [definition for definition in definitions if definition.code not in known]
    with session.no_autoflush:  # one flush for all rows
        for position, definition in enumerate(coming, start=last + 1):
            _add_profile(session, definition, position)
    session.flush()
    return len(coming)


def _add_profile(session: Session, definition: ProfileDefinition, position: int) -> None:
    uid = identity("procedure", definition.code)
    session.add(
        ProcedureProfile(
            uid=uid,
            code=definition.code,
            title=definition.title,
            for_reference=definition.for_reference,
            valid_from=definition.valid_from,
            valid_to=definition.valid_to,
            letterhead_parent=definition.letterhead_parent,
            received_by=definition.received_by,
            appraised_by=definition.appraised_by,
            decided_by=definition.decided_by,
            announced_by=definition.announced_by,
            vote_share=definition.vote_share,
            notice_days=definition.notice_days,
            source=definition.source,
            note=definition.note,
            position=position,
        )
    )
    for place, component in enumerate(definition.components, start=1):
        session.add(
            DossierComponent(
                uid=identity("procedure", definition.code, "component", str(place)),
                profile_uid=uid,
                position=place,
                kind=component.kind,
                title=component.title,
                signed_by=component.signed_by,
                required=component.required,
            )
        )
    for place, step in enumerate(definition.steps, start=1):
        day, month = step.before or (None, None)
        session.add(
            ProcedureStep(
                uid=identity("procedure", definition.code, "step", str(place)),
                profile_uid=uid,
                position=place,
                title=step.title,
                before_day=day,
                before_month=month,
                within_days=step.within_days,
                source=step.source,
            )
        )
