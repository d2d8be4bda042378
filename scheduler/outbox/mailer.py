"""The mail server: how we reach it, and the one conversation that hands a mail over."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from enum import StrEnum
from typing import Final

from scheduler.outbox.failures import Failure, InDoubt, NotSent, Why

_ADDRESS: Final = re.compile(
    r"[^\s<>@\"(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[^\s<>@\"(),:;\\/\[\]]{1,253}"
)
_END: Final = b".\r\n"
_GO_AHEAD: Final = 354


class Security(StrEnum):
    """How the conversation is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """Where mail goes out. `sender` is the address that all mail comes from.

    Without `security`, only a server on the same machine should be named: it is for whoever
    reads the configuration to refuse anything else. `ca_file`: the certificates to trust, where
    the system's are not enough. `answer_seconds` is how long the server may think about a whole
    mail (RFC 5321 asks ten minutes), `timeout_seconds` about anything else.

    Raises:
        ValueError: the settings cannot be right.
    """

    host: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    timeout_seconds: float = 30.0
    answer_seconds: float = 600.0

    def __post_init__(self) -> None:
        if not self.host or not 0 < self.port < 65536:
            raise ValueError("the mail server needs a host, and a port from 1 to 65535")
        if not _ADDRESS.fullmatch(self.sender) or not self.sender.isascii():
            raise ValueError("the sender is not a mail address")
        if bool(self.user) != bool(self.password):
            raise ValueError("a user of the mail server and its password go together")
        if self.user and self.security == Security.NONE:
            raise ValueError("a password is not sent over a conversation that others can read")
        if self.timeout_seconds <= 0 or self.answer_seconds <= 0:
            raise ValueError("the mail server needs some time to answer")

    @property
    def domain(self) -> str:
        """The domain of the sender, which Message-IDs end with."""
        return self.sender.rpartition("@")[2]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail, whole. `mail_id` is fixed when the message is queued."""

    mail_id: str
    to: str
    sender_name: str
    subject: str
    text: str
    html: str
    language: str
    sent_on: datetime
    reply_to: str = ""


class Mailer:
    """Hands mails over to one server, over a conversation that is kept open between them."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self._smtp: smtplib.SMTP | None = None

    @contextmanager
    def open(self) -> Iterator[Mailer]:
        """Says goodbye to the server at the end; the conversation begins when needed."""
        try:
            yield self
        finally:
            self._leave()

    def get_ready(self) -> None:
        """Be in a conversation that can take a mail.

        Raises:
            NotSent: the server cannot be reached, or does not let us in.
        """
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._smtp.rset()[0] == 250:
                    return
            self._leave()
        try:
            self._smtp = self._connect()
        except smtplib.SMTPConnectError as error:
            raise NotSent(Failure(Why.UNREACHABLE, error.smtp_code)) from None
        except (smtplib.SMTPServerDisconnected, TimeoutError):
            raise NotSent(Failure(Why.UNREACHABLE)) from None
        except smtplib.SMTPResponseException as error:
            raise NotSent(Failure(Why.NOT_TRUSTED, error.smtp_code)) from None
        except (smtplib.SMTPException, ssl.SSLError):
            raise NotSent(Failure(Why.NOT_TRUSTED)) from None
        except OSError:
            raise NotSent(Failure(Why.UNREACHABLE)) from None

    def hand_over(self, mail: Mail, *, before_end: Callable[[], None]) -> None:
        """Hand one mail over, after `get_ready`.

        Everything is said except the last three bytes, which make the server take the mail on;
        then `before_end` is called, and those bytes follow as the very next thing.

        Raises:
            NotSent: the server has certainly not taken it on.
            InDoubt: the conversation broke off after the end, before the answer.
        """
        if self._smtp is None:
            raise NotSent(Failure(Why.UNREACHABLE))
        smtp = self._smtp
        to = _address(mail.to)
        international = not to.isascii()
        if international and not smtp.has_extn("smtputf8"):
            raise NotSent(Failure(Why.BAD_ADDRESS))
        body = self._body(mail, to, international=international)
        try:
            self._expect(smtp.mail(self.settings.sender, ["SMTPUTF8"] * international), ours=True)
            self._expect(smtp.rcpt(to))
            self._expect(smtp.docmd("DATA"), go_ahead=True)
        except (smtplib.SMTPException, OSError):
            self._hang_up()
            raise NotSent(Failure(Why.UNREACHABLE)) from None
        try:
            smtp.send(body)
            _wait_at_most(smtp, self.settings.answer_seconds)
            before_end()
            smtp.send(_END)
        except (smtplib.SMTPException, OSError):
            self._hang_up()
            raise NotSent(Failure(Why.UNREACHABLE)) from None
        except BaseException:
            self._hang_up()  # a goodbye would be taken for a line of the mail
            raise
        try:
            reply = smtp.getreply()
            _wait_at_most(smtp, self.settings.timeout_seconds)
        except (smtplib.SMTPException, OSError):
            self._hang_up()
            raise InDoubt from None
        except BaseException:
            self._hang_up()
            raise
        self._expect(reply)

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        where = (settings.host, settings.port)
        name, patience = settings.domain, settings.timeout_seconds
        if settings.security == Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                *where, local_hostname=name, timeout=patience, context=self._trust()
            )
        else:
            smtp = smtplib.SMTP(*where, local_hostname=name, timeout=patience)
        try:
            if smtp.sock is not None:
                # The last three bytes are not to wait until the rest was acknowledged.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if settings.security == Security.STARTTLS:
                smtp.starttls(context=self._trust())
            smtp.ehlo_or_helo_if_needed()
            if settings.user:
                smtp.login(settings.user, settings.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.settings.ca_file or None)

    def _body(self, mail: Mail, to: str, *, international: bool) -> bytes:
        """The mail as it goes over the line, without its end."""
        policy = SMTPUTF8 if international else SMTP
        made = EmailMessage(policy=policy)
        made["From"] = Address(_one_line(mail.sender_name), addr_spec=self.settings.sender)
        local, _, domain = to.rpartition("@")
        made["To"] = Address(username=local, domain=domain)
        if _ADDRESS.fullmatch(mail.reply_to) and mail.reply_to.isascii():
            made["Reply-To"] = Address(addr_spec=mail.reply_to)
        made["Subject"] = _one_line(mail.subject)
        made["Date"] = mail.sent_on
        made["Message-ID"] = f"<{mail.mail_id}@{self.settings.domain}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(mail.text, cte="quoted-printable")
        made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
        made["Content-Language"] = mail.language  # set sooner, it would move into the first part
        made.set_boundary(f"=_{mail.mail_id}")
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", made.as_bytes())
        stuffed = re.sub(rb"(?m)^\.", b"..", lines)
        return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"

    def _expect(
        self, reply: tuple[int, bytes], *, ours: bool = False, go_ahead: bool = False
    ) -> None:
        """Go on if the server says yes; `ours`: what it refuses is us, not the recipient."""
        code = reply[0]
        if code == _GO_AHEAD if go_ahead else 200 <= code < 300:
            return
        if code < 500:
            if code in {-1, 421}:  # no answer that makes sense, or the server says goodbye
                self._hang_up()
            raise NotSent(Failure(Why.BUSY, code))
        raise NotSent(Failure(Why.NOT_TRUSTED if ours else Why.REFUSED, code))

    def _leave(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _hang_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def _address(address: str) -> str:
    """The address as the line takes it: a domain in its ASCII form.

    Raises:
        NotSent: no such address can exist.
    """
    if not _ADDRESS.fullmatch(address):
        raise NotSent(Failure(Why.BAD_ADDRESS))
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise NotSent(Failure(Why.BAD_ADDRESS)) from None


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _one_line(text: str) -> str:
    return " ".join(text.split())
