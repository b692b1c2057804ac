"""From a question to an answer: retrieval, ranking, confidence and the answer span."""
