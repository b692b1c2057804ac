"""The log on standard error, as text or JSON; no secret appears in it, at any level.

What strangers wrote can neither control a terminal nor begin a line that looks like one of ours.

The fields of a record, given as `extra={"fields": {...}}`, follow the message as `name=value` or
become keys of the JSON object.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.plain_text import plain_json, plain_lines

FORMATS = ("text", "json")
_CONTINUATION = "\n  "  # of a traceback, or of a text with line ends
# discord.py logs addresses with such a token, which lets anybody answer for the bot for 15 minutes.
_INTERACTION_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/?\s]+")


def set_up_logs(level: str, log_format: str, token: str) -> None:
    """Log records from `level` up, one line each apart from tracebacks.

    `debug` applies only to Verbatim, because libraries would log what members write.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(
        _JsonFormatter(token) if log_format == "json" else _SecretSafeFormatter(token)
    )
    level_number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(level_number, logging.INFO), handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level_number)


class _SecretSafeFormatter(logging.Formatter):
    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = self.line(record).replace(self._token, "[token]")
        return _INTERACTION_TOKEN.sub(r"\1[token]", line)

    def line(self, record: logging.LogRecord) -> str:
        return plain_lines(super().format(record)).replace("\n", _CONTINUATION)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        fields = (f"{name}={value}" for name, value in _fields(record).items())
        return " ".join([super().formatMessage(record), *fields])


class _JsonFormatter(_SecretSafeFormatter):
    def line(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return plain_json(json.dumps(entry, ensure_ascii=False, default=str))


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    fields: Mapping[str, object] = getattr(record, "fields", {})
    return fields
