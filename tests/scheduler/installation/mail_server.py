"""A mail server of our own on this machine, which remembers what it was told."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE: Final = Path(__file__).with_name("localhost.pem")
"""A certificate for localhost that nobody trusts, with its key: made for these tests only."""

USER, PASSWORD = "zomer", "een wachtwoord"


@dataclass
class Told:
    """What came in."""

    greetings: list[str] = field(default_factory=list)
    mails: int = 0
    let_in: int = 0

    async def handle_EHLO(  # noqa: N802  (this name and the next are aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        self.greetings.append(name)
        session.host_name = name
        return answers

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.mails += 1
        return "250 OK"


def certified() -> ssl.SSLContext:
    """What the server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def mail_server(
    *, starttls: bool = False, tls: bool = False, login: bool = False
) -> Iterator[tuple[int, Told]]:
    """A server on a free port of this machine; the port, and what it was told."""
    told = Told()

    def check(
        server: SMTP, session: Session, envelope: Envelope, kind: str, given: Any
    ) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        told.let_in += right
        return AuthResult(success=right, handled=right)

    def speak() -> SMTP:
        return SMTP(
            told,
            hostname="localhost",
            tls_context=certified() if starttls else None,
            authenticator=check if login else None,
            auth_require_tls=True,
        )

    with _served(speak, certified() if tls else None) as port:
        yield port, told


@contextmanager
def _served(
    speak: Callable[[], asyncio.BaseProtocol], context: ssl.SSLContext | None
) -> Iterator[int]:
    """The port that a loop in a thread of its own listens to."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def open_up() -> asyncio.Server:
        return await loop.create_server(speak, "127.0.0.1", 0, ssl=context)

    async def close(server: asyncio.Server) -> None:
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(open_up(), loop).result(60)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(close(server), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
