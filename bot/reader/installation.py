"""Whether the reader is installed, and used."""

import math
from importlib.util import find_spec
from pathlib import Path

from bot.core.reader import MAX_MARGIN, Reader
from bot.errors import SettingsError
from bot.reader.bounded_reader import BoundedReader
from bot.settings import ReaderChoice

_PACKAGE = "verbatim_reader"  # has the model, and no code
MAX_SECONDS_IN_DISCORD = 0.3


def find_reader(choice: ReaderChoice, max_seconds: float | None = None) -> Reader | None:
    """Return the reader if it is installed and wanted.

    With `max_seconds` for a question it is loaded now, since a question has no time for that.
    Raises SettingsError if it is to be used always and is not installed, ReaderError if it cannot
    be loaded.
    """
    folder = None if choice is ReaderChoice.OFF else _model_folder()
    if folder is None:
        if choice is ReaderChoice.ALWAYS:
            raise SettingsError(
                "VERBATIM_READER: The reader is not installed; docs/operators/reader.md says how."
            )
        return None
    read = BoundedReader(folder, max_seconds)
    if max_seconds is not None:
        read.load()
    return Reader(read, math.inf if choice is ReaderChoice.ALWAYS else MAX_MARGIN)


def _model_folder() -> Path | None:
    package = find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations or not find_spec("onnxruntime"):
        return None
    return Path(package.submodule_search_locations[0])
