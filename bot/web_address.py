"""The addresses that may stand in a link."""

import re
from urllib.parse import urljoin, urlsplit

_HOST_PREFIX = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


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


def site_name(url: str | None) -> str | None:
    """Return the name of the site of a web page: `reuters.com`."""
    address = web_address(url)
    host = urlsplit(address).hostname if address else None
    return _HOST_PREFIX.sub("", host) if host else None
