"""The articles of servers, as tests add and ask them."""

from datetime import date

from bot.ingest.draft import Draft
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from tests.support.drafts import draft

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."


def new(text: str, title: str = "", original: bytes = b"") -> Draft:
    return draft(text, title, Original("a.txt", original))


def articles(library: ServerLibrary, server_id: int = SERVER) -> ServerArticles:
    return ServerArticles(library, server_id, TODAY)


async def quoted(library: ServerLibrary, server_id: int | None, question: str) -> list[str]:
    answer = (await library.collection(server_id)).ask(question)
    return [quote.text for quote in answer.visible_quotes]
