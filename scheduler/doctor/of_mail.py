"""Looks at the mail server as far as one can without sending anything."""

from __future__ import annotations

import smtplib
import ssl
from typing import Final

from scheduler.configuration.settings import Configuration, Mail, Security
from scheduler.doctor.findings import Finding, State

CHECK: Final = "mail"
_PATIENCE: Final = 20.0
"""Seconds to wait for a server that does not answer."""


def check_mail(configuration: Configuration, *, patience: float = _PATIENCE) -> Finding:
    """Whether the server answers, is who it says it is, and lets us in."""
    mail = configuration.mail
    if mail.host is None:
        return Finding(CHECK, State.WARNING, "no_mail")
    where = {"host": mail.host, "port": mail.port_used}
    try:
        _greet(mail, mail.host, patience)
    except ssl.SSLError:
        return Finding(CHECK, State.WRONG, "mail_certificate", where)
    except smtplib.SMTPNotSupportedError:
        code = "no_starttls" if mail.security is Security.STARTTLS else "no_login"
        return Finding(CHECK, State.WRONG, code, where)
    except smtplib.SMTPAuthenticationError:
        return Finding(CHECK, State.WRONG, "mail_login", where)
    except (smtplib.SMTPException, OSError):
        return Finding(CHECK, State.WRONG, "mail_silent", where)
    return Finding(CHECK, State.OK, "mail", where)


def _greet(mail: Mail, host: str, patience: float) -> None:
    trust = None if mail.security is Security.NONE else _trust(mail)
    if mail.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, mail.port_used, timeout=patience, context=trust
        )
    else:
        server = smtplib.SMTP(host, mail.port_used, timeout=patience)
    with server:
        server.ehlo_or_helo_if_needed()
        if mail.security is Security.STARTTLS:
            server.starttls(context=trust)
            server.ehlo()
        if mail.user is not None and mail.password is not None:
            server.login(mail.user, mail.password.get_secret_value())


def _trust(mail: Mail) -> ssl.SSLContext:
    """The certificates of the system, and those of our own file."""
    context = ssl.create_default_context()
    if mail.ca_file is not None:
        context.load_verify_locations(mail.ca_file)
    return context
