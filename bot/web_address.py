"""The addresses that may stand in a link."""

from urllib.parse import urljoin, urlsplit


def web_address(url: str | None) -> str | None:
    """Return `url` if it is the address of a web page, which is nothing but http or https."""
    if not url or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def resolved_address(url: str | None, base: str | None) -> str | None:
    """Return the address of a web page that `url` is, if need be on the page `base`."""
    if not url:
        return None
    try:
        return web_address(urljoin(base or "", url.strip()))
    except ValueError:
        return None
