"""Files that appear whole or not at all, even if the machine stops while they are written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def write_atomically(file: Path) -> Iterator[IO[bytes]]:
    """Open a stream whose content replaces `file` at the end, once it is on the disk.

    If the body raises, `file` stays as it was.
    """
    part = file.with_name(f".{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
