"""Adds a member of staff or a municipality, from the command line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import click
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Account
from models.database import writing
from models.enums import StaffRole
from scheduler.accounts import texts
from scheduler.accounts.accounts import (
    NewAccount,
    NoSuchOrganiser,
    RoleAt,
    add_account,
    find_account,
    give_role,
    organisers_named,
)
from scheduler.accounts.invitations import Invitation, invite
from scheduler.accounts.municipalities import (
    NoSuchMunicipality,
    add_municipality,
    find_municipality,
)
from scheduler.accounts.passwords import LONGEST, SHORTEST, WeakPassword, hashed
from scheduler.configuration.addresses import checked_email
from scheduler.configuration.asked import configured
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database
from scheduler.output import say, say_json, tell
from scheduler.run import Halted, Run
from scheduler.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRequest:
    """Who gets which role where, and whether a password is asked for now."""

    email: str
    role: StaffRole
    municipality: str
    name: str = ""
    organisers: tuple[str, ...] = ()
    ask_password: bool = False


@dataclass(frozen=True, slots=True)
class _Done:
    account: Account
    municipality: str
    is_new: bool
    has_new_role: bool
    invitation: Invitation | None


def run_add_user(run: Run, request: UserRequest) -> ExitStatus:
    """Make an account, or give one that is there another role; tell a link for the password.

    No address or name is told: what a command says may end up in a log.

    Raises:
        Halted: the configuration or the request is wrong; nothing was changed.
    """
    if bool(request.organisers) and request.role is not StaffRole.ORGANISER:
        raise _bad(run, "organiser_role", texts.ONLY_FOR_ORGANISERS)
    try:
        checked_email(request.email.strip())
    except ValueError:
        raise _bad(run, "bad_email", texts.NOT_AN_EMAIL) from None
    configuration = configured(run).configuration
    with open_database(run, configuration) as engine:
        kept = _password(run, request.email) if request.ask_password else None
        with writing(engine).begin() as session:
            done = _add(run, session, request, kept)
    _tell_user(run, request, done, configuration.base_url)
    return ExitStatus.DONE


def run_add_municipality(
    run: Run, *, nis: str, name: str | None, languages: tuple[str, ...]
) -> ExitStatus:
    """Add a municipality, called as the reference list does where no name is given.

    Raises:
        Halted: the configuration or the code is wrong, or it is there already; nothing changed.
    """
    configuration = configured(run).configuration
    with open_database(run, configuration) as engine:
        try:
            with writing(engine).begin() as session:
                added = add_municipality(session, nis=nis, name=name, languages=languages)
        except NoSuchMunicipality as wrong:
            raise _bad(run, "no_such_code", texts.NO_SUCH_CODE, wrong.near, nis=nis) from None
        except IntegrityError:
            called = name or ""
            raise _bad(
                run, "municipality_there", texts.MUNICIPALITY_THERE, name=called, nis=nis
            ) from None
    if run.as_json:
        say_json({"event": "municipality_added", "id": added.id, "nis": nis, "slug": added.slug})
    else:
        told = texts.MUNICIPALITY_ADDED
        say(told.said(run.language, name=added.name, nis=nis, slug=added.slug))
    return ExitStatus.DONE


def _add(run: Run, session: Session, request: UserRequest, kept: str | None) -> _Done:
    try:
        home = find_municipality(session, request.municipality)
        organisers = organisers_named(session, municipality_id=home.id, names=request.organisers)
    except NoSuchMunicipality as wrong:
        raise _bad(
            run,
            "no_such_municipality",
            texts.NO_SUCH_MUNICIPALITY,
            wrong.near,
            municipality=wrong.word,
        ) from None
    except NoSuchOrganiser as wrong:
        raise _bad(
            run, "no_such_organiser", texts.NO_SUCH_ORGANISER, wrong.near, organiser=wrong.name
        ) from None
    now = datetime.now(UTC)
    account = find_account(session, request.email)
    is_new = account is None
    if account is None:
        new = NewAccount(
            email=request.email,
            name=request.name,
            language=home.languages[0],
            password_hash=kept,
        )
        account = add_account(session, new, now=now)
    elif kept is not None:
        # Else whoever may run this could sign in as a colleague, unseen by that colleague.
        if account.password_hash is not None:
            raise _bad(run, "has_password", texts.HAS_PASSWORD)
        account.password_hash = kept
    given = RoleAt(municipality_id=home.id, role=request.role, organiser_ids=organisers)
    has_new_role = give_role(session, account, given, now=now, actor_id=None)
    invitation = None
    if account.password_hash is None and account.oidc_subject is None:
        invitation = invite(session, account=account, municipality_id=home.id, now=now)
    return _Done(account, home.name, is_new, has_new_role, invitation)


def _password(run: Run, email: str) -> str:
    """The hash of a password that is typed twice, unseen, or that stands alone on a line."""
    if sys.stdin.isatty():
        password = click.prompt(texts.PASSWORD.said(run.language), hide_input=True, err=True)
        again = click.prompt(texts.PASSWORD_AGAIN.said(run.language), hide_input=True, err=True)
        if password != again:
            raise _bad(run, "passwords_differ", texts.PASSWORDS_DIFFER)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        return hashed(password, email=email)
    except WeakPassword:
        raise _bad(
            run, "weak_password", texts.WEAK_PASSWORD, shortest=SHORTEST, longest=LONGEST
        ) from None


def _tell_user(run: Run, request: UserRequest, done: _Done, base_url: str) -> None:
    link = None if done.invitation is None else done.invitation.link(base_url)
    if run.as_json:
        say_json(
            {
                "event": "user_added",
                "account": done.account.id,
                "new": done.is_new,
                "role": request.role.value,
                "role_new": done.has_new_role,
                "invitation": link,
                "expires_at": done.invitation and done.invitation.expires_at.isoformat(),
            }
        )
        return
    text = texts.ROLE_GIVEN if done.has_new_role else texts.ROLE_HAD
    if done.is_new:
        text = texts.ACCOUNT_ADDED
    values = {"account": done.account.id, "municipality": done.municipality}
    sentence = text.said(run.language, role=request.role.value, **values)
    if done.invitation is None or link is None:
        say(sentence)
        return
    tell(sentence)
    until = done.invitation.expires_at.astimezone().strftime("%Y-%m-%d %H:%M")
    tell(texts.INVITATION.said(run.language, until=until))
    say(link)


def _bad(run: Run, event: str, text: Text, near: str = "", **values: object) -> Halted:
    sentence = text.said(run.language, **values)
    if near:
        sentence = texts.DID_YOU_MEAN.said(run.language, sentence=sentence, near=near)
    return Halted(
        ExitStatus.BAD_INPUT, sentence, message={"event": event, **values, "suggestion": near}
    )
