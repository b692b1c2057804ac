"""What a library drops from memory is freed."""

import gc
from datetime import date
from weakref import ref

from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.storage.store import open_store
from tests.support.drafts import draft

TODAY = date(2025, 5, 15)


async def test_servers_that_are_dropped_leave_nothing_in_memory(seed, tmp_path):
    """Caches of modules kept the articles of servers that the library had dropped."""
    async with open_store(tmp_path) as store:
        library = ServerLibrary(seed, store.articles, max_cached_sentences=1)
        references = []
        for server in (1, 2, 3):
            text = f"The storm closed port {server} of Strelsau."
            await ServerArticles(library, server, TODAY).add([draft(text)])
            collection = await library.collection(server)
            assert collection.ask("What closed the port of Strelsau?").quotes[0].text == text
            segment = collection.segments[-1]
            [article] = segment.articles
            references.append((ref(segment), ref(article.content)))
        del collection, segment, article
        gc.collect()
        alive = [[reference() is not None for reference in pair] for pair in references]
        assert alive == [[False, False], [False, False], [True, True]]
        again = await library.collection(1)
        assert again.ask("What closed port 1 of Strelsau?").is_answered
