"""A real SMTP server on this machine, that keeps what it gets and refuses what it is told to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from scheduler.outbox import MailSettings, Security

YES = "250 OK"


class MailServer:
    """Answers `YES` unless `answers` says otherwise for a command and an address.

    `on_command` is called with the name of every command that begins, moves or ends a mail.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.conversations = 0
        self.answers: dict[tuple[str, str], str] = {}
        self.on_command: Callable[[str], None] = lambda _: None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._loop = asyncio.new_event_loop()
        self._listening: asyncio.Server | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._start()
        self._thread.start()

    @property
    def settings(self) -> MailSettings:
        return MailSettings(
            host="127.0.0.1",
            port=self._socket.getsockname()[1],
            security=Security.NONE,
            sender="zomer@zomerdorp.example",
            timeout_seconds=60,
            answer_seconds=60,
        )

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._socket.close()

    def _start(self) -> None:
        async def start() -> None:
            self._listening = await self._loop.create_server(self._converse, sock=self._socket)

        self._loop.run_until_complete(start())

    def _run(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(self._hang_up())
        self._loop.close()

    async def _hang_up(self) -> None:
        if self._listening is not None:
            self._listening.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _converse(self) -> SMTP:
        self.conversations += 1
        return SMTP(self, loop=self._loop, hostname="mail.example", enable_SMTPUTF8=True)

    def _answer(self, command: str, address: str) -> str:
        self.on_command(command)
        return self.answers.get((command, address), YES)

    # The names below are aiosmtpd's.

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: object
    ) -> str:
        answer = self._answer("MAIL", address)
        if answer == YES:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: object
    ) -> str:
        answer = self._answer("RCPT", address)
        if answer == YES:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        answer = self.answers.get(("DATA", envelope.rcpt_tos[0]), YES)
        if answer == YES:
            self.raw.append(content)
            self.recipients += envelope.rcpt_tos
            self.mails.append(BytesParser(EmailMessage, policy=default).parsebytes(content))
        self.on_command("DATA")
        if answer == "":  # takes the mail on, and breaks off before it says so
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return answer

    async def handle_RSET(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        self.on_command("RSET")
        return YES
