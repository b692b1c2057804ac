"""What pages say in the place of an article, and why such a page is refused."""

import re
from dataclasses import dataclass

from bot.ingest.pages.page_words import words_pattern

NO_ARTICLE = "no article is found on the page; paste its text"
_PASTE = "open it in a browser and paste its text"
JAVASCRIPT = f"shows its text only with JavaScript; {_PASTE}"
ROBOT_CHECK = f"asks whether a person is reading it, and not the article; {_PASTE}"
COOKIES = f"asks for consent to cookies, and shows no article before that; {_PASTE}"
PAY_WALL = f"shows only the beginning of the article without a subscription; {_PASTE}"
LOGIN = f"asks for a login, and shows no article before that; {_PASTE}"
NOT_FOUND = "says that there is no such page, or that an error occurred; check the address"
CAPTION = "holds only the caption of a picture; paste the article's text"
LINKS = "lists links to articles and holds none; add the pages that it links to"

_ASKS_JAVASCRIPT = re.compile(
    r"\b(?:enable|activate|turn on|allow) java ?script|java ?script (?:is|has been|must be"
    r"|needs to be|seems to be)(?: currently)? (?:disabled|required|enabled|turned (?:off|on)|not)"
    r"\W*(?:\Z|to\b|for\b|by\b|in your|on your|or not)|(?:requires|needs|without) java ?script\W*"
    rf"(?:\Z|to\b|enabled|turned)|{words_pattern('javascript')}",
    re.I,
)
_ASKS_FOR_PERSON = re.compile(
    r"just a moment|attention required|checking (?:if|your browser|the site)|verif\w+ (?:that )?you"
    r" are (?:a )?human|are you (?:a )?(?:robot|human)|not a robot|pardon our interruption"
    r"|ddos[- ]?(?:guard|protection)|unusual (?:traffic|activity)|human verification"
    r"|security check|security of your connection|connection is secure"
    r"|captcha|press (?:&|and) hold|bot (?:check|verification)"
    r"|enable (?:javascript and )?cookies to continue|ray id",
    re.I,
)
_ASKS_FOR_CONSENT = re.compile(
    r"\b(?:we|our|us|you|your)\b.{0,120}\b(?:cookies?|consent|partners|privacy|personal data)\b"
    r"|\b(?:cookies?|consent|privacy|personal data)\b.{0,80}\b(?:we|our|us|you|your)\b"
    r"|(?:accept|reject|manage|allow) (?:all )?(?:cookies|and continue)|cookie (?:settings|policy)"
    rf"|{words_pattern('consent')}",
    re.I | re.S,
)
_ACCESS = r"(?:(?:continue|keep) reading|unlock|(?:full|unlimited) (?:access|article|story|text))"
_PAYING = r"(?:subscri|sign (?:in|up)|log ?in|regist|become a member|buy|pay|abonn)"
ASKS_FOR_MONEY = re.compile(
    rf"{_PAYING}.{{0,60}}{_ACCESS}|{_ACCESS}.{{0,80}}{_PAYING}"
    rf"|read (?:the|this) (?:full|whole|rest|entire)\b.{{0,40}}{_PAYING}"
    rf"|{_PAYING}.{{0,40}}read (?:the|this) (?:full|whole|rest|entire|article|story)"
    r"|(?:article|story|content|post) is (?:only |exclusively )?(?:available )?"
    r"(?:only |exclusively )?(?:for|to|reserved for) (?:\w+ ){0,2}(?:subscribers|members)"
    r"|(?:subscribers?|members?)[- ]only (?:article|story|content|post)"
    rf"|{words_pattern('pay wall')}",
    re.I,
)
_ASKS_FOR_LOGIN = re.compile(
    r"\A\W*(?:please |you (?:must|need to|have to) (?:be )?)?(?:log|sign|logg|sign)(?:ed)? ?in\b"
    r"|(?:log|sign) ?in (?:to|with) your|forgot(?:ten)? (?:your )?password"
    rf"|enter your .{{0,40}}password|{words_pattern('login')}",
    re.I,
)
_SAYS_ERROR = re.compile(
    r"\b(?:404|403|410|50[0234])\b.{0,40}(?:error|found|forbidden|gone|unavailable|timeout|gateway)"
    r"|(?:error|fehler|erreur)\W{0,3}(?:40\d|50\d)\b"
    r"|(?:page|article|file|url|link)\b.{0,50}(?:not (?:be )?found|(?:does not|doesn['’]t"
    r"|no longer) exists?|no longer available|not available|moved or (?:deleted|removed))"
    r"|(?:do not|don['’]t) have permission to access|internal server error|bad gateway"
    rf"|{words_pattern('error')}",
    re.I,
)
_TITLE_OF_ROBOT_CHECK = re.compile(
    r"(?:just a moment|attention required|one more step|please wait|checking your browser"
    r"|are you (?:a )?(?:robot|human)|(?:human|bot|security|browser) (?:verification|check)"
    r"|pardon our interruption|verify(?:ing)? you are (?:a )?human|robot check|captcha"
    r"|ddos[- ]?guard|access to this page has been denied)\W*(?:cloudflare)?\W*",
    re.I,
)
_TITLE_OF_ERROR = re.compile(
    r"(?:error )?(?:40[0-9]|410|50[0-9])?\W*(?:(?:page|site|article|file) )?(?:error|not found"
    r"|forbidden|access denied|bad gateway|(?:service )?unavailable|internal server error"
    rf"|gateway time-?out|does(?: not|n['’]t) exist|can(?:not|['’]t) be found"
    rf"|{words_pattern('title of an error')})?(?: (?:page|error))?\W*(?:40[0-9]|410|50[0-9])?\W*",
    re.I,
)
_TITLE_OF_LOGIN = re.compile(
    r"(?:please )?(?:log|sign)[- ]?in(?: (?:to|required|page)\b.*)?|login"
    rf"|{words_pattern('title of a login')}",
    re.I,
)
_TITLE_OF_CONSENT = re.compile(
    r"(?:before you continue(?: to .*)?|(?:cookie|privacy) (?:consent|settings|preferences)"
    r"|your privacy(?: (?:choices|matters))?|cookie consent|we value your privacy"
    rf"|privacy gate|{words_pattern('title of a request for consent')})\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of text in the place of an article, with the reason for which it is refused."""

    reason: str
    title: re.Pattern[str] | None  # matches the whole title of such a page
    text: re.Pattern[str]  # occurs in its sentences
    max_other_words: int  # that may stand in the article without the pattern


# The first that fits decides: a check for robots asks for JavaScript and cookies, too.
NOTICES = (
    Notice(ROBOT_CHECK, _TITLE_OF_ROBOT_CHECK, _ASKS_FOR_PERSON, 25),
    Notice(NOT_FOUND, _TITLE_OF_ERROR, _SAYS_ERROR, 20),
    Notice(JAVASCRIPT, None, _ASKS_JAVASCRIPT, 20),
    Notice(COOKIES, _TITLE_OF_CONSENT, _ASKS_FOR_CONSENT, 25),
    Notice(LOGIN, _TITLE_OF_LOGIN, _ASKS_FOR_LOGIN, 15),
)
