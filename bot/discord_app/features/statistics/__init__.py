"""Statistics and unanswered questions for moderators."""
