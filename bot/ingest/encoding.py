"""Encodings of text: those that a file or server declares, and those that have to be detected.

The only import of charset-normalizer, in the sandbox. It is MIT-licensed, released several times a
year, and comes with trafilatura. It takes Polish for Baltic, and Russian in one line for Japanese;
so each of its readings must also be spelt with the letters of a language that uses the encoding.
"""

import codecs
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from bot.ingest.unreadable import UnreadableError

_BOMS = {  # the longer ones first: a UTF-32 mark begins with one of UTF-16
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# The encodings of the WHATWG standard by their names; Python has many more, and not all are safe.
_CODECS = (
    {name: name for name in "koi8-r koi8-u gbk gb18030 big5 euc-jp iso-2022-jp utf-16".split()}
    | {f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {f"windows-125{part}": f"cp125{part}" for part in range(9)}
    | {f"cp125{part}": f"cp125{part}" for part in range(9)}
    | dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252")
    | dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932")
    | dict.fromkeys(("ks_c_5601-1987", "cp949"), "cp949")
    | dict.fromkeys(("windows-874", "tis-620", "iso-8859-11"), "cp874")
    | {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gbk", "iso-8859-9": "cp1254"}
    | {"euc-kr": "cp949", "ibm866": "cp866"}
)


class DecodedText(NamedTuple):
    """A text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def codec_of(label: str | None) -> str | None:
    """Return Python's name of the encoding that a page, feed or mail declares, if it is safe."""
    return _CODECS.get((label or "").strip().lower())


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that the byte order mark of `data` names, if it has one."""
    return next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), None)


def decode_unicode(data: bytes) -> DecodedText | None:
    """Return `data` as text if it is Unicode for certain: by its first bytes, or valid UTF-8."""
    encoding = marked_encoding(data) or "utf-8"
    try:
        return DecodedText(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError:
        return None


def decode_declared(data: bytes, labels: Iterable[str | None]) -> DecodedText | None:
    """Return `data` in the first of the declared encodings in which it is valid."""
    for label in labels:
        codec = codec_of(label)
        try:
            if codec:
                return DecodedText(data.decode(codec), (label or "").strip().lower())
        except UnicodeDecodeError:
            continue
    return None


def decode_damaged_utf8(data: bytes) -> DecodedText | None:
    """Return `data` as UTF-8 in which a few bytes are wrong, or None if they are many."""
    text = data.decode("utf-8", "replace")
    wrong_count = text.count("\ufffd")
    letter_count = sum(not character.isascii() for character in text)
    return DecodedText(text, "utf-8") if wrong_count * _MAX_DAMAGE < letter_count else None


_MAX_DAMAGE = 10  # one in as many of the characters beyond ASCII may be wrong


_CYRILLIC = "а-яёђѓєѕіїјљњћќўџґ"
_CENTRAL = {
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Croatian": "čćđšž",
    "Romanian": "ăâîşţ",
}
_SLAVIC = dict.fromkeys(("Russian", "Ukrainian", "Bulgarian", "Serbian", "Kazakh"), _CYRILLIC)
_GREEK = {"Greek": "\u0386-\u03ce"}
_JAPANESE = {"Japanese": "\u3041-\u30fe\u4e00-\u9fff"}
_CHINESE = {"Chinese": "\u4e00-\u9fff"}
# From the most to the least used: the encoding (WHATWG's name, Python's name) and the letters
# beyond ASCII of the languages that were written in it.
_CANDIDATES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("windows-1252", "cp1252"): {
        "English": "éèêëâàáçñóöüïôæœ",
        "French": "àâæçéèêëîïôœùûüÿ",
        "German": "äöüßé",
        "Spanish": "áéíñóúü¿¡ªº",
        "Portuguese": "àáâãçéêíóôõúüªº",
        "Italian": "àèéìíòóùªº",
        "Dutch": "áàéèëïóöü",
        "Swedish": "åäöé",
        "Norwegian": "æøåéòô",
        "Danish": "æøåé",
        "Finnish": "äöåšž",
    },
    ("windows-1251", "cp1251"): _SLAVIC,
    ("windows-1250", "cp1250"): _CENTRAL,
    ("windows-1254", "cp1254"): {"Turkish": "çğıİöşüâîû"},
    ("windows-1253", "cp1253"): _GREEK,
    ("windows-1255", "cp1255"): {"Hebrew": "\u05b0-\u05ea"},
    ("windows-1256", "cp1256"): {"Arabic": "\u0621-\u0652", "Farsi": "\u0621-\u06d2"},
    ("windows-1257", "cp1257"): {
        "Lithuanian": "ąčęėįšųūž",
        "Latvian": "āčēģīķļņšūž",
        "Estonian": "äõöüšž",
    },
    ("koi8-r", "koi8_r"): _SLAVIC,
    ("koi8-u", "koi8_u"): _SLAVIC,
    ("iso-8859-2", "iso8859_2"): _CENTRAL,
    ("iso-8859-5", "iso8859_5"): _SLAVIC,
    ("iso-8859-7", "iso8859_7"): _GREEK,
    ("ibm866", "cp866"): _SLAVIC,
    ("x-mac-cyrillic", "mac_cyrillic"): _SLAVIC,
    ("windows-874", "cp874"): {"Thai": "\u0e01-\u0e5b"},
    ("shift_jis", "cp932"): _JAPANESE,
    ("euc-jp", "euc_jp"): _JAPANESE,
    ("gb18030", "gb18030"): _CHINESE,
    ("big5", "big5"): _CHINESE,
    ("euc-kr", "cp949"): {"Korean": "\uac00-\ud7a3"},
}
_MULTIBYTE = frozenset("cp932 euc_jp gb18030 big5 cp949".split())
_ISO_CODECS = frozenset({"iso8859_2", "iso8859_5", "iso8859_7"})
_NOT_IN_ISO = re.compile(rb"[\x80-\x9f]")
_JAPANESE_CODECS = frozenset({"cp932", "euc_jp"})
_KANA = re.compile("[\u3041-\u30fe]")
_MIN_KANA_SHARE = 0.2  # of the letters of a Japanese text; Chinese has none
_MIN_SPELLING = 0.95  # share of the letters that must be those of the language; names have others
_MIN_COHERENCE = 0.2  # what charset-normalizer finds of the frequent letters of a language
_MAX_CHAOS = 0.1  # what it finds of unlikely letters
_MIN_LEAD = 0.05  # over a reading in another language
_MIN_LETTERS, _MIN_MULTIBYTE = 12, 20  # beyond ASCII; fewer are valid in several encodings
_SAMPLE_BYTES, _SAMPLE_LINES = 100_000, 2_000


class _Reading(NamedTuple):
    score: float
    encoding: tuple[str, str]


def detect(data: bytes) -> DecodedText:
    """Return `data` in the one encoding that fits; raise UnreadableError if none or several do."""
    readings = sorted(_readings(_sample(data)), key=_rank)
    if not readings:
        raise UnreadableError(f"is not UTF-8, and its encoding is not clear; {_SAVE_IT}")
    best, *others = readings
    for other in others:
        has_same_languages = _CANDIDATES[best.encoding] is _CANDIDATES[other.encoding]
        if best.score - other.score < _MIN_LEAD and not has_same_languages:
            names = f"{best.encoding[0]} or {other.encoding[0]}"
            raise UnreadableError(f"is not UTF-8, and may be {names}; {_SAVE_IT}")
    name, codec = best.encoding
    try:
        return DecodedText(data.decode(codec), name)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"begins as {name} and goes on as another; {_SAVE_IT}") from error


_SAVE_IT = "save it as UTF-8"


def read_text(data: bytes, limits: Mapping[str, int], *, charset: str | None) -> Mapping[str, str]:
    """Return a text in the encoding that its server declares, or else that fits.

    Raises UnreadableError.
    """
    del limits  # of its size, which is that of the file
    return (decode_declared(data, (charset,)) or detect(data))._asdict()


def guess(data: bytes) -> DecodedText:
    """Return `data` in the encoding that fits, or else in that of most old pages."""
    try:
        return detect(data)
    except UnreadableError:
        return DecodedText(data.decode("cp1252", "replace"), "windows-1252")


def _rank(reading: _Reading) -> int:
    """Return a key that sorts readings by scores, those that are almost equal by their use."""
    return -round(reading.score * 20)


def _sample(data: bytes) -> bytes:
    """Return `data`, or of a long file the first lines that are not ASCII."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    lines = (line for line in data.splitlines(keepends=True) if not line.isascii())
    sample = b"".join(islice(lines, _SAMPLE_LINES))[:_SAMPLE_BYTES]
    return sample[: sample.rfind(b"\n") + 1] or sample


def _readings(data: bytes) -> Iterator[_Reading]:
    """Yield the plausible readings, and of encodings that read `data` alike the most used one."""
    from charset_normalizer import from_bytes

    texts: dict[str, tuple[str, str]] = {}
    unlikely = _unlikely_codecs(data)
    for names in _CANDIDATES:
        if names[1] in unlikely:
            continue
        with suppress(UnicodeDecodeError):
            texts.setdefault(data.decode(names[1]), names)
    codecs_to_try = [codec for _, codec in texts.values()]
    matches = from_bytes(data, cp_isolation=codecs_to_try) if texts else ()
    matches_by_codec = {match.encoding: match for match in matches if match.chaos <= _MAX_CHAOS}
    for text, encoding in texts.items():
        match = matches_by_codec.get(encoding[1])
        if match and (score := _score(text, encoding, match.languages, match.coherence)):
            yield _Reading(score, encoding)


def _unlikely_codecs(data: bytes) -> Collection[str]:
    """Return the encodings that others rule out: only those of Windows have signs at 0x80."""
    if _NOT_IN_ISO.search(data):
        return _ISO_CODECS
    return () if data.decode("cp1250", "replace") == data.decode("iso8859_2") else ("cp1250",)


def _is_multibyte_text(text: str, codec: str) -> bool:
    """Return whether `text` has enough characters to tell, and those of Japanese if it is so."""
    characters = [character for character in text if not character.isascii()]
    kana_count = len(_KANA.findall(text))
    has_kana = kana_count >= _MIN_KANA_SHARE * len(characters)
    return len(characters) >= _MIN_MULTIBYTE and has_kana == (codec in _JAPANESE_CODECS)


def _score(
    text: str, encoding: tuple[str, str], languages: Sequence[str], coherence: float
) -> float:
    """Return how well `text` is spelt in a language of its encoding, 0 if in none."""
    is_multibyte = encoding[1] in _MULTIBYTE
    if is_multibyte and not _is_multibyte_text(text, encoding[1]):
        return 0.0
    letters = _LETTER.findall(text)
    if _CANDIDATES[encoding] is _SLAVIC and 2 * sum(map(str.isupper, letters)) > len(letters):
        return 0.0  # as KOI8 read as Windows, and the other way round
    if len(_CAPITAL_INSIDE.findall(text)) * _MAX_CAPITALS_INSIDE > len(letters):
        return 0.0
    is_clear = is_multibyte or _is_short_cyrillic(letters, encoding)
    if not is_clear and coherence < _MIN_COHERENCE:
        return 0.0
    ranks = {language: rank for rank, language in enumerate(languages, 1)}
    if is_clear:  # charset-normalizer knows too few of the frequent characters, or has too few
        ranks = dict.fromkeys(_CANDIDATES[encoding], 1)
    scores = [
        spelling + _LANGUAGE_WEIGHT / ranks[language]
        for language, alphabet in _CANDIDATES[encoding].items()
        if language in ranks and (spelling := _spelling(letters, alphabet)) >= _MIN_SPELLING
    ]
    signs = {letter for letter in letters if not letter.isalpha()}
    cost = _SIGN_COST * len(signs) + _RARITY_COST * (encoding[1] == "mac_cyrillic")
    return coherence + max(scores) - cost if scores else 0.0


def _is_short_cyrillic(letters: Sequence[str], encoding: tuple[str, str]) -> bool:
    """Return whether so few letters are Cyrillic by their frequencies."""
    is_short = _MIN_LETTERS <= len(letters) < _MAX_SHORT_LETTERS
    is_slavic = _CANDIDATES[encoding] is _SLAVIC and encoding[1] != "mac_cyrillic"  # Greek too
    return is_short and is_slavic and _spelling(letters, _FREQUENT_CYRILLIC) >= _MIN_FREQUENT


_MAX_SHORT_LETTERS = 60  # charset-normalizer finds no language in one sentence
_FREQUENT_CYRILLIC = "оеаинтсрвлі"  # two thirds of Russian and Ukrainian prose; a third by chance
_MIN_FREQUENT = 0.55
_CAPITAL_INSIDE = re.compile("[а-яёά-ώ][А-ЯЁΑ-Ω]")
_MAX_CAPITALS_INSIDE = 100  # one in as many letters; wrong readings have more
_SIGN_COST = 0.06  # of each sign inside words
_RARITY_COST = 0.5  # of an encoding in which Greek, too, looks like Cyrillic
_LANGUAGE_WEIGHT = 0.5  # of the rank that charset-normalizer gives to the language
_APART = (  # punctuation, which may stand at a letter
    "\u00a0\u00ab\u00b0\u00b7\u00bb\u060c\u061b\u061f\u2000-\u206f\u2116\u3000-\u303f\uff00-\uffef"
)
_SIGN = rf"[^\x00-\x7f{_APART}]"
# Beyond ASCII: letters, and any sign at a letter that is no punctuation, as in *promow¹*.
_LETTER = re.compile(rf"(?![A-Za-z])(?:[^\W\d_]|{_SIGN}(?=[^\W\d_])|(?<=[^\W\d_]){_SIGN})")


def _spelling(letters: Sequence[str], alphabet: str) -> float:
    """Return the share of `letters` that are in `alphabet`."""
    is_in_alphabet = re.compile(f"[{alphabet}]", re.I).match
    return sum(map(bool, map(is_in_alphabet, letters))) / len(letters) if letters else 1.0
