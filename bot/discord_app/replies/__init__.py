"""Replies: the model, how they fit into Discord, Markdown, quotes, and custom ids."""
