"""Drafts of articles, as tests add them."""

from dataclasses import replace

from bot.ingest.draft import Draft
from bot.ingest.ingest import draft_from_text
from bot.original import Original


def draft(
    text: str, title: str = "", original: Original | None = None, url: str | None = None
) -> Draft:
    """Return a draft of `text`, made from `original`."""
    return replace(draft_from_text(text, title=title, url=url), original=original)
