"""Boilerplate: bylines, credits, captions, notices, and calls to readers.

They stand anywhere among the text of a news page, and are not the article's own sentences. A
sentence of the story may resemble them, so each pattern asks for more than its first word.
"""

import re
from collections.abc import Sequence
from functools import cache

from bot.core.data_files import data_phrases, has_data
from bot.core.languages.registry import ENGLISH, language_of

_MAX_LENGTH = 400  # characters; a longer line is prose, whatever it looks like


def is_boilerplate(text: str, language: str = ENGLISH) -> bool:
    """Return whether a line is a byline, a pointer to another page, a credit, a notice or a call.

    A call is one to readers, such as *Follow us on …* or *Share your videos at …*. English ones
    stand on pages of every language.
    """
    points_on = text.endswith("»") and "«" not in text  # which close a quotation
    if points_on or any(_phrases(code).match(text) for code in {ENGLISH, language}):
        return True
    if len(text) > _MAX_LENGTH:
        return False
    return _has_pattern(text) or _is_call(text) or _has_only_names_or_time(text, language)


def is_caption(text: str, language: str = ENGLISH) -> bool:
    """Return whether a sentence plainly describes a picture, or is a title behind a label."""
    return describes_picture(text, language) or _LABELLED_TITLE.match(text) is not None


def describes_picture(text: str, language: str = ENGLISH) -> bool:
    """Return whether a sentence says of somebody or something where it is in a picture."""
    return any(
        pattern.search(text) is not None
        for pattern in (_IN_PICTURE, _opening(language, "pictures", anywhere=True))
    )


@cache
def _groups(language: str) -> dict[str, list[str]]:
    """Return the phrases of a language's boilerplate.txt by their heading."""
    path = f"languages/{language}/boilerplate.txt"
    return data_phrases(path) if has_data(path) else {}


def _alternatives(language: str, group: str) -> str:
    """Return a pattern of the phrases of a group, which matches nothing if there is none."""
    phrases = (
        re.escape(phrase).replace(r"\ ", r"\s+") for phrase in _groups(language).get(group, ())
    )
    return "|".join(phrase.replace("’", "['’]") for phrase in phrases) or "(?!)"


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """Return the pattern of the lines with one of the phrases of boilerplate.txt."""
    openings, labels, credits_, lines, anywhere = (
        _alternatives(language, group)
        for group in ("openings", "labels", "credits", "lines", "anywhere")
    )
    return re.compile(
        rf"""[^\w"“‘']*(?:(?:{openings})(?!\w)
        | (?:{labels})\s*(?:[:|>]|\s[–—-]\s)\s*["“‘'(]*(?-i:[A-Z0-9@])
        | (?:{credits_})\.?\s*[:|]
        | (?:{lines})\W*$)
        | .*?(?<!\w)(?:{anywhere})(?!\w)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


@cache
def _opening(language: str, group: str, *, anywhere: bool = False) -> re.Pattern[str]:
    """Return the pattern of the phrases of a group, at the beginning of a line or anywhere."""
    start = "" if anywhere else r"\A\W*"
    return re.compile(rf"{start}(?<!\w)(?:{_alternatives(language, group)})(?!\w)", re.IGNORECASE)


# --- Bylines and times, by the phrases with which they begin

_MIN_NAMES = 2  # words with a capital; *Von Berlin* is a heading
_TOKEN = re.compile(r"[^\W\d_](?:[\w.’'-]*\w)?|\d[\w:.,/]*")


def _has_only_names_or_time(text: str, language: str) -> bool:
    """Return whether a line is *by* and names, or *published* and a date with its time."""
    by = _opening(language, "bylines").match(text)
    if by and _are_names(_TOKEN.findall(text, by.end()), language):
        return True
    dated = _opening(language, "dated").match(text)
    return dated is not None and _are_time(_TOKEN.findall(text, dated.end()), language)


def _are_names(tokens: Sequence[str], language: str) -> bool:
    links = _groups(language)["between names"]
    names = [token for token in tokens if token[0].isupper()]
    are_linked = all(token in names or token.lower() in links for token in tokens)
    return len(names) >= _MIN_NAMES and are_linked


def _are_time(tokens: Sequence[str], language: str) -> bool:
    groups = language_of(language).groups
    words = {*groups["months"], *groups["days"]}
    clock = {*_groups(language)["clock"], *_groups(language)["dated"]}
    has_digits = any(token[0].isdecimal() for token in tokens)
    return has_digits and all(
        token[0].isdecimal()
        or token.lower() in clock
        or language_of(language).plain(token) in words
        for token in tokens
    )


# --- Bylines, credits and notices

_NAMES = r"(?:\s+[A-Z][\w.’'-]*+)+"
_WRITER = r"""(?:(?:associated|staff|senior|chief|political|foreign|special|freelance|national)\s+)*
    (?:writer|reporter|correspondent|editor|columnist|contributor|journalist|photographer)s?\b"""
_BY = r"""(?i:(?:written|reported|edit(?:ed|ing)|compiled|(?:(?:additional|with)\s+)?reporting
    |words)\s+by|by)"""
_BYLINE = rf"""{_BY}\b(?:[\s,.|&;/()–—-]|(?:and|for|in|with)\b|{_BY}\b|{_WRITER}
    |[^\W\d_a-z][\w.’'-]*+)+$"""
_AUTHOR = rf"""[A-Z][\w.’'-]*+{_NAMES}(?:
    ,\s+(?:the\s+)?(?:[\w’'-]++\s+){{0,3}}?(?i:{_WRITER})
    |\s+\|{_NAMES}
    |\s+is\s+(?:an?|the)\s+(?:[\w’'-]++\s+){{0,3}}?{_WRITER}
     (?:\s+(?:for|at|with|of|in|based\s+in)(?:\s+the)?{_NAMES})?
    |\s+covers\s[\w\s,’'-]{{3,60}}\sfor(?:\s+the)?{_NAMES})\W*$"""
_AGENCY = r"""(?:AP|AFP|Reuters|REUTERS|Getty|EPA|PA|Rex|Shutterstock|Corbis|Alamy|Bloomberg
    |WireImage|Press\s+Association|Associated\s+Press|Zuma|Xinhua|Anadolu)\b"""
_CREDIT = rf"""(?:AP\s+|Reuters\s+)?(?i:photo(?:graph)?s?\s*(?:/|(?:by|courtesy)\b))
    |FILE\s*(?:(?i:photo)\s*)?[-–—:]
    |[\w.’'&-]++(?:[\s/,]+[\w.’'&-]++){{0,6}}?\s?/\s?{_AGENCY}[\w\s/.()]{{0,30}}$
    |{_AGENCY}\s?/\s?[A-Z]
    |(?i:courtesy\s+of){_NAMES}\W*$"""
_COPYRIGHT = r"""(?i:(?:all\s+contents?\W+)?(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|by\s)))
    |(?i:copyright)\s+(?!Act\b|Law|Office|Board|Tribunal|Directive|Alliance|Agency)[A-Z]"""
_PART_OF_PAGE = r"(?:article|story|post|page|piece|column|interview|essay|review|headline)"
_CHANGED = r"""(?:published|updated|amended|corrected|modified|edited|posted|republished|revised
    |clarified|changed)\b"""
_CLOCK = r"""(?:[\s\d:.,/–|@()-]|(?:at|on|ago|gmt|utc|bst|cet|[ecmp][sd]?t|[ap]\.?m|st|nd|rd|th)\b
    |(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b|[a-z]{3,6}day\b
    |(?:hour|day|minute)s?\b)"""
_NOTICE = rf"""(?i:(?:(?:editor|publisher|author|writer)s?['’]?s?['’]?\s+note\s*[:.–—-]
    |(?:correction|clarification|update|disclaimer|disclosure)s?\s*(?:[,(][^:]{{0,25}})?\s*[:–—]
    |(?:(?:an|the)\s+)?(?:earlier|previous)\s+version\s+of\s+this\s+{_PART_OF_PAGE}\b
    |this\s+{_PART_OF_PAGE}\s+(?:(?:was|has\s+been|is)\s+(?:\w+\s+){{0,2}}?{_CHANGED}
     |(?:\w+\s+)?(?:appear(?:s|ed)|ran)\s+(?:in|on|at)\b)
    |(?:(?:last|first|originally)\s+)?(?:updated|published|posted)\b{_CLOCK}+$
    |use\s+of\s+this\s+(?:web\s?)?site\b))
    |(?i:(?:first|originally)\s+published\s+(?:by|in|on|at)(?:\s+the)?){_NAMES}\W*$"""
_POINTER = r"""(?i:pages?\s+[a-z]?\d{1,3}\s*:\s)
    |(?i:(?:(?:see(?:\s+story)?|turn\s+to|continued\s+(?:on|from)|more|full\s+(?:story|report)|story
    |coverage|details)[\s,:]+)?(?:on\s+)?pages?\s+[a-z]?\d{1,3}(?:(?:,\s*|\s*and\s*|-)[a-z]?\d+)*)
    \W*$"""
_DATELINE = r"""[A-Z][A-Z.’'\s-]{2,30}(?=[,(–—-]|\s-)(?:,\s+[A-Z][\w.]+)?
    (?:,?\s+[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*(?:\([\w\s.]{2,30}\))?\s*[-–—]*\s*$"""
_PATTERNS = re.compile(
    rf"\W*(?:{_BYLINE}|{_AUTHOR}|{_CREDIT}|{_COPYRIGHT}|{_NOTICE}|{_POINTER}|{_DATELINE})",
    re.VERBOSE,
)
_ENDINGS = re.compile(
    r"""\bcontributed\s+to\s+this\s+(?:report|story|article)(?:\s+(?:from|in)(?:\s+[A-Z]\w*+,?)+)?\W*$
      | ^\W*(?:(?:[A-Z][\w.’'-]*+,?|and|in|writers?|reporters?|also)\s+){1,12}contributed\W*$
      | \bregrets?\s+the\s+(?:error|mistake)s?\W*$
      | \b(?:REUTERS|AFP|AP\s+Photo|Getty\s+Images)/[A-Z]
      | \((?i:(?:file|handout|stock)?\s*(?:photo|picture|image)s?)\b[^()]{0,40}\)\W*$
      | \s[-–—]\s+(?:by(?:\s+[A-Z][\w.’'-]*+){1,3}\s+)?[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}\s*$
      | (?i:all\s+rights\s+reserved)(?:\.|\W*$)""",
    re.VERBOSE | re.DOTALL,
)


def _has_pattern(text: str) -> bool:
    return bool(_PATTERNS.match(text) or _ENDINGS.search(text))


# --- Calls to readers

_VERBS = r"""(?:add|browse|buy|call|catch\s+up|check\s+out|click|comment|contact
    |do(?:n['’]t|\s+not)\s+miss|download|e-?mail|explore|find|follow|get|help\s+us|join|keep\s+up|leave|let|like|listen|look|post|print|read|register|see
    |send|share|stay|submit|support|tap|tell|text|tweet|upload|view|visit|vote|watch|write)\b(?![-’'])"""
_MEDIA = r"""(?:newsletters?|inbox|facebook|twitter|instagram|whatsapp|youtube|tiktok|linkedin
    |snapchat|telegram|ireport|podcast|app|website|homepage|channel|comments|newsroom|newsdesk
    |hotline|alerts|notifications|https?|www)\b|@\w|[\w-]+\.(?:com|org|net)\b"""
_CONTENT = r"""(?:our|this|independent|the\s+full|the\s+rest\s+of\s+the|more|the\s+latest|similar
    |other|related)\s+(?:\w+\s+){0,2}?(?:article|story|stories|report|page|interview|videos?|gallery
    |coverage|episode|news|headlines|photos|pictures|transcript|journalism|reporting|emails?|updates)\b"""
_READERS = r"""your\s+(?:own\s+)?(?:videos?|pictures?|photos?|stor(?:y|ies)|views?|thoughts|tips
    |experiences?|comments?|questions?|feedback|letters|memories|e-?mail)\b
    |(?:news\s+|story\s+)?tips\s+to\b|us\s+(?:your|know\s+what|know\s+in|what\s+you\s+think)\b"""
_CALL = re.compile(
    rf"""\W*(?:(?:please|also|and|you\s+can(?:\s+also)?|readers\s+can|viewers\s+can
       |(?:to|for|if)\s[^,]{{3,80}},|[^.?!]{{3,80}}[.?!])\s+)*
      (?:{_VERBS}(?:\s+\S+){{0,7}}?\s+\W*(?:{_MEDIA}|{_CONTENT}|{_READERS})
      |(?:click|tap|press)\s+here\b
      |(?:subscribe|sign\s+up)\s+(?:now|today|here|to|for)\b
      |(?:listen|watch|see|read|find|learn)\b(?:\s+\S+){{1,7}}\s+(?:here|below|above)\W*$)
    | \W*(?:for|if|to)\s[^,]{{3,80}},\s+(?:please\s+)?(?:call|contact|visit|dial|text|see|go\s+to)\b
      .{{0,80}}?(?:\d{{3}}|https?|www|\.(?:com|org|net|gov|uk)\b|website)
    | \W*watch(?-i:\s[A-Z])""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_EMAIL_ADDRESS = re.compile(r"\w@[\w-]+\.\w")
_STORY = re.compile(
    r"\b(?:was|were|had|said|says|told|asked|shouted|wrote|he|she|they|fell|rose)\b"
)


def _is_call(text: str) -> bool:
    is_call = _CALL.match(text) or ("@" in text and _EMAIL_ADDRESS.search(text))
    return bool(is_call) and not _STORY.search(text)


# --- Captions

_IN_PICTURE = re.compile(
    r"""\(pictured\b | ,\ pictured\b | ^Pictured\b | \bpictured\ (?:here|above|below|left|right)\b
      | \((?:\w+\ )?(?:left|right|centre|center|above|below)[,)] | ,\ (?:left|right),
      | \b(?:file|stock|handout)\ (?:photo|picture|image)\b
      | \b(?:is|are)\ (?:seen|shown)\ in\ (?:this|an?)\ (?:\w+\ ){0,2}(?:photo|picture|image)\b
      | \b(?:is|are)\ (?:seen|shown|pictured)\b.{0,150}\ [A-Z][a-z]{2,8}\.?\ \d{1,2},\ \d{4}\W*$
    """,
    re.VERBOSE,
)
# Tense talks: Rubio arrives
_LABELLED_TITLE = re.compile(r"""['"“‘]?(?:[\w’'-]+ ){0,4}[\w’'-]+['"”’]?: +[A-Z0-9]""")
