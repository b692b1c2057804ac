"""Turn files, web pages, feeds and archives into drafts of articles."""
