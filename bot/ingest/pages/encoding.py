"""The encoding of a page."""

import codecs
import re

_DECLARED_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings of the WHATWG standard by their names; Python has many more, and not all are safe.
_ENCODINGS = (
    {name: name for name in "koi8-r koi8-u gbk gb18030 big5 euc-jp iso-2022-jp euc-kr".split()}
    | {f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {f"windows-125{part}": f"cp125{part}" for part in range(9)}
    | dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252")
    | {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gbk", "shift_jis": "cp932", "sjis": "cp932"}
)


def decode(data: bytes, charset: str | None) -> str:
    """Return the text of a page as browsers read it (WHATWG, Encoding)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    match = _DECLARED_CHARSET.search(data[:2048])
    declared_charset = match[1].decode("ascii", "replace") if match else None
    for name in (charset, declared_charset, "utf-8"):
        codec = _ENCODINGS.get((name or "").lower())
        try:
            if codec:
                return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
