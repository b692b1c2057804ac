"""Feeds, as a site serves them."""


def rss(*items: str, title: str = "The Gazette") -> str:
    """Return a feed of items."""
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"


def item(link: str = "", text: str = "", key: str = "") -> str:
    """Return an item of a feed."""
    parts = {"link": link, "description": text, "guid": key or link or text, "title": key}
    return f"<item>{''.join(f'<{k}>{v}</{k}>' for k, v in parts.items() if v)}</item>"
