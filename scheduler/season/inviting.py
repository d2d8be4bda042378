"""A tutor's own signed link, by mail."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Season, SignedLink, Tutor
from models.enums import LinkPurpose, Phase
from scheduler.accounts.invitations import token_hash
from scheduler.outbox import queue
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import TutorInvitation
from scheduler.rights import Actor, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.rows import find, home
from scheduler.text import Text

PATH: Final = "/begeleider/"
"""Where the web takes a tutor's link: the token follows."""

_AT_LEAST: Final = timedelta(days=7)


class NoMail(Refusal):
    """A tutor without a mail address cannot get a link."""

    text: ClassVar = Text(
        nl="Deze begeleider heeft geen e-mailadres. Vul dat eerst in.",
        en="This tutor has no mail address. Fill that in first.",
    )


def invite_tutor(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    base_url: str,
    now: datetime,
) -> date:
    """Queue a mail with a new link; the last day on which it works: that of the season.

    Links that were sent before stop working.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        NoMail: there is no address to send it to.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="invite_tutor")
    not_in(admitted.season, Phase.ARCHIVED)
    tutor = find(session, Tutor, admitted.season, tutor_id)
    if not tutor.email.strip():
        raise NoMail
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.tutor_id == tutor.id,
            SignedLink.purpose == LinkPurpose.TUTOR,
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    token, until = secrets.token_urlsafe(32), _until(admitted.season, now)
    link = SignedLink(
        **home(admitted.season),
        token_hash=token_hash(token),
        purpose=LinkPurpose.TUTOR,
        created_at=now,
        expires_at=datetime.combine(until + timedelta(days=1), time(), BRUSSELS),
        tutor_id=tutor.id,
    )
    session.add(link)
    session.flush()
    queue(
        session,
        municipality_id=tutor.municipality_id,
        recipient=tutor,
        occasion=TutorInvitation(link=f"{base_url}{PATH}{token}", until=until),
        dedup_key=f"tutor_invitation:link={link.id}",
        now=now,
    )
    note(session, admitted, tutor, now)
    return until


def _until(season: Season, now: datetime) -> date:
    return max(season.last_day, (now + _AT_LEAST).astimezone(BRUSSELS).date())
