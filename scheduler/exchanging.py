"""What import and export share: whose season it is, what they count, the line in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.table_names import TABLE_NAMES
from models import AuditEntry, Municipality, Season
from models.enums import ActorKind
from scheduler import texts
from scheduler.accounts import texts as account_texts
from scheduler.accounts.municipalities import NoSuchMunicipality, find_municipality
from scheduler.counting import Noun, counted_all
from scheduler.exit_status import ExitStatus
from scheduler.run import Halted, Run
from scheduler.text import Text

_TOLD: Final[Mapping[str, Noun]] = {
    "pupils": texts.PUPILS,
    "wishes": texts.WISHES,
    "offers": texts.OFFERS,
    "blocks": texts.BLOCKS,
    "locations": texts.LOCATIONS,
    "rooms": texts.ROOMS,
    "tutors": texts.TUTORS,
}


def municipality_meant(run: Run, session: Session, word: str) -> Municipality:
    """The municipality with this NIS code, name, or name in addresses.

    Raises:
        Halted: there is none here.
    """
    try:
        return find_municipality(session, word)
    except NoSuchMunicipality as wrong:
        raise halted(
            run,
            "no_such_municipality",
            account_texts.NO_SUCH_MUNICIPALITY,
            wrong.near,
            municipality=wrong.word,
        ) from None


def counts_of(dataset: Dataset) -> dict[str, int]:
    """How many rows each table has, the season aside."""
    return {name: len(getattr(dataset, name)) for name in TABLE_NAMES if name != "season"}


def told_counts(run: Run, dataset: Dataset) -> str:
    """The same for people, without the tables that nobody thinks of."""
    counts = counts_of(dataset)
    return counted_all(run.language, ((noun, counts[name]) for name, noun in _TOLD.items()))


def note(
    session: Session, *, municipality_id: int, season_id: int, verb: str, now: datetime
) -> None:
    """Write in the audit that the system did something with a season, and never what is in it."""
    session.add(
        AuditEntry(
            municipality_id=municipality_id,
            at=now,
            actor_kind=ActorKind.SYSTEM,
            verb=verb,
            subject_kind=Season.__tablename__,
            season_id=season_id,
            subject_id=season_id,
        )
    )
    session.flush()


def halted(
    run: Run,
    event: str,
    text: Text,
    near: str = "",
    status: ExitStatus = ExitStatus.BAD_INPUT,
    **values: object,
) -> Halted:
    """The end of a command, in words; `near` is what was perhaps meant."""
    sentence = text.said(run.language, **values)
    if near:
        sentence = account_texts.DID_YOU_MEAN.said(run.language, sentence=sentence, near=near)
    return Halted(status, sentence, message={"event": event, **values, "suggestion": near})
