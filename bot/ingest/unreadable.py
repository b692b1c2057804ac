"""The error of the readers that run in the sandbox."""


class UnreadableError(Exception):
    """A document cannot be used; the text is the reason that a person reads."""
