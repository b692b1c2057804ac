"""Settings from the environment and `.env`, both read and converted by environs.

`docs/operators/settings.md` and `.env.example` list them all.
"""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from environs import Env, EnvValidationError
from marshmallow import ValidationError, validate

from bot.core.defaults import MAX_ARTICLE_BYTES, THRESHOLD
from bot.errors import SettingsError
from bot.logs import FORMATS

LOG_LEVELS = ("debug", "info", "warning", "error")


class ReaderChoice(StrEnum):
    """When the reader is asked, if it is installed."""

    AUTO = "auto"  # where the first candidates are close
    ALWAYS = "always"
    OFF = "off"


class Rate(NamedTuple):
    """A limit: at most this many questions in this many seconds."""

    questions: int
    seconds: float


DEFAULT_CORPUS = Path("corpus")
USER_COOLDOWN = Rate(5, 20)
SERVER_COOLDOWN = Rate(30, 60)
FEED_MINUTES = 60
SERVER_ARTICLES = 10_000
SERVER_MEGABYTES = 500
SERVER_SENTENCES = 500_000
_MIN_FEED_MINUTES = 15  # sites take more frequent readers of their feeds for an attack
_RATE = validate.Regexp(
    r"[1-9]\d{0,5}/[1-9]\d{0,5}\Z", error="Must be QUESTIONS/SECONDS, such as 5/20."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set, named after the variables in lower case."""

    discord_token: str | None
    corpus: Path
    data: Path
    threshold: float
    reader: ReaderChoice
    max_article_bytes: int
    direct_messages: bool
    user_install: bool
    message_content: bool
    user_cooldown: Rate
    server_cooldown: Rate
    feed_minutes: int
    server_articles: int
    server_megabytes: int
    server_sentences: int
    source_url: str | None
    privacy_url: str | None
    proxy: str | None
    log_level: str
    log_format: str
    health_file: Path | None
    metrics_port: int | None
    metrics_address: str
    shard_count: int | None
    shard_ids: tuple[int, ...] | None

    def __repr__(self) -> str:
        """Leave out the token, so that it cannot end up in a log."""
        return f"Settings(corpus={self.corpus}, data={self.data})"

    def token(self) -> str:
        """Return the bot's token; raise SettingsError if there is none."""
        if not self.discord_token:
            raise SettingsError(
                "DISCORD_TOKEN is not set. Add DISCORD_TOKEN=... to .env;"
                " you find the token on your application's Bot page in Discord's Developer Portal."
            )
        return self.discord_token


def read_settings(dotenv: Path = Path(".env")) -> Settings:
    """Read the settings; raise a SettingsError that names the variable if one is invalid."""
    env = Env()
    try:
        env.read_env(dotenv, recurse=False)
        return _settings(env)
    except EnvValidationError as error:
        name = str(error).split('"')[1]
        raise SettingsError(f"{name}: {' '.join(error.error_messages)}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{dotenv} cannot be read: {error}") from error


def _settings(env: Env) -> Settings:
    token = env.str("DISCORD_TOKEN", None)
    with env.prefixed("VERBATIM_"):
        return Settings(
            discord_token=token.strip() if token else None,
            corpus=Path(env.str("CORPUS", str(DEFAULT_CORPUS))),
            data=Path(env.str("DATA", "data")),
            threshold=env.float("THRESHOLD", THRESHOLD, validate=validate.Range(0, 1)),
            reader=ReaderChoice(
                env.str("READER", ReaderChoice.AUTO, validate=validate.OneOf(list(ReaderChoice)))
            ),
            max_article_bytes=env.int(
                "MAX_ARTICLE_BYTES", MAX_ARTICLE_BYTES, validate=validate.Range(1)
            ),
            direct_messages=env.bool("DIRECT_MESSAGES", True),
            user_install=env.bool("USER_INSTALL", True),
            message_content=env.bool("MESSAGE_CONTENT", False),
            user_cooldown=_rate(env, "USER_COOLDOWN", USER_COOLDOWN),
            server_cooldown=_rate(env, "SERVER_COOLDOWN", SERVER_COOLDOWN),
            feed_minutes=env.int("FEED_MINUTES", FEED_MINUTES, validate=_feed_minutes),
            server_articles=env.int("SERVER_ARTICLES", SERVER_ARTICLES, validate=validate.Range(1)),
            server_megabytes=env.int(
                "SERVER_MEGABYTES", SERVER_MEGABYTES, validate=validate.Range(1)
            ),
            server_sentences=env.int(
                "SERVER_SENTENCES", SERVER_SENTENCES, validate=validate.Range(1)
            ),
            source_url=env.str("SOURCE_URL", None, validate=_link) or None,
            privacy_url=env.str("PRIVACY_URL", None, validate=_link) or None,
            proxy=env.str("PROXY", None) or None,
            log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(LOG_LEVELS)),
            log_format=env.str("LOG_FORMAT", "text", validate=validate.OneOf(FORMATS)),
            health_file=Path(file) if (file := env.str("HEALTH_FILE", None)) else None,
            metrics_port=_number(env, "METRICS_PORT", validate.Range(1, 65535)),
            metrics_address=env.str("METRICS_ADDRESS", "127.0.0.1"),
            shard_count=(count := _number(env, "SHARD_COUNT", validate.Range(1))),
            shard_ids=_shard_ids(env.str("SHARD_IDS", None), count),
        )


def _number(env: Env, name: str, valid: validate.Range) -> int | None:
    """Return the number, or None if it is unset, or empty as in `.env.example`."""
    return env.int(name, validate=valid) if env.str(name, None) else None


def _shard_ids(text: str | None, count: int | None) -> tuple[int, ...] | None:
    """Return the shards in a list such as `0-3,8`, or None for all shards."""
    if not text:
        return None
    if count is None:
        raise SettingsError(
            "VERBATIM_SHARD_IDS: Set VERBATIM_SHARD_COUNT too, the number of all shards."
        )
    return tuple(sorted({number for part in text.split(",") for number in _shards(part, count)}))


def _shards(part: str, count: int) -> range:
    """Return the shards in one number, or in two numbers with a hyphen."""
    first, hyphen, last = part.partition("-")
    last = last if hyphen else first
    with suppress(ValueError):
        if 0 <= int(first) <= int(last) < count:
            return range(int(first), int(last) + 1)
    raise SettingsError(
        f"VERBATIM_SHARD_IDS: {part!r} must be a number from 0 to {count - 1},"
        " or a range of them such as 0-7."
    )


def _rate(env: Env, name: str, default: Rate) -> Rate:
    text = env.str(name, f"{default.questions}/{default.seconds}", validate=_RATE)
    questions, seconds = map(int, text.split("/"))
    return Rate(questions, seconds)


def _feed_minutes(minutes: int) -> None:
    if minutes and minutes < _MIN_FEED_MINUTES:
        raise ValidationError(f"Must be {_MIN_FEED_MINUTES} or more, or 0 for no feeds.")


def _link(text: str) -> None:
    if text and not text.startswith(("https://", "http://")):
        raise ValidationError("Must start with https:// or http://.")
