"""Two municipalities with the same season each, and somebody of every kind who works there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Account, Location, Municipality, Offer, Organiser, PhaseChange, Season, Tutor
from models.database import writing
from models.enums import OfferKind, OfferStatus, Phase, StaffRole
from scheduler.accounts.accounts import NewAccount, RoleAt, add_account, give_role
from scheduler.accounts.municipalities import add_municipality
from scheduler.accounts.passwords import hashed

MADE_AT: Final = datetime(2027, 3, 1, 9, tzinfo=UTC)
PASSWORD: Final = "zon en maan en sterren"  # noqa: S105  (of nobody)
OTHER: Final = "of another municipality"
BOTH: Final = "of both"
EVERYBODY: Final = (*StaffRole, OTHER, BOTH)


@cache
def password_hash() -> str:
    """The hash of everybody's password, made once: it takes long on purpose."""
    return hashed(PASSWORD, email="nobody@gemeente.example")


class Town(NamedTuple):
    """Numbers of rows, by what tests call them."""

    gent: int
    aalst: int
    season: int
    accounts: dict[str, int]


def email_of(who: str) -> str:
    """The address of somebody of `EVERYBODY`."""
    return f"{who.replace(' ', '.')}@gemeente.example"


def build_town(engine: Engine, *, at: datetime = MADE_AT) -> Town:
    """Fill the database."""
    with writing(engine).begin() as session:
        gent = add_municipality(session, nis="44021", languages=("nl", "en"))
        aalst = add_municipality(session, nis="41002")
        gent.accent_colour = "#0b6e4f"
        gent.contact_name, gent.contact_phone = "Loket Zomer", "09 000 00 00"
        gent.contact_email = "zomer@gent.example"
        gent.desk_hours = "maandag tot vrijdag, 9 tot 12 uur"
        zon, maan = (Organiser(municipality_id=gent.id, name=name) for name in ("Zon", "Maan"))
        session.add_all([zon, maan])
        session.flush()
        season = _season(session, gent, at, organiser_id=zon.id)
        _season(session, aalst, at, organiser_id=None)
        accounts = {
            role.value: _account(session, role.value, at, (gent, role)).id for role in StaffRole
        }
        accounts[OTHER] = _account(session, OTHER, at, (aalst, StaffRole.COORDINATOR)).id
        accounts[BOTH] = _account(
            session, BOTH, at, (gent, StaffRole.READER), (aalst, StaffRole.PLANNER)
        ).id
        give_role(
            session,
            session.get_one(Account, accounts["organiser"]),
            RoleAt(municipality_id=gent.id, role=StaffRole.ORGANISER, organiser_ids=(maan.id,)),
            now=at,
            actor_id=None,
        )
    return Town(gent.id, aalst.id, season.id, accounts)


def _account(
    session: Session, who: str, at: datetime, *roles: tuple[Municipality, StaffRole]
) -> Account:
    new = NewAccount(email=email_of(who), name=who.capitalize(), password_hash=password_hash())
    account = add_account(session, new, now=at)
    for place, role in roles:
        give_role(
            session,
            account,
            RoleAt(municipality_id=place.id, role=role),
            now=at,
            actor_id=None,
        )
    return account


def _season(
    session: Session, place: Municipality, at: datetime, *, organiser_id: int | None
) -> Season:
    season = Season(
        municipality_id=place.id,
        slug="zomer-2027",
        name=f"Zomer 2027 {place.name}",
        year=2027,
        first_day=date(2027, 7, 1),
        last_day=date(2027, 8, 31),
        draw_seed="zon",
        phase=Phase.OFFER_PUBLISHED,
    )
    session.add(season)
    session.flush()
    home: dict[str, Any] = {"municipality_id": place.id, "season_id": season.id}
    session.add_all(
        [
            PhaseChange(**home, phase=Phase.OFFER_PUBLISHED, happened_at=at - timedelta(days=9)),
            PhaseChange(**home, phase=Phase.WISHES_OPEN, due_at=at + timedelta(days=20)),
            PhaseChange(**home, phase=Phase.CLOSED, due_at=at + timedelta(days=55)),
            Location(**home, code="L1", name="School De Beuk", lat=51.05, lon=3.72),
            Tutor(**home, code="T1", roles=("lead",), goals=("dutch_speaking",)),
            _offer(home, "O1", organiser_id, OfferStatus.PUBLISHED, at),
            _offer(home, "O2", organiser_id, OfferStatus.DRAFT, at),
        ]
    )
    session.flush()
    return season


def _offer(
    home: dict[str, Any], code: str, organiser_id: int | None, status: OfferStatus, at: datetime
) -> Offer:
    known = status is OfferStatus.PUBLISHED
    return Offer(
        **home,
        code=code,
        title=f"Taal en spel {code}",
        kind=OfferKind.PROGRAMME,
        goals=("dutch_speaking",),
        min_size=6,
        max_size=12,
        max_groups=2,
        leads=1,
        organiser_id=organiser_id,
        status=status,
        published_at=at if known else None,
        step_free=True if known else None,
        price_cents=500 if known else None,
        spoken_languages=("nl",) if known else None,
        getting_there="Bus 3" if known else None,
        before_hours="" if known else None,
        after_hours="" if known else None,
    )
