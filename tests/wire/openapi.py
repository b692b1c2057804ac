"""Discord's OpenAPI document as a judge of what was sent; its path comes from the environment.

Read strictly, a key that the document does not know is an error: it finds misspelt ones.
"""

import gzip
import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .api import Call
from .world import Json

if TYPE_CHECKING:
    from jsonschema import ValidationError

VARIABLE = "VERBATIM_OPENAPI"
# What discord.py sends and Discord takes, though the document does not name it.
UNDOCUMENTED = {
    "ApplicationCommandUpdateRequest": ["nsfw"],
    "RichEmbed": ["flags"],
    "MessageEditRequestPartial": ["tts"],
    "IncomingWebhookUpdateRequestPartial": ["tts"],
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ["tts"],
}


class OpenApi:
    """The document, asked about single requests and answers."""

    def __init__(self, document: Json) -> None:
        self._paths = document["paths"]
        self._answers = document["components"]
        # discord.py sends some ids as numbers.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._requests = json.loads(json.dumps(document["components"]))
        for name, schema in self._requests["schemas"].items():
            make_strict(schema, UNDOCUMENTED.get(name, []))

    def faults(self, calls: Iterable[Call]) -> list[str]:
        """Return what is wrong with the bodies of successful requests and with their answers."""
        return [
            fault for call in calls if (call.status or 999) < 400 for fault in self._check(call)
        ]

    def _check(self, call: Call) -> Iterator[str]:
        operation = self._operation(call)
        name = f"{call.method} {call.path}"
        if call.body is not None:
            schema = json_schema(operation["requestBody"])
            yield from (f"{name}: {fault}" for fault in faults(call.body, schema, self._requests))
        if call.answer is not None:
            schema = json_schema(operation["responses"]["200"])
            yield from (
                f"{name} <- {fault}" for fault in faults(call.answer, schema, self._answers)
            )

    def _operation(self, call: Call) -> Json:
        fitting = [path for path in self._paths if re.fullmatch(as_pattern(path), call.path)]
        # A path in plain words goes before one with a placeholder, as in …/messages/@original.
        return dict(
            self._paths[min(fitting, key=lambda path: path.count("{"))][call.method.lower()]
        )


def read_openapi() -> OpenApi:
    """Read the document that the environment names, or skip the test where it names none."""
    pytest.importorskip("jsonschema")
    if VARIABLE not in os.environ:
        pytest.skip(f"{VARIABLE} does not name Discord's OpenAPI document")
    content = Path(os.environ[VARIABLE]).read_bytes()
    packed = content.startswith(b"\x1f\x8b")
    return OpenApi(json.loads(gzip.decompress(content) if packed else content))


def as_pattern(path: str) -> str:
    """Return the regular expression of a path with placeholders."""
    return re.sub(r"\{\w+\}", "[^/]+", path)


def json_schema(content: Json) -> Json:
    """Return the schema of a body that is JSON."""
    return dict(content["content"]["application/json"]["schema"])


def make_strict(schema: object, undocumented: Iterable[str] = ()) -> None:
    """Forbid, in place, every key that a schema does not name."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema["properties"] |= dict.fromkeys(undocumented, True)
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            make_strict(part)
    if isinstance(schema, list):
        for part in schema:
            make_strict(part)


def faults(body: object, schema: Json, components: Json) -> Iterator[str]:
    """Give what a body violates in a schema, each with its place."""
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator({**schema, "components": components}).iter_errors(body):
        cause = innermost(error)
        yield f"{cause.json_path}: {cause.message[:300]}"


def innermost(error: "ValidationError") -> "ValidationError":
    """Return the error inside the branch of a union that is of the right type."""
    branches = itertools.groupby(error.context or [], key=lambda inner: inner.schema_path[0])
    for branch in [list(inside) for _, inside in branches]:
        if not any(list(inner.path) in ([], ["type"]) and is_of_type(inner) for inner in branch):
            return innermost(branch[0])
    return error


def is_of_type(error: "ValidationError") -> bool:
    """Tell whether the error is that a branch is meant for something else."""
    return error.validator in ("type", "enum")
