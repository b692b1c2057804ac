"""Zip files of office programs and books, unpacked within limits and parsed as XML."""

import io
import posixpath
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from bot.ingest.formats.xml_trees import attribute, descendants, parse_xml
from bot.ingest.unreadable import UnreadableError

_MAX_PARTS = 20_000
_MAX_PART_BYTES = 50_000_000  # unpacked; a part of text that large takes half of the memory
_MAX_TOTAL_BYTES = 150_000_000
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Package:
    """The parts of a zip file by their names."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (*_ZIP_ERRORS, NotImplementedError) as error:
            raise UnreadableError("is damaged: it cannot be unpacked") from error
        if len(infos) > _MAX_PARTS:
            raise UnreadableError(f"holds more than {_MAX_PARTS:,} parts")
        self._infos = {info.filename: info for info in infos}
        self._bytes_left = _MAX_TOTAL_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes | None:
        """Return the content of a part, None if there is no such part; raise UnreadableError."""
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableError("is encrypted; save it without a password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnreadableError("is packed by an unusual method; save it again")
        limit = min(_MAX_PART_BYTES, self._bytes_left)
        try:
            with self._zip.open(info) as part:
                content = part.read(limit + 1)
        except _ZIP_ERRORS as error:
            raise UnreadableError("is damaged: it cannot be unpacked") from error
        if len(content) > limit:
            raise UnreadableError("unpacks to more than a document may")
        self._bytes_left -= len(content)
        return content

    def xml(self, name: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root of a part, None if there is no such part; raise UnreadableError."""
        content = self.read(name)
        return parse_xml(content) if content else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that `name` refers to, by their ids: the kind and the part's name."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        relations: dict[str, tuple[str, str]] = {}
        for element in descendants(root, "Relationship") if root is not None else ():
            if attribute(element, "TargetMode") == "External":
                continue
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            target = part_name(folder, attribute(element, "Target") or "")
            relations[attribute(element, "Id") or ""] = (kind, target)
        return relations

    def first_related(self, name: str, kind: str) -> str | None:
        """Return the name of the part of a `kind` that `name` refers to."""
        targets = (target for other, target in self.related(name).values() if other == kind)
        return next(targets, None)


def part_name(folder: str, target: str) -> str:
    """Return the name of the part that a reference in `folder` leads to."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
