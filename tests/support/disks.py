"""Disks that fail."""

from bot.storage.store import Store


async def fill_disk(store: Store) -> None:
    """Let the database grow by not one page more, as a full disk does."""
    [[pages]] = await store.database.rows("PRAGMA page_count")
    await store.database._connection.execute_fetchall(f"PRAGMA max_page_count = {pages}")
