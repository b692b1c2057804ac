"""What a moderator gives, made into the text of an article file; nothing is stored here."""
