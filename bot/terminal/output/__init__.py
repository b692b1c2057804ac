"""Output for people: the only imports of rich."""
