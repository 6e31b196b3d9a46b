"""Deadlines as an .ics file for the phone's calendar (RFC 5545): all-day entries with a reminder the day before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.text import nfc
from app.files.atomic import write_atomically

_EVENING = timedelta(hours=-7)  # before the day begins: 17:00 of the day before


@dataclass(frozen=True, slots=True)
class Happening:
    """`uid` is the same whenever the same thing is written again, so that a phone replaces the old entry."""

    uid: str
    day: date
    title: str
    text: str


def ics_bytes(happenings: Iterable[Happening], *, made_at: datetime) -> bytes:
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Ban Sang//Nong thon moi//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for one in happenings:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", nfc(one.title), parameters={"language": "vi"})
        event.add("description", nfc(one.text), parameters={"language": "vi"})
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", nfc(one.title))
        alarm.add("trigger", _EVENING)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_ics(target: Path, happenings: Iterable[Happening], *, made_at: datetime) -> None:
    """`target` appears whole or not at all. Raises StorageError."""
    data = ics_bytes(happenings, made_at=made_at)
    with write_atomically(target) as part:
        part.write_bytes(data)
