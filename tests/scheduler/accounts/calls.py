"""One call of each verb about a municipality and its people that succeeds, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from models import Logo, Message, Municipality, Organiser
from models.enums import Channel, StaffRole
from scheduler.accounts.logo_drawing import DrawnLogo
from scheduler.accounts.members import MemberDraft
from scheduler.accounts.municipality_facts import MunicipalityDraft
from scheduler.accounts.organisers import OrganiserDraft
from scheduler.rights import Actor
from tests.scheduler.season.town import NOW, Town

Made = Callable[[Session, Town, Actor], dict[str, Any]]


def _made(**values: Callable[[Session, Town], Any]) -> Made:
    def make(session: Session, town: Town, actor: Actor) -> dict[str, Any]:
        del actor
        said = {name: value(session, town) for name, value in values.items()}
        return {"municipality_id": town.municipality, **said}

    return make


def _base(session: Session, town: Town) -> str:
    del session, town
    return "https://zomer.example"


def _organiser_version(session: Session, town: Town) -> int:
    row = session.get(Organiser, town.organiser)
    assert row is not None
    return row.version


A_LOGO = DrawnLogo(b"pixels", 40, 20)


def _logo_version(session: Session, town: Town) -> int:
    """0: there is none."""
    del session, town
    return 0


def _with_logo(session: Session, town: Town) -> int:
    """The version of a logo, which is there from now on."""
    row = Logo(
        municipality_id=town.municipality,
        words="Zomerdorp",
        content=A_LOGO.content,
        sha256=A_LOGO.sha256,
        width=A_LOGO.width,
        height=A_LOGO.height,
    )
    session.add(row)
    session.flush()
    return row.version


def doubtful(session: Session, town: Town) -> int:
    """A message that was perhaps sent."""
    message = Message(
        municipality_id=town.municipality,
        kind="receipt",
        channel=Channel.MAIL,
        dedup_key="in doubt",
        mail_id=f"in doubt {town.municipality}",
        language="nl",
        recipient_name="",
        recipient_address="a@voorbeeld.example",
        subject="",
        body_text="",
        created_at=NOW,
        not_before=NOW,
        dead_at=NOW,
        attempts=1,
        error="in_doubt",
    )
    session.add(message)
    session.flush()
    return message.id


OF_MUNICIPALITY: Mapping[str, Made] = {
    "edit_municipality": _made(
        expected=lambda s, t: s.get_one(Municipality, t.municipality).version,
        municipality=lambda s, t: MunicipalityDraft(languages=("nl",), accent_colour="#123456"),
    ),
    "set_logo": _made(expected=_logo_version, drawn=lambda s, t: A_LOGO, words=lambda s, t: ""),
    "remove_logo": _made(expected=_with_logo),
    "invite_member": _made(
        member=lambda s, t: MemberDraft(
            email="nieuw@voorbeeld.example",
            roles=(StaffRole.ORGANISER,),
            organiser_ids=(t.organiser,),
        ),
        base_url=_base,
    ),
    "invite_again": _made(account_id=lambda s, t: t.accounts["reader"], base_url=_base),
    "set_roles": _made(
        account_id=lambda s, t: t.accounts["reader"],
        roles=lambda s, t: (StaffRole.DESK,),
        organiser_ids=lambda s, t: (),
    ),
    "disable_account": _made(account_id=lambda s, t: t.accounts["reader"]),
    "enable_account": _made(account_id=lambda s, t: t.accounts["reader"]),
    "add_organiser": _made(organiser=lambda s, t: OrganiserDraft(name="Ster")),
    "edit_organiser": _made(
        organiser_id=lambda s, t: t.organiser,
        expected=_organiser_version,
        organiser=lambda s, t: OrganiserDraft(name="Ster"),
    ),
    "send_message_again": _made(message_id=doubtful),
    "mark_message_sent": _made(message_id=doubtful),
}
"""Verb to what it is called with, besides `session`, `actor` and `now`."""
