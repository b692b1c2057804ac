"""Read the records of a damaged database page by page, without SQLite, which stops at damage.

https://www.sqlite.org/fileformat2.html describes the format. Deleted records do not come back: the
bot has SQLite overwrite them.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

Value = int | float | bytes | str | None

_DEFAULT_PAGE_SIZE = 4096
_HEADER_SIZE = 100  # of the file, on its first page
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02  # the pages that have records
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LOST = (ValueError, IndexError, struct.error)  # of a record that makes no sense


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record, and its row id; None on a page of an index or of a table without row ids."""

    rowid: int | None
    values: tuple[Value, ...]


def read_records(content: mmap) -> Iterator[StoredRecord]:
    """Yield every record of a database file that is whole."""
    page_size = _page_size(content)
    for start in range(0, len(content) - page_size + 1, page_size):
        offset = 0 if start else _HEADER_SIZE
        page = content[start : start + page_size]
        kind = page[offset]
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR}:
            continue
        for place in _cells(page, offset, is_leaf=kind != _INDEX_INTERIOR):
            try:
                yield _read_cell(content, page, place, kind)
            except _LOST:
                continue


def _page_size(content: mmap) -> int:
    [size] = struct.unpack_from(">H", content[16:18].ljust(2, b"\0"))
    size = 65_536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else _DEFAULT_PAGE_SIZE


def _cells(page: bytes, offset: int, *, is_leaf: bool) -> list[int]:
    """Return the places of the cells of a page, without those that are outside it."""
    [count] = struct.unpack_from(">H", page, offset + 3)
    first = offset + (8 if is_leaf else 12)
    count = min(count, (len(page) - first) // 2)
    return [place for place in struct.unpack_from(f">{count}H", page, first) if place > first]


def _read_cell(content: mmap, page: bytes, place: int, kind: int) -> StoredRecord:
    """Read a cell; raise one of `_LOST` if it is not whole."""
    if kind == _INDEX_INTERIOR:
        place += 4  # the number of its left child
    size, place = _read_varint(page, place)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, place = _read_varint(page, place)
        rowid = _to_signed(rowid)
    if size > len(content):
        raise ValueError("it is larger than the file")
    local_size = _local_size(size, len(page), kind)
    payload = page[place : place + local_size]
    if local_size < size:
        [next_page] = struct.unpack_from(">I", page, place + local_size)
        payload += _read_overflow(content, next_page, len(page), size - local_size)
    return StoredRecord(rowid, tuple(_values(payload)))


def _local_size(size: int, usable: int, kind: int) -> int:
    """Return the number of bytes of a record that stand on its page; others overflow."""
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (usable - 4)
    return local if local <= most else least


def _read_overflow(content: mmap, number: int, page_size: int, size: int) -> bytes:
    """Return the rest of a record from its chain of pages."""
    parts = []
    while size > 0:
        start = (number - 1) * page_size
        if number < 1 or start + page_size > len(content):
            raise ValueError("its next page is not in the file")
        [number] = struct.unpack_from(">I", content, start)
        parts.append(content[start + 4 : start + min(page_size, size + 4)])
        size -= page_size - 4
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Value]:
    """Yield the values of a record, which begins with their types."""
    header_size, place = _read_varint(payload, 0)
    if header_size > len(payload):
        raise ValueError("its header is longer than the record")
    kinds = []
    while place < header_size:
        kind, place = _read_varint(payload, place)
        kinds.append(kind)
    for kind in kinds:
        value, place = _read_value(payload, place, kind)
        yield value
    if place != len(payload):
        raise ValueError("its values do not fill it")


def _read_value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    """Return a value of a record and the place after it."""
    if kind in {0, 8, 9}:
        return {0: None, 8: 0, 9: 1}[kind], place
    if kind in {10, 11}:
        raise ValueError("no value has such a type")
    size = _INTEGER_SIZES.get(kind, 8) if kind < 12 else (kind - 12) // 2
    data = payload[place : place + size]
    if len(data) < size:
        raise ValueError("a value is cut off")
    if kind == 7:
        return struct.unpack(">d", data)[0], place + size
    if kind < 12:
        return int.from_bytes(data, "big", signed=True), place + size
    is_text = kind % 2
    return data.decode(errors="surrogateescape") if is_text else data, place + size


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    """Return an integer of one to nine bytes and the place after it."""
    value = 0
    for index in range(8):
        byte = data[place + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + index + 1
    return value << 8 | data[place + 8], place + 9


def _to_signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
