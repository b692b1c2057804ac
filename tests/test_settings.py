"""Settings from the environment and `.env`."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, read_settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
NOWHERE = Path("no-such-file")


def read(folder: Path, text: str) -> Settings:
    dotenv = folder / ".env"
    dotenv.write_text(text, "utf-8")
    return read_settings(dotenv)


def test_the_example_holds_the_defaults():
    assert read_settings(EXAMPLE) == read_settings(NOWHERE)


def test_a_dotenv_file_is_read(tmp_path):
    settings = read(tmp_path, "DISCORD_TOKEN=' abc '\nVERBATIM_CORPUS=news\n")
    assert (settings.token(), settings.corpus) == ("abc", Path("news"))


def test_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("VERBATIM_CORPUS", "mine")
    assert read(tmp_path, "VERBATIM_CORPUS=news").corpus == Path("mine")


def test_reading_leaves_the_environment_alone(tmp_path, monkeypatch):
    """A token in os.environ would reach every program that is started from here."""
    read(tmp_path, "DISCORD_TOKEN=abc")
    assert read_settings(NOWHERE).discord_token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VERBATIM_THRESHOLD", "high"),
        ("VERBATIM_THRESHOLD", "1.5"),
        ("VERBATIM_MAX_ARTICLE_BYTES", "0"),
        ("VERBATIM_MAX_ARTICLE_BYTES", "2 MB"),
        ("VERBATIM_DIRECT_MESSAGES", "perhaps"),
        ("VERBATIM_LOG_LEVEL", "loud"),
        ("VERBATIM_READER", "sometimes"),
        ("VERBATIM_LOG_FORMAT", "xml"),
        ("VERBATIM_METRICS_PORT", "0"),
        ("VERBATIM_METRICS_PORT", "70000"),
        ("VERBATIM_SHARD_COUNT", "0"),
        ("VERBATIM_SHARD_COUNT", "many"),
        ("VERBATIM_SHARD_IDS", "0"),  # of how many?
        ("VERBATIM_MESSAGE_CONTENT", "some"),
        ("VERBATIM_USER_COOLDOWN", "5"),
        ("VERBATIM_USER_COOLDOWN", "0/20"),
        ("VERBATIM_SERVER_COOLDOWN", "5/20 s"),
        ("VERBATIM_FEED_MINUTES", "5"),
        ("VERBATIM_FEED_MINUTES", "-60"),
        ("VERBATIM_SERVER_ARTICLES", "0"),
        ("VERBATIM_SERVER_ARTICLES", "many"),
        ("VERBATIM_SERVER_MEGABYTES", "0"),
        ("VERBATIM_SERVER_MEGABYTES", "0.5"),
        ("VERBATIM_SOURCE_URL", "example.org"),
        ("VERBATIM_PRIVACY_URL", "javascript:alert()"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_settings(NOWHERE)


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        ("0", (0,)),
        ("0-7", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("8-9, 3", (3, 8, 9)),
        ("1-3,2-4", (1, 2, 3, 4)),  # no shard runs twice
        ("15", (15,)),
        ("", None),
    ],
)
def test_shards_are_numbers_and_ranges(tmp_path, listed, ids):
    settings = read(tmp_path, f"VERBATIM_SHARD_COUNT=16\nVERBATIM_SHARD_IDS={listed}\n")
    assert (settings.shard_count, settings.shard_ids) == (16, ids)


@pytest.mark.parametrize(
    "listed",
    [
        "16",  # the first is 0
        "-1",
        "7-0",
        "0-",  # would read as 0
        "0-99999999999999",  # would fill the memory
        "0,",
        "a",
    ],
)
def test_shards_that_are_not_there_are_named(tmp_path, listed):
    with pytest.raises(SettingsError, match=r"VERBATIM_SHARD_IDS.*from 0 to 15"):
        read(tmp_path, f"VERBATIM_SHARD_COUNT=16\nVERBATIM_SHARD_IDS={listed}\n")


def test_a_cooldown_is_read(monkeypatch):
    monkeypatch.setenv("VERBATIM_USER_COOLDOWN", "2/7")
    assert read_settings(NOWHERE).user_cooldown == (2, 7)


def test_feeds_can_be_turned_off(monkeypatch):
    monkeypatch.setenv("VERBATIM_FEED_MINUTES", "0")
    assert read_settings(NOWHERE).feed_minutes == 0


def test_a_dotenv_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        read_settings(tmp_path / ".env")


def test_a_missing_token_says_where_to_get_one():
    with pytest.raises(SettingsError, match=r"DISCORD_TOKEN is not set.*Developer Portal"):
        read_settings(NOWHERE).token()


def test_no_representation_holds_the_token(tmp_path):
    settings = read(tmp_path, "DISCORD_TOKEN=very-secret")
    assert "very-secret" not in f"{settings!r} {settings}"
