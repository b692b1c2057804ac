"""Replies as data, and how they fit into Discord's limits."""
