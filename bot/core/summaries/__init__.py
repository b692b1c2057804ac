"""Summaries of an article and of a topic, in its own sentences."""
