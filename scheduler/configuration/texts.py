"""What is said about the configuration, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

IN_FILE: Final = Text(nl="{file}, {key}", en="{file}, {key}")
NO_FILE: Final = Text(
    nl="dit bestand bestaat niet; ZOMERWIJZER_CONFIG noemt het.",
    en="this file does not exist; ZOMERWIJZER_CONFIG names it.",
)
UNREADABLE_FILE: Final = Text(
    nl="dit bestand kan niet worden gelezen ({detail}).",
    en="this file cannot be read ({detail}).",
)
NOT_TOML: Final = Text(
    nl="dit is geen TOML ({detail}).",
    en="this is not TOML ({detail}).",
)
UNKNOWN: Final = Text(nl="deze instelling bestaat niet.", en="there is no such setting.")
NO_SECTION: Final = Text(
    nl="dit is een groep van instellingen; schrijf ze onder [{detail}].",
    en="this is a group of settings; write them under [{detail}].",
)
WRONG: Final = Text(
    nl="hier staat “{value}”; verwacht: {expected}.",
    en="this says “{value}”; expected: {expected}.",
)
WRONG_HIDDEN: Final = Text(
    nl="wat hier staat, kan niet; verwacht: {expected}.",
    en="what this says cannot be; expected: {expected}.",
)
DID_YOU_MEAN: Final = Text(nl="Bedoelde je {near}?", en="Did you mean {near}?")
BAD: Final = Text(
    nl="De configuratie klopt niet; er is niets gedaan.",
    en="The configuration is wrong; nothing was done.",
)

_EMAIL: Final = Text(nl="een e-mailadres", en="an e-mail address")
_FILLED: Final = Text(nl="een tekst die niet leeg is", en="a text that is not empty")
_SECONDS: Final = Text(
    nl="een aantal seconden boven 0, hoogstens 3600", en="seconds above 0, at most 3600"
)
_YEAR: Final = Text(nl="een aantal dagen van 1 tot 365", en="days from 1 to 365")

EXPECTED: Final[Mapping[str, Text]] = {
    "environment": Text(nl="production of development", en="production or development"),
    "debug": Text(nl="true of false", en="true or false"),
    "storage": Text(nl="een map", en="a folder"),
    "database_url": Text(
        nl="sqlite:///pad/naar/bestand of postgresql://gebruiker@machine/naam",
        en="sqlite:///path/to/file or postgresql://user@host/name",
    ),
    "secret_key": _FILLED,
    "base_url": Text(
        nl="een webadres zonder wachtwoord, zoals https://zomer.voorbeeld.example",
        en="a web address without password, such as https://summer.example",
    ),
    "timezone": Text(
        nl="een tijdzone zoals Europe/Brussels", en="a time zone like Europe/Brussels"
    ),
    "languages": Text(
        nl="codes van talen die Zomerwijzer kent, elk één keer en nl erbij, zoals nl,fr,en",
        en="codes of languages that Zomerwijzer knows, each once and with nl, such as nl,fr,en",
    ),
    "geocoders": Text(
        nl="addresses, postcodes of package.module:Class, met komma's",
        en="addresses, postcodes or package.module:Class, with commas",
    ),
    "max_upload_mb": Text(nl="een aantal MB van 1 tot 1000", en="MB from 1 to 1000"),
    "mail.host": _FILLED,
    "mail.port": Text(nl="een poort van 1 tot 65535", en="a port from 1 to 65535"),
    "mail.security": Text(nl="none, starttls of tls", en="none, starttls or tls"),
    "mail.user": _FILLED,
    "mail.password": _FILLED,
    "mail.sender": _EMAIL,
    "mail.reply_to": _EMAIL,
    "mail.ca_file": Text(nl="een bestand met certificaten", en="a file with certificates"),
    "executor.kind": Text(nl="processes of dask", en="processes or dask"),
    "executor.address": Text(nl="een adres zoals tcp://planner:8786", en="like tcp://planner:8786"),
    "executor.workers": Text(nl="een aantal van 1 tot 256", en="a number from 1 to 256"),
    "worker.lease_seconds": _SECONDS,
    "worker.heartbeat_seconds": _SECONDS,
    "worker.poll_seconds": _SECONDS,
    "retention.needs_days": Text(nl="een aantal dagen van 0 tot 30", en="days from 0 to 30"),
    "retention.messages_days": _YEAR,
    "retention.audit_days": Text(nl="een aantal dagen van 30 tot 3650", en="days from 30 to 3650"),
    "retention.runs_days": _YEAR,
    "log.level": Text(nl="debug, info, warning of error", en="debug, info, warning or error"),
    "log.format": Text(nl="text of json", en="text or json"),
    "oidc.issuer": Text(nl="een webadres", en="a web address"),
    "oidc.client_id": _FILLED,
    "oidc.client_secret": _FILLED,
}
"""What each setting can be."""

TOGETHER: Final[Mapping[str, Text]] = {
    "user_and_password": Text(
        nl="geef mail.user en mail.password samen, of geen van de twee.",
        en="give mail.user and mail.password together, or neither.",
    ),
    "open_login": Text(
        nl="mail.password gaat niet leesbaar over het netwerk: kies mail.security starttls of tls.",
        en="mail.password does not cross a network readable: take mail.security starttls or tls.",
    ),
    "host_and_sender": Text(
        nl="met mail.host is ook mail.sender nodig.",
        en="with mail.host, mail.sender is needed too.",
    ),
    "dask_and_address": Text(
        nl="executor.address hoort bij executor.kind dask, en alleen daarbij.",
        en="executor.address goes with executor.kind dask, and only with that.",
    ),
    "heartbeat_and_lease": Text(
        nl=(
            "worker.lease_seconds moet minstens drie keer worker.heartbeat_seconds zijn, "
            "anders verliest een druk werkproces zijn beurt."
        ),
        en=(
            "worker.lease_seconds must be at least three times worker.heartbeat_seconds, "
            "or a busy worker loses its turn."
        ),
    ),
    "whole_oidc": Text(
        nl="geef oidc.issuer, oidc.client_id en oidc.client_secret alle drie, of geen.",
        en="give oidc.issuer, oidc.client_id and oidc.client_secret, all three or none.",
    ),
}
"""Settings that go together."""

UNSAFE: Final = Text(
    nl="Met deze instellingen start Zomerwijzer niet in productie:",
    en="Zomerwijzer does not start in production with these settings:",
)
DANGERS: Final[Mapping[str, Text]] = {
    "default_secret_key": Text(
        nl=(
            "{variable} is niet ingesteld. Iedereen kent de standaardsleutel en kan er links mee "
            "namaken. Maak er een met: python3 -c 'import secrets; print(secrets.token_hex())'"
        ),
        en=(
            "{variable} is not set. Everybody knows the default key and can forge links with it. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_hex())'"
        ),
    ),
    "weak_secret_key": Text(
        nl=(
            "{variable} is te kort of te eenvoudig; er zijn minstens 32 willekeurige tekens nodig. "
            "Maak er een met: python3 -c 'import secrets; print(secrets.token_hex())'"
        ),
        en=(
            "{variable} is too short or too simple; at least 32 random characters are needed. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_hex())'"
        ),
    ),
    "http_base_url": Text(
        nl=(
            "{variable} begint niet met https://. Zonder https leest iedereen onderweg mee. "
            "Zet een webserver met certificaat ervoor en geef het adres daarvan."
        ),
        en=(
            "{variable} does not begin with https://. Without it anybody on the way reads along. "
            "Put a web server with a certificate in front and give its address."
        ),
    ),
    "http_issuer": Text(
        nl="{variable} begint niet met https://. Wie meeleest, kan dan als een ander binnen.",
        en="{variable} does not begin with https://. Who reads along could sign in as another.",
    ),
    "open_mail": Text(
        nl=(
            "{variable} is none en de mailserver staat op een andere machine. Namen en adressen "
            "van gezinnen zouden leesbaar over het netwerk gaan. Kies starttls of tls."
        ),
        en=(
            "{variable} is none and the mail server is on another machine. Names and addresses of "
            "families would cross the network readable. Choose starttls or tls."
        ),
    ),
    "open_database": Text(
        nl=(
            "{variable} leidt naar een andere machine zonder versleuteling te eisen. "
            "Zet er ?sslmode=require of, beter, ?sslmode=verify-full achter."
        ),
        en=(
            "{variable} leads to another machine without requiring encryption. "
            "Add ?sslmode=require or, better, ?sslmode=verify-full."
        ),
    ),
    "debug": Text(
        nl="{variable} staat aan: een foutpagina zou dan gegevens en code tonen. Zet het uit.",
        en="{variable} is on: an error page would then show data and code. Turn it off.",
    ),
    "readable_secrets": Text(
        nl=(
            "{file} bevat geheimen ({keys}) en iedereen op deze machine mag het lezen. "
            "Herstel dat met: chmod o-rwx {file}"
        ),
        en=(
            "{file} holds secrets ({keys}) and everybody on this machine may read it. "
            "Mend that with: chmod o-rwx {file}"
        ),
    ),
}
"""Why a production start is refused."""
