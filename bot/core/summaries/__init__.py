"""Summaries of an article and of a topic, in the articles' own sentences.

`summarising` is the program. `summary` chooses sentences that cover the most, `key_points` finds an
article's own summary, and `topic_summary` scores the sentences of all articles for a topic.
"""
