"""The SQLite database, and nothing else."""
