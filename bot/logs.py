"""The log on standard error, as text or as JSON; no secret stands in it, at any level.

What a record has in `extra={"fields": {...}}` ends the line as `name=value`, or joins the JSON.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

FORMATS = ("text", "json")
# With one of these anybody can answer for the bot for 15 minutes; discord.py logs such addresses.
_INTERACTION_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/?\s]+")


def set_up_logs(level: str, log_format: str, token: str) -> None:
    """Log from `level` on, one line a record but for tracebacks.

    `debug` is for Verbatim alone: libraries would log there what members write.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_Json(token) if log_format == "json" else _Text(token))
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(number, logging.INFO), handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(number)


class _Text(logging.Formatter):
    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = self.line(record).replace(self._token, "[token]")
        return _INTERACTION_TOKEN.sub(r"\1[token]", line)

    def line(self, record: logging.LogRecord) -> str:
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        fields = (f"{name}={value}" for name, value in _fields(record).items())
        return " ".join([super().formatMessage(record), *fields])


class _Json(_Text):
    def line(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    fields: Mapping[str, object] = getattr(record, "fields", {})
    return fields
