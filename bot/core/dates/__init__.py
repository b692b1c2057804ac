"""Dates in text: expressions, patterns and the calendar dates that they mean."""
