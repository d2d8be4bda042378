"""One-time codes of six digits from an app on a phone (RFC 6238), each good once."""

from __future__ import annotations

import base64
import hmac
import re
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from models import Account
from scheduler.accounts.noting import note_account

_STEP_SECONDS: Final = 30
_LEEWAY: Final = (0, -1, 1)
"""Steps beside the present one that count too: clocks of phones differ, and people type."""

_SECRET_BYTES: Final = 20
_CODE: Final = re.compile(r"[0-9]{6}")


def new_secret(key: str, *, account_id: int, drawn: str) -> str:
    """A secret for an app, in base32: always the same for the same key, account and draw.

    So that it need not be kept anywhere until the first code shows that the app has it: a page
    keeps only `drawn`, which tells nothing without the key of the installation.
    """
    about = f"one-time codes|{account_id}|{drawn}".encode()
    digest = hmac.new(key.encode(), about, "sha256").digest()
    return base64.b32encode(digest[:_SECRET_BYTES]).decode()


def address(secret: str, *, account: str, site: str) -> str:
    """What an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=site)


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """The time step whose code this is; None: it is not a code of now."""
    plain = "".join(code.split())
    if not _CODE.fullmatch(plain):
        return None
    totp, present = pyotp.TOTP(secret, interval=_STEP_SECONDS), int(now.timestamp())
    for leeway in _LEEWAY:
        step = present // _STEP_SECONDS + leeway
        if hmac.compare_digest(totp.generate_otp(step), plain):
            return step
    return None


def use_code(session: Session, *, account_id: int, code: str, now: datetime) -> bool:
    """Use a code up. False: it is wrong, too old, or was used already; of two at once, one is."""
    account = session.get(Account, account_id)
    if account is None or account.totp_secret is None:
        return False
    step = step_of(account.totp_secret, code, now=now)
    if step is None:
        return False
    used = session.execute(
        update(Account)
        .where(
            Account.id == account_id,
            Account.totp_secret == account.totp_secret,
            or_(Account.totp_last_step.is_(None), Account.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    ).first()
    return used is not None


def turn_on(session: Session, *, account_id: int, secret: str, code: str, now: datetime) -> bool:
    """From now on signing in asks for a code too. False: this code is not of that secret."""
    step = step_of(secret, code, now=now)
    if step is None:
        return False
    session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(totp_secret=secret, totp_last_step=step)
        .execution_options(synchronize_session=False)
    )
    note_account(session, account_id=account_id, verb="one_time_codes_on", now=now)
    return True


def turn_off(session: Session, *, account_id: int, code: str, now: datetime) -> bool:
    """From now on the password is enough. False: the code is not right; nothing is changed."""
    if not use_code(session, account_id=account_id, code=code, now=now):
        return False
    session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(totp_secret=None)
        .execution_options(synchronize_session=False)
    )
    note_account(session, account_id=account_id, verb="one_time_codes_off", now=now)
    return True
