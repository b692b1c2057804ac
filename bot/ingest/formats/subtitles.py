"""Read subtitles (.srt, .vtt): the words of the cues, joined to sentences."""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from bot.ingest.encoding import decode_unicode, detect
from bot.ingest.formats.paragraphs import Paragraph, document, one_line

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d\d):(\d\d)[,.]\d{1,3}[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d\d):(\d\d)[,.]\d{1,3}"
)
SUBTITLES = re.compile(rf"\ufeff?(?:WEBVTT\b|\s*(?:\d+[ \t]*\r?\n)?{_TIMES.pattern})")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>]{1,80})>")
_TAG = re.compile(r"</?[a-z](?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.I)
_SOUND = re.compile(r"[\[(][^\[\]()]*[\])]|[♪♫#*]+[^♪♫]*[♪♫]*|[♪♫\s]+")
_SPEECH_DASH = re.compile(r"[-–—‐]\s*(?=\S)")
_SENTENCE_ENDS = tuple(".!?…\"”»'")
_PAUSE_SECONDS = 4  # after which a new paragraph begins, if the sentence has ended
_LONG = 700  # characters, after which the next sentence begins a paragraph
_MAX_LENGTH = 1_500  # without the end of a sentence, as automatic subtitles have none


class _Cue(NamedTuple):
    start: int
    end: int
    lines: tuple[str, ...]


def read_subtitles(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the words that are spoken as Markdown; raise UnreadableError."""
    text = (decode_unicode(data) or detect(data)).text
    return document(list(_paragraphs(text)), limits)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    pieces: list[str] = []
    end, shown_lines = 0, ()  # type: int, tuple[str, ...]
    for cue in _cues(text):
        new_lines = [line for line in cue.lines if line not in shown_lines]  # as they roll up
        shown_lines = cue.lines
        for line in new_lines:
            is_turn = bool(_SPEECH_DASH.match(line) or line.startswith("\x00"))
            if _ends(pieces, is_turn=is_turn, pause=cue.start - end):
                yield Paragraph(one_line(" ".join(pieces)))
                pieces = []
            pieces.append(_SPEECH_DASH.sub("", line.lstrip("\x00"), count=1) if is_turn else line)
        end = cue.end
    yield Paragraph(one_line(" ".join(pieces)))


def _ends(pieces: list[str], *, is_turn: bool, pause: int) -> bool:
    """Return whether a paragraph ends after `pieces`."""
    length = sum(map(len, pieces))
    if is_turn or length > _MAX_LENGTH:
        return True
    has_ended = bool(pieces) and pieces[-1].endswith(_SENTENCE_ENDS)
    return has_ended and (pause >= _PAUSE_SECONDS or length > _LONG)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues in their order; notes and styles of WebVTT have no times."""
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    is_web = text.lstrip("\ufeff").startswith("WEBVTT")
    places = [i for i, line in enumerate(lines) if _TIMES.match(line.strip())]
    for place, next_place in pairwise([*places, len(lines)]):
        times = _TIMES.match(lines[place].strip())
        shown = lines[place + 1 : next_place]
        if is_web:  # an empty line ends a cue
            shown = list(takewhile(bool, shown))
        elif next_place < len(lines) and shown and shown[-1].strip().isdigit():
            shown.pop()  # the number of the next cue
        if times:
            start, end = _seconds(times.groups()[:3]), _seconds(times.groups()[3:])
            yield _Cue(start, end, tuple(_words(shown)))


def _seconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return hours * 3_600 + minutes * 60 + seconds


def _words(lines: list[str]) -> Iterator[str]:
    """Yield the lines with words, without markup and sounds; a NUL marks a named speaker."""
    for line in lines:
        speech = _VOICE.sub(lambda voice: f"\x00{one_line(voice[1])}: ", line)
        words = one_line(html.unescape(_TAG.sub("", speech)))
        if words and not _SOUND.fullmatch(words):
            yield words
