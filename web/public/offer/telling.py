"""What every feed tells of an activity: its address, its words and its moments.

Nothing of a child is in any feed, and no count; each says what the offer is (R1).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import current_app, url_for
from flask_babel import force_locale, gettext

from models import Municipality
from scheduler.configuration.settings import Configuration
from scheduler.outbox.hours import BRUSSELS
from web.public.offer.catalogue import Shown
from web.public.offer.own_words import own_words
from web.public.offer.times import Moment


def address(here: Municipality, shown: Shown) -> str:
    """The whole address of an activity's page."""
    return f"{base_url()}{url_for('public.offer', municipality=here.slug, offer=shown.id)}"


def base_url() -> str:
    """The address of this installation."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url.rstrip("/")


def described(shown: Shown, language: str) -> str:
    """What one does there and what kind of offer it is, in a language."""
    said = own_words(shown.row.texts, "activity", first=language, only=True)
    with force_locale(language):
        nature = str(gettext("Niet-formeel aanbod, vrijwillig"))
    return nature if said is None else f"{said.text}\n\n{nature}"


def organiser_name(shown: Shown, here: Municipality) -> str:
    """Who organises it; the municipality itself where nobody else does."""
    return here.name if shown.organiser is None else shown.organiser.name


def moment_of(moment: Moment, minutes: int) -> datetime:
    """A time of that day, in the time of our clocks."""
    return datetime.combine(moment.day, time(), BRUSSELS) + timedelta(minutes=minutes)


def age_range(shown: Shown) -> str:
    """The ages as feeds write them, such as 6-12 or 6-."""
    return f"{_number(shown.row.age_from)}-{_number(shown.row.age_to)}"


def _number(age: int | None) -> str:
    return "" if age is None else str(age)
