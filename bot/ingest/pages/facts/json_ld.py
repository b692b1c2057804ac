"""The JSON-LD of a page: facts of schema.org about its article."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.ingest.pages.tree import Element

Node = Mapping[str, Any]
_MAX_LENGTH = 500_000  # characters of a script that is read
_MAX_NODES = 500
_ARTICLE_TYPES = ("article", "posting", "report", "review", "recipe", "creativework")


def read_json_ld(tree: Element) -> tuple[Node, ...]:
    """Return all nodes of the page's JSON-LD, those in other nodes too, in its order."""
    nodes: list[Node] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        nodes += _nodes(_parse(script.text or ""))
    return tuple(nodes[:_MAX_NODES])


def _parse(script: str) -> object:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(text[:_MAX_LENGTH], strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Yield the nodes of a list, a graph, or the entity that a page is about."""
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    if isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))
        yield from _nodes(value.get("mainEntity"))


def article_nodes(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the nodes that are an article of some kind."""
    return tuple(node for node in nodes if _types(node).endswith(_ARTICLE_TYPES))


def node_of_type(nodes: tuple[Node, ...], name: str) -> Node:
    """Return the first node of a type; an empty one if there is none."""
    return next((node for node in nodes if _types(node) == name.lower()), {})


def _types(node: Node) -> str:
    kinds = node.get("@type")
    kind = kinds[0] if isinstance(kinds, list) and kinds else kinds
    return str(kind).lower().rpartition("/")[2]


def names_in(value: object, nodes: tuple[Node, ...] = ()) -> list[str]:
    """Return the names of a person or organization, or of several; `nodes` may hold them by id."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for item in value for name in names_in(item, nodes)]
    if not isinstance(value, dict):
        return []
    if "name" not in value and "@id" in value:
        matches = (node for node in nodes if node.get("@id") == value["@id"] and "name" in node)
        value = next(matches, value)
    name = value.get("name")
    return [item for item in (name if isinstance(name, list) else [name]) if isinstance(item, str)]
