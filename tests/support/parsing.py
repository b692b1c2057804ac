"""Count how often texts are parsed."""

import sys

import pytest

from bot.core.text.article import Article, parse_article


def count_parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which every text is added that any module parses from now on."""
    texts: list[str] = []

    def parse(path: str, text: str) -> Article:
        texts.append(text)
        return parse_article(path, text)

    for name, module in list(sys.modules.items()):
        if name.startswith("bot.") and getattr(module, "parse_article", None) is parse_article:
            monkeypatch.setattr(module, "parse_article", parse)
    return texts
