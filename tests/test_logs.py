"""The log: what a line has, and what none may have."""

import json
import logging

import pytest
from hypothesis import given

from bot.logs import _JsonFormatter, set_up_logs
from tests.support.nasty import CONTROL_SEQUENCES, TEXTS, active_characters

TOKEN = "MTEw.Gx.very-secret"


@pytest.fixture(autouse=True)
def _loggers_as_they_were():
    root, own = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, own.level
    yield
    root.handlers[:], root.level, own.level = before


def logged(capsys, log_format="text", level="info", name="bot.x", at=logging.INFO, **record):
    set_up_logs(level, log_format, TOKEN)
    logging.getLogger(name).log(at, record.pop("message", "question"), **record)
    return capsys.readouterr().err


def test_fields_end_a_line_of_text(capsys):
    line = logged(capsys, extra={"fields": {"way": "mention", "quotes": 3}})
    assert line.endswith(" INFO bot.x: question way=mention quotes=3\n")


def test_a_line_of_json_has_the_standard_fields_and_its_own(capsys):
    line = json.loads(logged(capsys, "json", extra={"fields": {"way": "mention", "quotes": 3}}))
    assert line.pop("time").endswith("+00:00")
    expected = {"level": "info", "logger": "bot.x", "message": "question"}
    assert line == {**expected, "way": "mention", "quotes": 3}


def test_a_traceback_is_one_line_of_json(capsys):
    line = logged(capsys, "json", exc_info=ValueError("a\nb"))
    assert "ValueError: a\nb" in json.loads(line)["exception"]
    assert line.count("\n") == 1


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_secret_is_logged(capsys, log_format):
    error = RuntimeError(f"header {TOKEN}")
    url = "POST https://discord.com/api/v10/interactions/1/aW50ZXI/callback and /webhooks/2/aW50ZXI"
    line = logged(capsys, log_format, message=f"{TOKEN} {url}", exc_info=error)
    assert TOKEN not in line
    assert "aW50ZXI" not in line
    assert "/interactions/1/[token]/callback" in line


def test_libraries_do_not_tell_at_debug_what_members_write(capsys):
    for name in ("discord.http", "discord.gateway", "discord.webhook.async_", "aiosqlite"):
        assert logged(capsys, level="debug", name=name, at=logging.DEBUG) == ""
    assert "question" in logged(capsys, level="debug", at=logging.DEBUG)


def test_what_is_below_the_level_is_left_out(capsys):
    assert logged(capsys, level="warning") == ""


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("text", CONTROL_SEQUENCES)
def test_no_text_controls_the_terminal_or_forges_a_line(capsys, log_format, text):
    forged = f"{text}\n2030-01-01 00:00:00,000 ERROR bot: forged"
    fields = {"fields": {"title": forged}}
    error = ValueError(forged)
    lines = logged(capsys, log_format, message=forged, extra=fields, exc_info=error)
    assert active_characters(lines) == []
    assert [line for line in lines.splitlines()[1:] if not line.startswith("  ")] == []


@given(TEXTS)
def test_json_of_a_log_keeps_every_character(text):
    record = logging.makeLogRecord({"msg": text, "fields": {"title": text}})
    line = _JsonFormatter(TOKEN).format(record)
    assert active_characters(line) == []
    entry = json.loads(line)
    assert (entry["message"], entry["title"]) == (text, text)
