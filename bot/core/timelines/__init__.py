"""Timelines: the events that articles report, in the order of their dates.

`topic` finds the sentences that mention a topic, and `theme` the articles that are about it as a
whole. `event_extraction` turns sentences into events, using `date_expressions` and the tenses of
`verbs`. `event_merging` merges the reports of the same event and ranks them. `building` puts these
together.
"""
