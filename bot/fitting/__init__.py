"""Fitting the ranking and the confidence to question sets; nothing here is needed to answer."""
