"""The errors that a person can fix; `str(error)` is the text that they read.

VerbatimError
  SettingsError             an environment variable or an option
  ArticleError              one article file; the others still load
  AliasesError              one line of the corpus folder's `aliases` file
  LanguageError             a file in the folder of a language
  CorpusError               the corpus folder as a whole, or an article that it lacks
  BatchError                one line of a file of questions
  QuestionSetError          a set of questions to evaluate or fit with
  PictureError              the file that a picture is written to
  StoreError                the database file, or a backup of it
    DiskFullError           no room is left for it
  LibraryError              an article that a server cannot have or does not have
  IngestError               a file, page, feed or text that should become an article
    AddressError            its URL may not be opened
    FetchError              its server does not deliver it
    DocumentError           no article can be made from it
  DiscordConnectionError    Discord refuses the bot or cannot be reached
"""


class VerbatimError(Exception):
    """The root of all errors here; its text says what is wrong and what to do."""


class SettingsError(VerbatimError):
    """A setting is missing or has an invalid value."""


class ArticleError(VerbatimError):
    """An article file cannot be used: `path` names it, `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class AliasesError(VerbatimError):
    """A line of the `aliases` file cannot be used."""


class LanguageError(VerbatimError):
    """A file in the folder of a language cannot be used."""


class CorpusError(VerbatimError):
    """The corpus folder cannot be read or written, or lacks the article that was asked for."""


class BatchError(VerbatimError):
    """A line of a file of questions cannot be used."""


class QuestionSetError(VerbatimError):
    """A question set cannot be used."""


class PictureError(VerbatimError):
    """A picture cannot be written."""


class ReaderError(VerbatimError):
    """The reader is installed, but cannot be loaded."""


class StoreError(VerbatimError):
    """The database or a backup cannot be used, or was written by a newer Verbatim."""


class DiskFullError(StoreError):
    """The disk is full, and nothing was written."""


class LibraryError(VerbatimError):
    """A server has no room for an article, or lacks the one that was asked for."""


class IngestError(VerbatimError):
    """Something cannot become an article: `name` is its file name or URL, `reason` says why.

    `retry_after` is the number of seconds after which it is worth trying again, None if it is not.
    """

    def __init__(self, name: str, reason: str, retry_after: float | None = None) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.retry_after = retry_after


class AddressError(IngestError):
    """A URL may not be opened."""


class FetchError(IngestError):
    """A server cannot be reached, or does not deliver the page that was asked for."""


class DocumentError(IngestError):
    """A file, page or feed is of the wrong kind, damaged, too large, or has no text."""


class DiscordConnectionError(VerbatimError):
    """Discord refuses the bot or cannot be reached."""
