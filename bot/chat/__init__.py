"""Discord: the only import of discord. Questions come in here, cards go out, nothing is decided."""
