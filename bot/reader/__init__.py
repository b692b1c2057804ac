"""The reader: a small model that reads a question together with sentences of the articles.

It is an extra. It writes nothing: it gives sentences a score and marks a span inside them.
"""
