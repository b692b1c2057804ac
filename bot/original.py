"""The file or web page that an article was made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """A file that an article can be made from, or was made from."""

    name: str
    content: bytes
