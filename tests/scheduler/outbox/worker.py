"""A worker in a process of its own, to be killed: `send`, or `end` and be killed at that point."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from models.database import make_engine, writing
from scheduler.outbox import Journal, Mailer, MailSettings, Security, send_due
from scheduler.outbox.claiming import claim_next
from tests.scheduler.outbox.town import NOW

_HOUSE = Path(__file__).resolve().parents[3]


def start(mode: str, url: str, port: int, journals: Path) -> subprocess.Popen[bytes]:
    """Start one."""
    return subprocess.Popen(
        [sys.executable, "-m", __spec__.name, mode, url, str(port), str(journals)],
        cwd=_HOUSE,
        stdout=subprocess.DEVNULL,
    )


def main(mode: str, url: str, port: str, journals: str) -> None:
    engine = make_engine(url)
    sessions = writing(engine)
    journal = Journal(Path(journals))
    if mode == "send":
        settings = MailSettings(
            host="127.0.0.1",
            port=int(port),
            security=Security.NONE,
            sender="zomer@zomerdorp.example",
        )
        send_due(sessions, Mailer(settings), journal=journal, clock=lambda: NOW)
        journal.close()
        engine.dispose()
        return
    with sessions.begin() as session:
        claim = claim_next(session, owner=journal.name, now=NOW)
    assert claim is not None
    if mode == "end":
        journal.ending(claim.held.attempt)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
