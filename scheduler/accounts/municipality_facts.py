"""What a municipality tells of itself: languages, colour, whom to call, its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.references import languages as known_languages
from models import Municipality
from scheduler.accounts.noting import changed_at, note_at
from scheduler.accounts.own_texts import HELPERS, helpers
from scheduler.accounts.refusals import NoSuchLanguage, NotAColour, NotAnAddress
from scheduler.configuration.addresses import checked_email
from scheduler.rights import Actor, admit_to_municipality
from scheduler.season.rows import put, saving
from scheduler.season.values import values_of

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityDraft:
    """What people fill in about their municipality (`models/municipality.py`); saved whole.

    `texts` holds its own words, key → language → text; keys that are not named stay as they
    are, a language that is not named is emptied.
    """

    languages: tuple[str, ...]
    accent_colour: str
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    desk_hours: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def edit_municipality(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    expected: int,
    municipality: MunicipalityDraft,
    now: datetime,
) -> int:
    """Save what a municipality tells of itself; its new version.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        ChangedMeanwhile: somebody else changed it since; nothing is changed.
        NoSuchLanguage, NotAColour, NotAnAddress, NotALink: what was filled in cannot be.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="edit_municipality"
    )
    row = locked(session, municipality_id)
    if row.version != expected:
        raise changed_at(session, row.id, subject=row, version=row.version)
    values = values_of(municipality, without=("texts",))
    values["accent_colour"] = str(values["accent_colour"]).lower()
    _check(values)
    texts = {**row.texts}
    for key, said in municipality.texts.items():
        texts[key] = {code: text.strip() for code, text in said.items() if text.strip()}
    for text in texts.get(HELPERS, {}).values():
        helpers(text)
    with saving(session):
        put(row, values | {"texts": texts})
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="edit_municipality",
        subject=row,
        now=now,
    )
    return row.version


def locked(session: Session, municipality_id: int) -> Municipality:
    """The municipality, as it is now, kept from others who would change it or its people."""
    return session.scalars(
        select(Municipality)
        .where(Municipality.id == municipality_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _check(values: Mapping[str, object]) -> None:
    languages = values["languages"]
    known = known_languages()
    assert isinstance(languages, tuple)  # noqa: S101 - of the draft
    if not languages or len(set(languages)) < len(languages) or not set(languages) <= set(known):
        raise NoSuchLanguage("languages")
    if not _COLOUR.fullmatch(str(values["accent_colour"])):
        raise NotAColour("accent_colour")
    email = str(values["contact_email"])
    if email:
        try:
            checked_email(email)
        except ValueError:
            raise NotAnAddress("contact_email") from None
