"""What the process is told at its start: read once from the environment, frozen, complete."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.language.catalog import LANGUAGES

DATA = Path(__file__).parent.parent / "data"
Kind = TypeVar("Kind", bound="Database")


class BadSettingError(Exception):
    """A setting is missing or wrong; the text names it and says what to do."""


class Database(BaseSettings):
    """What whoever looks after the database needs; one field an environment variable, of the same
    name in capitals.
    """

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, validate_default=True)

    database_url: str = Field(default=f"sqlite:///{DATA / 'callboard.db'}", repr=False)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        kind, _, rest = url.partition("://")
        if kind == "sqlite":
            return url
        if kind not in ("postgres", "postgresql", "postgresql+psycopg") or not rest:
            raise ValueError("give an address that begins with sqlite:/// or postgresql://")
        if find_spec("psycopg") is None:
            raise ValueError("PostgreSQL needs psycopg: install callboard[postgres]")
        return f"postgresql+psycopg://{rest}"


class Settings(Database):
    """All that the bot needs to be at work."""

    slack_bot_token: str = Field(default="", repr=False)
    slack_app_token: str = Field(default="", repr=False)
    slack_signing_secret: str = Field(default="", repr=False)
    ballot_secret: str = Field(default="", repr=False)  # empty: the bot token seals ballots
    notes_keys: str = Field(default="", repr=False)  # the newest first; empty: the bot token
    slack_api_url: str = "https://slack.com/api/"
    office_tz: str = "Asia/Shanghai"
    office_lang: str = "zh"
    office_admins: str = ""  # Slack ids, apart by commas
    host: str = "127.0.0.1"  # of this machine's addresses, the one that is listened at
    port: int = 3000
    senders: int = 24  # letters on their way to Slack at once
    health_port: int = 0  # where a `worker` says whether it is well; nowhere if 0
    log_format: str = "text"
    public_url: str = ""  # where calendars are read from outside; nowhere if empty

    @field_validator("office_lang")
    @classmethod
    def _known_language(cls, lang: str) -> str:
        if lang not in LANGUAGES:
            raise ValueError(f"give one of {', '.join(LANGUAGES)}")
        return lang

    @field_validator("office_admins")
    @classmethod
    def _slack_ids(cls, listed: str) -> str:
        ids = listed.replace(",", " ").split()
        if not all(re.fullmatch("[UW][A-Z0-9]+", one) for one in ids):
            raise ValueError("give Slack member ids such as U012AB3CD, apart by commas")
        return listed

    @field_validator("port", mode="before")
    @classmethod
    def _a_port(cls, port: object) -> object:
        if not str(port).isdecimal() or not 1 <= int(str(port)) <= 65535:
            raise ValueError("give a number from 1 to 65535")
        return port

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, name: str) -> str:
        if name not in ("text", "json"):
            raise ValueError("give text or json")
        return name

    @field_validator("health_port", mode="before")
    @classmethod
    def _a_port_or_none(cls, port: object) -> object:
        return port if str(port) == "0" else cls._a_port(port)

    @field_validator("senders", mode="before")
    @classmethod
    def _a_few(cls, number: object) -> object:
        if not str(number).isdecimal() or not 1 <= int(str(number)) <= 64:
            raise ValueError("give a number from 1 to 64")
        return number

    @field_validator("office_tz")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("give a zone of the tz database, such as Asia/Shanghai")
        return name

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: str) -> str:
        if not token.startswith("xoxb-"):
            raise ValueError("give the app's bot token; it begins with xoxb-")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: str) -> str:
        if token and not token.startswith("xapp-"):
            raise ValueError("give the app-level token for Socket Mode; it begins with xapp-")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("give an address that begins with https://")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("public_url")
    @classmethod
    def _public_url(cls, url: str) -> str:
        if url and not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", url):
            raise ValueError("give the address people reach the bot at; it begins with https://")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _one_way_in(self) -> Settings:
        if not self.slack_app_token and not self.slack_signing_secret:
            raise ValueError(
                "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) must be set"
            )
        return self

    @property
    def keys(self) -> list[str]:
        """Of what is sealed at rest: the newest first, and what it was sealed with before there
        were any.
        """
        return [*self.notes_keys.replace(",", " ").split(), self.slack_bot_token]

    @property
    def is_heard_over_http(self) -> bool:
        """In Socket Mode only where somebody is to ask there."""
        return not self.slack_app_token or bool(self.public_url) or "port" in self.model_fields_set

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.office_tz)

    @property
    def admins(self) -> frozenset[str]:
        return frozenset(self.office_admins.replace(",", " ").split())


def read_settings() -> Settings:
    """The settings in the environment. Raises BadSettingError with one clear line."""
    return read(Settings)


def read(kind: type[Kind]) -> Kind:
    """As much of them as somebody needs."""
    try:
        return kind()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "_".join(str(one) for one in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ")
        raise BadSettingError(f"{name}: {said}" if name else said) from None
