"""The sessions of an activity as a file for somebody's own calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flask_babel import gettext
from icalendar import Calendar, Event

from models import Municipality
from web.public.offer.catalogue import Shown
from web.public.offer.telling import address, base_url, moment_of
from web.public.offer.times import Block


def calendar_file(shown: Shown, here: Municipality, blocks: Sequence[Block]) -> bytes:
    """The sessions of these blocks as an iCalendar file."""
    return calendar_of(shown.row.title, here, ((shown, blocks),))


def calendar_of(
    name: str, here: Municipality, chosen: Iterable[tuple[Shown, Sequence[Block]]]
) -> bytes:
    """The sessions of these blocks of each of these activities, as one iCalendar file."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Zomerwijzer//NL")
    made.add("name", name)
    days: list[date] = []
    for shown, blocks in chosen:
        for event in _events(shown, here, blocks):
            made.add_component(event)
        days += [each.day for block in blocks for each in block.moments]
    if days:
        # From the winter before, so that the change to summer time is in it.
        made.add_missing_timezones(date(days[0].year, 1, 1), date(days[0].year, 12, 31))
    return bytes(made.to_ical())


def _events(shown: Shown, here: Municipality, blocks: Sequence[Block]) -> Iterator[Event]:
    nature = gettext("Niet-formeel aanbod, vrijwillig")
    where = "; ".join(
        ", ".join(part for part in (p.row.name, p.row.address, p.row.postcode) if part)
        for p in shown.places
    )
    host = base_url().partition("://")[2]
    for block in blocks:
        for moment in block.moments:
            event = Event()
            event.add("uid", f"{shown.id}-{block.id}-{moment.day:%Y%m%d}-{moment.start}@{host}")
            event.add("dtstamp", shown.row.published_at)
            event.add("dtstart", moment_of(moment, moment.start))
            event.add("dtend", moment_of(moment, moment.end))
            event.add("summary", shown.row.title)
            event.add("description", f"{nature}. {address(here, shown)}")
            if where:
                event.add("location", where)
            yield event
