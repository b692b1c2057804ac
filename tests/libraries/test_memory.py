"""What a library drops from memory is freed."""

import gc
from datetime import date
from weakref import ref

from bot.ingest.ingest import gather_text
from bot.libraries.server_library import Incoming, ServerLibrary
from bot.storage.store import open_store

TODAY = date(2025, 5, 15)


async def test_servers_that_are_dropped_leave_nothing_in_memory(seed, tmp_path):
    """Caches of modules kept the articles of servers that the library had dropped."""
    async with open_store(tmp_path) as store:
        library = ServerLibrary(seed, store.articles, kept=1)
        references = []
        for server in (1, 2, 3):
            text = f"The storm closed port {server} of Strelsau."
            await library.add(server, [Incoming(gather_text(text))], TODAY)
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
