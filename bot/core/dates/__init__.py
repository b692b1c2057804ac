"""Dates in text.

`dates.find_dates` matches the patterns of dates.txt (`patterns`) in a sentence. Each pattern
has a resolver (`resolvers`), which turns the match into a period of the calendar (`periods`,
`named_days`), using the article's day, the dates mentioned before and the verb's tense (`tense`).
The result is a `mention.DateMention`. `time_expressions` finds the words of a date with those of
its time of day, whichever day they mean.
"""
