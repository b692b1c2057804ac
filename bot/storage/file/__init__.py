"""The database file: its schema and migrations, its locks, its integrity and its backups."""
