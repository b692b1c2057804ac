"""Follow-up questions: completed from the question before, and answered near its answer."""
