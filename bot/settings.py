"""What the process is told at its start: read once from the environment, frozen, complete."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DATA = Path(__file__).parent.parent / "data"


class BadSettingError(Exception):
    """A setting is missing or wrong; the text names it and says what to do."""


class Settings(BaseSettings):
    """One field an environment variable, of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, validate_default=True)

    database_url: str = Field(default_factory=lambda: f"sqlite:///{DATA / 'callboard.db'}")
    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: str = "https://slack.com/api/"
    office_tz: str = "Asia/Shanghai"
    office_lang: Literal["zh", "en"] = "zh"
    office_admins: str = ""  # Slack ids, apart by commas
    port: int = Field(default=3000, ge=1, le=65535)

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

    @model_validator(mode="after")
    def _one_way_in(self) -> Settings:
        if not self.slack_app_token and not self.slack_signing_secret:
            raise ValueError(
                "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) must be set"
            )
        return self

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.office_tz)

    @property
    def admins(self) -> frozenset[str]:
        return frozenset(filter(None, (one.strip() for one in self.office_admins.split(","))))


def read_settings() -> Settings:
    """The settings in the environment. Raises BadSettingError with one clear line."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ")
        raise BadSettingError(f"{name}: {said}" if name else said) from None
