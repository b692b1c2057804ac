"""What `run` sets up before the bot answers."""

import gc
import weakref

from bot.core.loading import load_collection
from bot.discord_app.run import _freeze_memory


def test_a_frozen_collection_that_is_replaced_is_freed(tmp_path):
    """The collector passes over what is frozen, so a cycle would stay in memory for ever."""
    (tmp_path / "ferry.txt").write_text("The ferry\n\nIt sank on 3 May 2021 near Oban.\n", "utf-8")
    collection = load_collection(tmp_path)
    assert collection.ask("When did the ferry sink?").quotes
    assert collection.timeline().events
    reference = weakref.ref(collection)
    try:
        _freeze_memory()
        gc.disable()
        del collection
        assert reference() is None
    finally:
        gc.enable()
        gc.unfreeze()
