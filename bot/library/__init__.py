"""What is stored, in one SQLite file: the only import of aiosqlite."""
