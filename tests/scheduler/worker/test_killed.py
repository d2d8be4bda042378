"""A worker that is killed at any moment: what was to happen still happens, and happens once."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import URL, func, select
from sqlalchemy.orm import Session, sessionmaker

from models import (
    Child,
    ChildNeed,
    EmergencyContact,
    Message,
    PhaseChange,
    PlanningRun,
    Season,
    SignedLink,
)
from models.enums import LinkPurpose, RunStatus
from scheduler.outbox import dead_letters, send_again
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.worker.summer import NOW, Summer, eventually, past
from tests.scheduler.worker.work import Work

KILLS: Final = 25
"""On each database; fifty together."""

_HOUR: Final = timedelta(hours=1)
_DATED: Final = ("offer_published", "wishes_open", "closed")


@pytest.fixture
def server() -> Iterator[MailServer]:
    running = MailServer()
    yield running
    running.stop()


class _Season:
    """One summer after another, each with some work of every kind."""

    def __init__(self, summer: Summer) -> None:
        self.summer = summer
        self._past = past(summer.folder / "past")
        self.phases: list[int] = []
        self.runs: list[int] = []
        self.mails: list[str] = []
        self.past: list[int] = []

    def mail(self) -> None:
        """Mails, each to somebody else, so that none travels along with another."""
        season = self.phases[0] if self.phases else self.dated()
        for _ in range(4):
            key = f"mail-{len(self.mails)}"
            self.summer.tell(self.summer.contact(season, key), key)
            self.mails.append(key)

    def dated(self) -> int:
        """A season all of whose dates have passed."""
        season = self.summer.season()
        at = {word: NOW + (number - 3) * _HOUR for number, word in enumerate(_DATED)}
        self.summer.due(season, **at)
        self.phases.append(season)
        return season

    def purge(self) -> None:
        """A season of last year, with needs and a run; and a link that has run out."""
        season = self.summer.season(self._past)
        self.past.append(season)
        with self.summer.sessions.begin() as session:
            home = {"municipality_id": self.summer.municipality_id, "season_id": season}
            for child in session.scalars(select(Child.id).where(Child.season_id == season)).all():
                session.add(ChildNeed(**home, child_id=child, code="calm"))
                session.add(EmergencyContact(**home, child_id=child, name="Oma", phone="1"))
        old = self.summer.contact(season, "old")
        with self.summer.sessions.begin() as session:
            session.add(
                SignedLink(
                    municipality_id=self.summer.municipality_id,
                    season_id=season,
                    contact_id=old.id,
                    token_hash=f"{old.id:064}",
                    purpose=LinkPurpose.FAMILY,
                    created_at=NOW - 2 * _HOUR,
                    expires_at=NOW - _HOUR,
                )
            )

    def run(self) -> None:
        """A run that waits."""
        self.runs.append(self.summer.run(self.phases[0] if self.phases else self.dated()))


def test_killed_at_any_moment_everything_still_happens_once(
    database_url: URL,
    sessions: sessionmaker[Session],
    summer: Summer,
    server: MailServer,
    tmp_path: Path,
) -> None:
    chance = random.Random(2027)
    work = Work(database_url, tmp_path / "storage", NOW, server.settings)
    season = _Season(summer)
    season.dated()
    for _ in range(3):
        season.run()
    for kill in range(KILLS):
        moment = (
            list(_MOMENTS)[kill]
            if kill < len(_MOMENTS)
            else chance.choices(list(_MOMENTS), [weight for weight, _ in _MOMENTS.values()])[0]
        )
        season.mail()
        season.dated()
        season.purge()
        _, begins = _MOMENTS[moment]
        has_come = begins(season, server)
        process = work.start()
        eventually(has_come, f"kill {kill}: {moment}")
        # Mostly right after it, where things are halfway; sometimes later.
        time.sleep(chance.random() ** 3 * 0.1)
        process.kill()
        process.join()
        process.close()
    process = work.start()
    eventually(lambda: _all_done(summer), "everything that was due has been done")
    _send_doubtful_again(sessions, summer, server)
    eventually(lambda: _all_done(summer), "what staff sent again has gone out")
    process.terminate()
    process.join()
    assert process.exitcode == 0
    process.close()
    _every_run_ended_once(summer, season)
    _every_phase_happened_once(summer, season)
    _everybody_of_the_past_has_gone(summer, season)
    assert _copies(server) == dict.fromkeys(_mail_ids(summer), 1)


def _all_done(summer: Summer) -> bool:
    """Whether nothing is due any more, of any kind."""
    left = (
        select(PlanningRun.id).where(PlanningRun.ended_at.is_(None)),
        select(PhaseChange.id).where(PhaseChange.happened_at.is_(None)),
        select(Message.id).where(Message.sent_at.is_(None), Message.dead_at.is_(None)),
        select(SignedLink.id),
        select(Child.id).join(Season, Season.id == Child.season_id).where(Season.year < NOW.year),
    )
    with summer.looks() as session:
        return all(session.scalars(each.limit(1)).first() is None for each in left)


def _copies(server: MailServer) -> dict[str, int]:
    """How often the server got each mail, by its id."""
    return Counter(str(mail["Message-ID"]).strip("<>").split("@")[0] for mail in list(server.mails))


def _mail_ids(summer: Summer) -> list[str]:
    with summer.looks() as session:
        return list(session.scalars(select(Message.mail_id)))


def _send_doubtful_again(
    sessions: sessionmaker[Session], summer: Summer, server: MailServer
) -> None:
    """Do what staff does with mails of which nobody can know: ask, and send what did not come.

    SMTP cannot tell whether a server took a mail on, once its sender was killed before it heard
    (`scheduler/outbox/sending.py`). Such a mail is never sent again by itself. The server's
    own list says which of them came; until here, no mail came twice.
    """
    copies = _copies(server)
    assert set(copies.values()) == {1}
    with sessions.begin() as session:
        letters = dead_letters(session, municipality_id=summer.municipality_id)
        assert {letter.in_doubt for letter in letters} <= {True}
        ids = dict(session.execute(select(Message.id, Message.mail_id)).all())
        lost = [each.message_id for each in letters if ids[each.message_id] not in copies]
        for message_id in lost:
            send_again(
                session, municipality_id=summer.municipality_id, message_id=message_id, now=NOW
            )
        print(f"in doubt: {len(letters)}, of which not sent: {len(lost)}, of {len(ids)}")


def _every_run_ended_once(summer: Summer, season: _Season) -> None:
    runs = [summer.of_run(run) for run in season.runs]
    assert {run.status for run in runs} == {RunStatus.DONE}
    assert {run.report["counts"]["placed"] for run in runs if run.report} == {2}
    audited = summer.audited()
    assert {run.id: audited["run_done", run.id] for run in runs} == dict.fromkeys(season.runs, 1)


def _every_phase_happened_once(summer: Summer, season: _Season) -> None:
    audited = summer.audited()
    for each in season.phases:
        assert [(phase.value, at) for phase, at in summer.changes(each)] == [
            (word, NOW) for word in _DATED
        ]
        verbs = ("show_offers", "open_wishes", "close_wishes")
        assert [audited[verb, each] for verb in verbs] == [1, 1, 1]


def _everybody_of_the_past_has_gone(summer: Summer, season: _Season) -> None:
    audited = summer.audited()
    for each in season.past:
        assert [audited[verb, each] for verb in ("needs_purged", "identities_purged")] == [1, 1]


def _started(season: _Season, server: MailServer) -> Callable[[], bool]:
    """Any moment from the first on."""
    return lambda: True


def _of_mail(season: _Season, server: MailServer) -> Callable[[], bool]:
    before = len(server.raw)
    return lambda: len(server.raw) > before


def _of_phases(season: _Season, server: MailServer) -> Callable[[], bool]:
    happened = PhaseChange.happened_at.is_not(None)

    def counted() -> int:
        with season.summer.looks() as session:
            return session.scalars(
                select(func.count()).select_from(PhaseChange).where(happened)
            ).one()

    before = counted()
    return lambda: counted() > before


def _of_purge(season: _Season, server: MailServer) -> Callable[[], bool]:
    def left() -> int:
        with season.summer.looks() as session:
            return session.scalars(select(func.count()).select_from(SignedLink)).one()

    before = left()
    return lambda: left() < before


def _of_claim(season: _Season, server: MailServer) -> Callable[[], bool]:
    def claims() -> int:
        with season.summer.looks() as session:
            return session.scalars(select(func.coalesce(func.sum(PlanningRun.claims), 0))).one()

    if _unfinished(season) == 0:
        season.run()
    before = claims()
    return lambda: claims() > before


def _of_search(season: _Season, server: MailServer) -> Callable[[], bool]:
    """A search has told where it is, or has ended since."""
    season.run()
    new = season.runs[-1]
    season.summer.change_run(new, queued_at=NOW - _HOUR)

    def told() -> bool:
        run = season.summer.of_run(new)
        return run.status is RunStatus.RUNNING or run.ended_at is not None

    return told


def _of_end(season: _Season, server: MailServer) -> Callable[[], bool]:
    season.run()
    before = _unfinished(season)
    return lambda: _unfinished(season) < before


def _unfinished(season: _Season) -> int:
    with season.summer.looks() as session:
        unfinished = select(func.count()).select_from(PlanningRun)
        return session.scalars(unfinished.where(PlanningRun.ended_at.is_(None))).one()


_MOMENTS: Final[dict[str, tuple[int, Callable[[_Season, MailServer], Callable[[], bool]]]]] = {
    "search": (1, _of_search),
    "end": (1, _of_end),
    "claim": (4, _of_claim),
    "mail": (6, _of_mail),
    "phases": (5, _of_phases),
    "purge": (5, _of_purge),
    "start": (4, _started),
}
"""Each happens at least once, then as often as its weight says: a search takes long to begin."""
