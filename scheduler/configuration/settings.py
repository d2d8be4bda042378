"""Every setting, its type, its limits and its safe default. `docs/running.md` has the table."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic import model_validator as rule
from pydantic_core import PydanticCustomError
from sqlalchemy import URL, make_url

from data.references import languages as known_languages
from models.database import make_engine
from scheduler.configuration.addresses import checked_email, checked_web_address
from scheduler.geocoding.chosen import geocoders

DEVELOPMENT_KEY: Final = "only-for-development-never-for-families"
"""The secret key where none is set. A production start refuses it."""

DATABASE_FILE: Final = "zomerwijzer.db"
"""The SQLite file in the storage folder, where no database is set."""


def _no_yes_or_no(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a number is no yes or no")  # noqa: TRY004 - what pydantic understands
    return value


def _checked_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError("no such time zone") from error
    return name


def _database(url: SecretStr) -> SecretStr:
    make_engine(url.get_secret_value()).dispose()  # opens nothing; UnsupportedDatabase otherwise
    return url


def _languages(codes: tuple[str, ...]) -> tuple[str, ...]:
    if (
        "nl" not in codes
        or len(set(codes)) < len(codes)
        or not set(codes) <= set(known_languages())
    ):
        raise ValueError("unknown or double languages, or no nl")
    return codes


def _geocoders(names: tuple[str, ...]) -> tuple[str, ...]:
    geocoders(names)  # NoSuchGeocoder is a ValueError
    return names


def _ascii(text: str) -> str:
    if not text.isascii():
        raise ValueError("not every mail server takes such a sender")
    return text


def _split(value: Any) -> Any:
    """A list as the environment writes it: with commas."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Whole = Annotated[int, BeforeValidator(_no_yes_or_no)]
Seconds = Annotated[
    float, BeforeValidator(_no_yes_or_no), Field(gt=0, le=3600, allow_inf_nan=False)
]
Filled = Annotated[str, Field(min_length=1)]
Secret = Annotated[SecretStr, Field(min_length=1)]
Email = Annotated[str, AfterValidator(checked_email)]
Sender = Annotated[str, AfterValidator(checked_email), AfterValidator(_ascii)]
WebAddress = Annotated[str, AfterValidator(checked_web_address)]
TimeZone = Annotated[str, AfterValidator(_checked_time_zone)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
Languages = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_languages)]
Geocoders = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_geocoders)]


class Environment(StrEnum):
    """What this installation is for. Production is the default: it refuses what is not safe."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class Security(StrEnum):
    """How the connection with the mail server is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class ExecutorKind(StrEnum):
    """Who solves."""

    PROCESSES = "processes"
    DASK = "dask"


class LogLevel(StrEnum):
    """From which weight on something is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How a line of the log looks: for people, or one JSON object."""

    TEXT = "text"
    JSON = "json"


class Section(BaseModel):
    """Settings that belong together. Never changed; errors never show what was filled in."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False
    )


class Mail(Section):
    """The mail server. Without `host` nothing is sent and all mail waits.

    `ca_file`: certificates to trust where those of the system are not enough, as a path.
    """

    host: Filled | None = None
    port: Whole | None = Field(default=None, ge=1, le=65535)
    security: Security = Security.STARTTLS
    user: Filled | None = None
    password: Secret | None = None
    sender: Sender | None = None
    reply_to: Email | None = None
    ca_file: Filled | None = None

    @property
    def port_used(self) -> int:
        """The port: that of the settings, else the usual one."""
        usual = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
        return self.port or usual[self.security]

    @rule(mode="after")
    def _whole(self) -> Mail:
        if (self.user is None) != (self.password is None):
            raise PydanticCustomError("user_and_password", "user and password go together")
        if self.password is not None and self.security is Security.NONE:
            raise PydanticCustomError("open_login", "a password needs privacy")
        if self.host is not None and self.sender is None:
            raise PydanticCustomError("host_and_sender", "a host needs a sender")
        return self


class Executor(Section):
    """Who solves: `workers` processes of this machine, or Dask at `address`."""

    kind: ExecutorKind = ExecutorKind.PROCESSES
    address: Filled | None = None
    workers: Whole | None = Field(default=None, ge=1, le=256)

    @property
    def workers_used(self) -> int:
        """How many at once: that of the settings, else one for each processor."""
        return self.workers or os.cpu_count() or 1

    @rule(mode="after")
    def _whole(self) -> Executor:
        if (self.kind is ExecutorKind.DASK) != (self.address is not None):
            raise PydanticCustomError("dask_and_address", "dask and address go together")
        return self


class Worker(Section):
    """How the worker keeps its lease: good for `lease_seconds`, renewed every heartbeat."""

    lease_seconds: Seconds = 30
    heartbeat_seconds: Seconds = 5
    poll_seconds: Seconds = 2

    @rule(mode="after")
    def _whole(self) -> Worker:
        # One late heartbeat, or two, must not cost the lease.
        if self.heartbeat_seconds * 3 > self.lease_seconds:
            raise PydanticCustomError("heartbeat_and_lease", "the heartbeat is too slow")
        return self


class Retention(Section):
    """Days that things stay (R16). Identities go on 31 December, which nothing here changes.

    `needs_days`: needs and emergency contacts, after the last session. `messages_days`: what
    was sent. `audit_days`: who did what. `runs_days`: runs of which no plan was kept.
    """

    needs_days: Whole = Field(default=30, ge=0, le=30)
    messages_days: Whole = Field(default=90, ge=1, le=365)
    audit_days: Whole = Field(default=730, ge=30, le=3650)
    runs_days: Whole = Field(default=90, ge=1, le=365)


class Log(Section):
    """What is logged, and how it looks."""

    level: LogLevel = LogLevel.INFO
    format: LogFormat = LogFormat.TEXT


class Oidc(Section):
    """Signing in with OpenID Connect; off unless all three are set."""

    issuer: WebAddress | None = None
    client_id: Filled | None = None
    client_secret: Secret | None = None

    @property
    def is_on(self) -> bool:
        """Whether staff can sign in this way."""
        return self.issuer is not None

    @rule(mode="after")
    def _whole(self) -> Oidc:
        if len({part is None for part in (self.issuer, self.client_id, self.client_secret)}) > 1:
            raise PydanticCustomError("whole_oidc", "all three or none")
        return self


class Configuration(Section):
    """All settings. `storage` is an absolute folder; secrets show as ********."""

    environment: Environment = Environment.PRODUCTION
    debug: bool = False
    storage: Path = Path("zomerwijzer-data")
    database_url: DatabaseUrl | None = None
    secret_key: Secret = SecretStr(DEVELOPMENT_KEY)
    base_url: WebAddress = "http://localhost:8000"
    timezone: TimeZone = "Europe/Brussels"
    languages: Languages = ("nl", "fr", "en", "ar", "tr", "uk", "ps", "fa")
    geocoders: Geocoders = ("addresses", "postcodes")
    max_upload_mb: Whole = Field(default=20, ge=1, le=1000)
    mail: Mail = Mail()
    executor: Executor = Executor()
    worker: Worker = Worker()
    retention: Retention = Retention()
    log: Log = Log()
    oidc: Oidc = Oidc()

    @property
    def is_production(self) -> bool:
        """Whether real families depend on it."""
        return self.environment is Environment.PRODUCTION

    @property
    def database(self) -> URL:
        """The database, with its password: for `models.database.make_engine` only."""
        if self.database_url is None:
            return URL.create("sqlite", database=str(self.storage / DATABASE_FILE))
        return make_url(self.database_url.get_secret_value())

    @property
    def database_shown(self) -> str:
        """Which database it is, without user, password or options."""
        url = self.database
        if url.get_backend_name() == "sqlite":
            return f"sqlite: {url.database}"
        return f"postgresql: {url.database} ({url.host or 'local'})"


def keys() -> tuple[str, ...]:
    """Every setting by its key in the file, such as `mail.port`, in order."""
    found: list[str] = []
    for name, field in Configuration.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            found += [f"{name}.{inner}" for inner in kind.model_fields]
        else:
            found.append(name)
    return tuple(found)
