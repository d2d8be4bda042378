"""Offers: what one can take part in, from draft to published to withdrawn."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data import references
from models import Block, Location, Offer, OfferBlock, OfferLocation, Organiser, Season
from models.enums import OfferKind, OfferStatus, Phase
from models.offer import ACCESS_FACTS
from scheduler.rights import Actor, Admitted, NotHere, Subject, admit
from scheduler.season.codes_known import known
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import FactsMissing
from scheduler.season.rows import as_expected, find, home, put, require, saving
from scheduler.season.values import values_of

LEISURE: Final = frozenset({"SPEL", "SPORT", "NATUUR"})
"""Goals that are no learning: an offer of help with learning needs another one too (R9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDraft:
    """Everything of an offer that people fill in (`models/offer.py`); saved whole.

    `blocks` and `locations` are numbers of rows; no locations: all. `organiser_id` None: the
    municipality itself.
    """

    code: str
    title: str
    kind: OfferKind
    goals: tuple[str, ...]
    min_size: int
    max_size: int
    max_groups: int
    leads: int
    assistants: int = 0
    lead_goals: tuple[str, ...] | None = None
    age_from: int | None = None
    age_to: int | None = None
    language: str = ""
    room_features: tuple[str, ...] = ()
    price_cents: int | None = None
    group_cents: int = 0
    organiser_id: int | None = None
    funder: str = ""
    edition: str = ""
    step_free: bool | None = None
    spoken_languages: tuple[str, ...] | None = None
    getting_there: str | None = None
    before_hours: str | None = None
    after_hours: str | None = None
    texts: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[int, ...] = ()
    locations: tuple[int, ...] = ()


def add_offer(
    session: Session, *, actor: Actor, season_id: int, offer: OfferDraft, now: datetime
) -> int:
    """Make an offer, as a draft that only its makers see; its number.

    Raises:
        NotHere, NotAllowed: as `admit`; an organiser adds offers of their own only.
        WrongPhase: the season is over.
        UnknownCode, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="add_offer",
        subject=Subject(organisers=(offer.organiser_id,)),
    )
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    _check(session, season, offer)
    row = Offer(**home(season), **_columns(offer))
    with saving(session):
        session.add(row)
    _put_lists(session, season, row.id, offer)
    note(session, admitted, row, now)
    return row.id


def edit_offer(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    offer_id: int,
    expected: int,
    offer: OfferDraft,
    now: datetime,
) -> int:
    """Save an offer as it was filled in; its new version. `expected`: the form's version.

    An organiser keeps it their own. A published offer keeps its access facts.

    Raises:
        NotHere, NotAllowed: as `admit`.
        ChangedMeanwhile: somebody else saved it since; nothing is changed.
        WrongPhase, UnknownCode, BrokenRule: as `add_offer`.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="edit_offer",
        subject=Subject(offers=(offer_id,), organisers=(offer.organiser_id,)),
    )
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    row = find(session, Offer, season, offer_id)
    as_expected(session, season, row, expected)
    _check(session, season, offer)
    with saving(session):
        put(row, _columns(offer))
    _put_lists(session, season, row.id, offer)
    note(session, admitted, row, now)
    return row.version


def remove_offer(
    session: Session, *, actor: Actor, season_id: int, offer_id: int, expected: int, now: datetime
) -> None:
    """Remove an offer that nobody wished and no plan names; withdraw it otherwise.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_offer`.
        StillUsed: a wish or a plan names it.
    """
    admitted, row = _own_offer(session, actor, season_id, "remove_offer", offer_id, expected)
    with saving(session, removing=True):
        session.delete(row)
    note(session, admitted, row, now)


def publish_offer(
    session: Session, *, actor: Actor, season_id: int, offer_id: int, expected: int, now: datetime
) -> int:
    """Let families see an offer, once they can know what they need; its new version.

    What was withdrawn can be published again. Already published: nothing changes.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_offer`.
        WrongPhase: the season is over.
        FactsMissing: access facts (R5), a block, or a goal to learn (R9) are not filled in yet;
            the sentence names them.
    """
    admitted, row = _own_offer(session, actor, season_id, "publish_offer", offer_id, expected)
    not_in(admitted.season, Phase.ARCHIVED)
    blocks = select(func.count()).select_from(OfferBlock).where(OfferBlock.offer_id == row.id)
    missing = missing_facts(row, has_blocks=bool(session.scalar(blocks)))
    if missing:
        raise FactsMissing(offer=row.title, facts=missing)
    with saving(session):
        put(row, {"status": OfferStatus.PUBLISHED, "published_at": row.published_at or now})
    note(session, admitted, row, now)
    return row.version


def withdraw_offer(
    session: Session, *, actor: Actor, season_id: int, offer_id: int, expected: int, now: datetime
) -> int:
    """Take an offer out of what can be wished and planned; its new version.

    Wishes for it stay as they are, and take no part in planning. Groups that are published
    already are cancelled one by one (`cancel_group`). An offer that was never published goes
    back to nobody: it is a draft still.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_offer`.
    """
    admitted, row = _own_offer(session, actor, season_id, "withdraw_offer", offer_id, expected)
    if row.status is OfferStatus.PUBLISHED:
        with saving(session):
            put(row, {"status": OfferStatus.WITHDRAWN})
    note(session, admitted, row, now)
    return row.version


def missing_facts(offer: Offer, *, has_blocks: bool) -> tuple[str, ...]:
    """What is to be filled in before an offer can be published, by the names of columns.

    The access facts (R5) that are not known yet; `goals` where an offer of help with learning
    has no goal to learn (R9); `blocks` where it has none.
    """
    missing = [fact for fact in ACCESS_FACTS if getattr(offer, fact) is None]
    if offer.kind is OfferKind.TUTORING and LEISURE.issuperset(offer.goals):
        missing.append("goals")
    return (*missing, *(() if has_blocks else ("blocks",)))


def _own_offer(  # noqa: PLR0917  (the question in full)
    session: Session, actor: Actor, season_id: int, verb: str, offer_id: int, expected: int
) -> tuple[Admitted, Offer]:
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb=verb,
        subject=Subject(offers=(offer_id,)),
    )
    row = find(session, Offer, admitted.season, offer_id)
    as_expected(session, admitted.season, row, expected)
    return admitted, row


def _columns(offer: OfferDraft) -> dict[str, Any]:
    return values_of(offer, without=("blocks", "locations"))


def _check(session: Session, season: Season, offer: OfferDraft) -> None:
    known("goals", (*offer.goals, *(offer.lead_goals or ())), references.goals().keys())
    known("room_features", offer.room_features, references.feature_codes())
    languages = (*((offer.language,) if offer.language else ()), *(offer.spoken_languages or ()))
    known("language", languages, references.languages().keys())
    require(session, Block, season, offer.blocks)
    require(session, Location, season, offer.locations)
    if offer.organiser_id is not None:
        organiser = session.get(Organiser, offer.organiser_id)
        if organiser is None or organiser.municipality_id != season.municipality_id:
            raise NotHere


def _put_lists(session: Session, season: Season, offer_id: int, offer: OfferDraft) -> None:
    """The blocks and locations, in their order."""
    session.execute(delete(OfferBlock).where(OfferBlock.offer_id == offer_id))
    session.execute(delete(OfferLocation).where(OfferLocation.offer_id == offer_id))
    for number in dict.fromkeys(offer.blocks):
        session.add(OfferBlock(**home(season), offer_id=offer_id, block_id=number))
    for number in dict.fromkeys(offer.locations):
        session.add(OfferLocation(**home(season), offer_id=offer_id, location_id=number))
    session.flush()
