"""Parse the XML and HTML inside of documents, without entities, the network or huge trees."""

from typing import Any

from lxml import etree, html

from bot.ingest.unreadable import UnreadableError

_MAX_DEPTH = 200  # nested elements, of which readers recurse into each


def parse_xml(data: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the root of an XML document; raise UnreadableError if it is damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("is damaged: its XML cannot be read") from error
    if root.getroottree().docinfo.internalDTD is not None and _has_entities(root):
        raise UnreadableError("declares entities, which a document needs not")
    return _checked(root)


def parse_html(markup: str | bytes) -> Any:  # noqa: ANN401
    """Return the root of an HTML document, None if it is empty."""
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        return _checked(html.document_fromstring(markup, parser=parser))
    except (etree.ParserError, ValueError):
        return None


def name_of(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element without its namespace; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:  # noqa: ANN401
    """Return an attribute, in whatever namespace: dialects of the formats differ only there."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def descendants(element: Any, *names: str) -> list[Any]:  # noqa: ANN401
    """Return the elements below `element` that have one of `names`, in their order."""
    return [child for child in element.iter() if name_of(child) in names]


def own_parts(element: Any, name: str, container: str) -> list[Any]:  # noqa: ANN401
    """Return the elements called `name` below `element`, but not in another `container` there."""
    return [
        child
        for child in descendants(element, name)
        if next(parent for parent in child.iterancestors() if name_of(parent) == container)
        is element
    ]


def text_of(element: Any, name: str) -> str | None:  # noqa: ANN401
    """Return the words of the first element called `name`."""
    matches = descendants(element, name)
    return " ".join("".join(matches[0].itertext()).split()) or None if matches else None


def _checked(root: Any) -> Any:  # noqa: ANN401
    depth = max_depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        max_depth = max(max_depth, depth)
    if max_depth > _MAX_DEPTH:
        raise UnreadableError("is nested too deep to be read")
    return root


def _has_entities(root: Any) -> bool:  # noqa: ANN401
    return bool(list(root.getroottree().docinfo.internalDTD.iterentities()))
