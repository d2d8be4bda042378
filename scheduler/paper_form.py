"""The form on paper of a season, made from its rows: what families see, and nothing else (R13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from babel.numbers import format_currency
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.collation import by_name
from data.paper_form import Activity, Coded, PaperForm
from models import Block, BlockSession, Location, Municipality, Offer, PhaseChange, Season
from models.enums import Phase
from scheduler.drafts.fitting import Fit, Told, fits
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.languages import Speech


def paper_form(
    session: Session, *, municipality: Municipality, season: Season, language: str, now: datetime
) -> PaperForm:
    """The form in one of `data.paper_form.LANGUAGES`: published offers only, no child.

    What can be asked is what the site's own questions offer. Always the same few queries.
    """
    speech = Speech(language)
    weeks, places = _weeks(session, season, speech), _places(session, season, speech)
    days = _days(session, season, speech)
    every = fits(session, season, Told())
    asked = {number for fit in every for number in fit.blocks}
    there = {number for fit in every for number in fit.locations}
    return PaperForm(
        language=language,
        municipality=municipality.name,
        season=season.name,
        code=season.slug,
        made_on=now.astimezone(BRUSSELS).date(),
        opens=days.get(Phase.WISHES_OPEN, ""),
        closes=days.get(Phase.CLOSED, ""),
        desk=tuple(
            line
            for line in (
                municipality.contact_name,
                municipality.contact_phone,
                municipality.contact_email,
                municipality.desk_hours,
            )
            if line
        ),
        free=tuple(
            _from_to(speech, first, last)
            for first, last in weeks_in(season.first_day, season.last_day)
        ),
        activities=tuple(
            _activity(fit, weeks, places, language)
            for fit in sorted(every, key=lambda each: (by_name(each.offer.title), each.offer.id))
        ),
        weeks=tuple(week for number, week in weeks.items() if number in asked),
        places=tuple(place for number, place in places.items() if number in there),
    )


def weeks_in(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each week, from Monday to Sunday, cut off at both ends."""
    day = first
    while day <= last:
        end = min(day + timedelta(days=6 - day.weekday()), last)
        yield day, end
        day = end + timedelta(days=1)


def _activity(
    fit: Fit, weeks: Mapping[int, Coded], places: Mapping[int, Coded], language: str
) -> Activity:
    offer: Offer = fit.offer
    everywhere = set(fit.locations) == set(places)
    cents = offer.price_cents or 0
    return Activity(
        code=offer.code,
        title=offer.title,
        ages=_ages(offer.age_from, offer.age_to),
        price=format_currency(cents / 100, "EUR", locale=language) if cents else "",
        weeks=tuple(weeks[number].code for number in sorted(fit.blocks, key=list(weeks).index)),
        places=() if everywhere else tuple(places[number].code for number in fit.locations),
    )


def _ages(youngest: int | None, oldest: int | None) -> str:
    """Such as 6–12; "": all."""
    if youngest is None and oldest is None:
        return ""
    return f"{youngest}+" if oldest is None else f"{youngest or 0}–{oldest}"


def _weeks(session: Session, season: Season, speech: Speech) -> dict[int, Coded]:
    """Every block with its days, in the order of days."""
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = session.execute(
        select(Block.id, Block.label, Block.code, first.label("first"), last.label("last"))
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == season.id)
        .group_by(Block.id, Block.label, Block.code)
        .order_by(first, func.min(BlockSession.start_min), Block.id)
    )
    found = {}
    for row in rows:
        days = _from_to(speech, row.first, row.last)
        label = f"{speech.own(row.label)}{speech.comma}" if row.label else ""
        found[row.id] = Coded(row.code, f"{label}{days}")
    return found


def _places(session: Session, season: Season, speech: Speech) -> dict[int, Coded]:
    """Every site, by name."""
    rows = session.execute(
        select(Location.id, Location.code, Location.name).where(Location.season_id == season.id)
    )
    ordered = sorted(rows, key=lambda row: (by_name(row.name), row.id))
    return {row.id: Coded(row.code, speech.own(row.name)) for row in ordered}


def _days(session: Session, season: Season, speech: Speech) -> dict[Phase, str]:
    """When forms come in, in words, as far as it is known."""
    rows = session.scalars(
        select(PhaseChange).where(
            PhaseChange.season_id == season.id,
            PhaseChange.phase.in_((Phase.WISHES_OPEN, Phase.CLOSED)),
        )
    )
    return {
        row.phase: speech.full_day(at.astimezone(BRUSSELS).date())
        for row in rows
        if (at := row.happened_at or row.due_at) is not None
    }


def _from_to(speech: Speech, first: date, last: date) -> str:
    return speech.day(first) if first == last else f"{speech.day(first)} – {speech.day(last)}"
