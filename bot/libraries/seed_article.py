"""The seed article, which a new installation answers from until there are other articles."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import bot

if TYPE_CHECKING:
    from bot.core.collection import Collection

SEED = Path(bot.__file__).parent / "seed"  # a corpus folder with only this article
SEED_FILE = SEED / "seed-article.txt"


def is_only_seed(collection: "Collection") -> bool:
    """Return whether a collection has the seed article and no other."""
    return len(collection.articles) == 1 and collection.articles[0].text == _seed_text()


@cache
def _seed_text() -> str:
    return SEED_FILE.read_bytes().decode()
