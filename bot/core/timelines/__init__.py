"""Timelines: events, their dates and the sentences that report them."""
