"""The title, author and day in a document's properties, where they are its own."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import PurePath

from bot.ingest.formats.paragraphs import Paragraph, ParagraphStyle, one_line

_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|libreoffice|openoffice\S*) *[-–:] *", re.I
)
_NO_TITLE = re.compile(
    r"(?:untitled|document|presentation|powerpoint presentation|slide|word document|title|new"
    r"|template|normal|blank|unbenannt|sans titre|документ|презентация|презентація|без названия"
    r"|без імені|belge|sunu)?[\s_-]*\d*",
    re.I,
)
_FILE_SUFFIX = re.compile(r"\.(?:docx?|dotx?|docm|odt|ott|rtf|pptx?|potx|odp|pdf|txt|epub)$", re.I)
_NO_AUTHOR = re.compile(
    r"(?:user|admin|administrator|author|owner|unknown|windows|microsoft|hp|dell|lenovo|acer|asus"
    r"|(?:microsoft )?office(?: user)?|windows user|microsoft office user|(?:word )?python-docx"
    r"|python-pptx|apache poi|openxml|pandoc|calibre.*|none|test|guest|root|usuario|utilisateur"
    r"|пользователь|користувач|kullanıcı|admin\w*|user\d+|pc\d*|home)?",
    re.I,
)
_MIN_NAME_LENGTH = 2
_MAX_DAYS_OF_WRITING = 60  # longer from its making to its last change, and it may be a template's


def own_title(value: str | None, paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the title in the properties if it is the document's, and not one of a template.

    A title that stands nowhere in the text counts only if the text has no heading.
    """
    title = _PROGRAM.sub("", one_line(value))
    if _FILE_SUFFIX.search(title) or _NO_TITLE.fullmatch(title):
        return None
    words = _plain(title)
    if any(words in _plain(paragraph.text) for paragraph in paragraphs):
        return title
    has_heading = any(paragraph.style is ParagraphStyle.HEADING for paragraph in paragraphs)
    return None if has_heading else title


def own_author(value: str | None) -> str | None:
    """Return the author in the properties, unless it is a program or a computer's user."""
    name = one_line(value)
    if len(name) < _MIN_NAME_LENGTH:
        return None
    return None if _NO_AUTHOR.fullmatch(name) or PurePath(name).suffix else name


def day_of_writing(creation: str | None, modification: str | None) -> str | None:
    """Return the day on which a document was made, unless it was made of an older one."""
    try:
        first, last = (
            date.fromisoformat((value or "")[:10]) for value in (creation, modification or creation)
        )
    except ValueError:
        return None
    is_close = timedelta() <= last - first <= timedelta(days=_MAX_DAYS_OF_WRITING)
    return first.isoformat() if is_close and first.year > 1980 else None  # zip's first year


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
