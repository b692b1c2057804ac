"""Defaults of the settings that the core uses; this module imports nothing, to load fast."""

THRESHOLD = 0.1  # confidence from which an answer is shown; see model.ConfidenceModel
MAX_ARTICLE_BYTES = 2_000_000
