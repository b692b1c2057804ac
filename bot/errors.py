"""Everything that can go wrong and that a person can mend; `str(error)` is what they read.

VerbatimError
  SettingsError      an environment variable or an option
  ArticleError       one article file: the others still load
  AliasesError       one line of the corpus folder's `aliases` file
  CorpusError        the corpus folder as a whole, or an article that is not in it
  BatchError         one line of a file of questions
  PictureError       the file that a picture is to be written to
  StoreError         the database file, or a backup of it
    DiskFullError    there is no room left for it
  LibraryError       an article that a server cannot have, or has not
  GatheringError     what a moderator gives to be added
    AddressError     its URL may not be opened
    FetchError       its server does not give it
    DocumentError    there is no article to be had from it
  ConnectionFailed   Discord refuses the bot, or cannot be reached
"""


class VerbatimError(Exception):
    """The root: its text says what is wrong and what to do."""


class SettingsError(VerbatimError):
    """A setting is missing or has a value that cannot be used."""


class ArticleError(VerbatimError):
    """An article file cannot be used: `path` names it, `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class AliasesError(VerbatimError):
    """A line of the `aliases` file cannot be used."""


class CorpusError(VerbatimError):
    """The corpus folder cannot be read or written, or has not the article that was asked for."""


class BatchError(VerbatimError):
    """A line of a file of questions cannot be used."""


class PictureError(VerbatimError):
    """A picture cannot be written."""


class StoreError(VerbatimError):
    """The database, or a backup, cannot be used, or was written by a newer Verbatim."""


class DiskFullError(StoreError):
    """There is no room left on the disk, and what was to be written is not."""


class LibraryError(VerbatimError):
    """A server cannot have an article, for there are too many, or has not the one asked for."""


class GatheringError(VerbatimError):
    """What a moderator gives cannot be added: `name` is its file name or URL, `reason` says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.retry_after: float | None = None  # in how many seconds it may, if trying again helps


class AddressError(GatheringError):
    """A URL may not be opened."""


class FetchError(GatheringError):
    """A server cannot be reached, or does not give what was asked for."""

    def __init__(self, name: str, reason: str, retry_after: float | None = None) -> None:
        super().__init__(name, reason)
        self.retry_after = retry_after


class DocumentError(GatheringError):
    """A file, page or feed is of the wrong kind, damaged, too large, or holds no text."""


class ConnectionFailed(VerbatimError):  # noqa: N818 - reads as what happened
    """Discord refuses the bot, or cannot be reached."""


class FitError(VerbatimError):
    """A question set cannot be used."""
