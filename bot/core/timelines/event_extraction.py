"""Extract the events that the sentences of an article report, with their dates and relevance."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from math import sqrt

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.boilerplate import describes_picture, is_boilerplate
from bot.core.text.lexicon import Word
from bot.core.text.sentences import Sentence
from bot.core.text.words import Span
from bot.core.timelines.date_expressions import dates_by_sentence, make_event
from bot.core.timelines.events import ExtractedEvent, Status
from bot.core.timelines.grammar import Grammar, Tense, grammar_of
from bot.core.timelines.verbs import Verb, find_verbs

_LEAD_SENTENCES = 3  # which report the event of the day
_MIN_WORDS = 2  # besides the date and an article; a sentence with fewer is a credit or a caption
_END_OF_QUOTATION = re.compile(r"[”»“\"']\s?(?=\w+ [^,;:”»“\"]*$)")
_QUESTION_MARKS = "?", "？", "؟"
_MAX_WORDS_OF_VERB = 3  # has just said
_MAX_NEWS_AGE = timedelta(days=7)  # between an event and the article about it

# By position: where a sentence mentions the topic, if one is asked for, and its words.
TopicSentences = Mapping[int, tuple[Span | None, Sequence[Word]]]


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that reports something, with its words, verbs and the dates of what it reports.

    `mention` is where it mentions the topic, if one is asked for. `lead_rank` is its place in the
    lead, or behind the lead.
    """

    article: Article
    sentence: Sentence
    mention: Span | None
    words: Sequence[Word]
    verbs: Sequence[Verb]
    dates: Sequence[DateMention]
    lead_rank: int

    @property
    def text(self) -> str:
        """The text in which the sentence stands."""
        return self.article.visible_text

    @property
    def grammar(self) -> Grammar:
        """The grammar of the sentence's language."""
        return grammar_of(self.sentence.language)

    @property
    def topic_verb(self) -> Verb | None:
        """The first verb behind the topic, or of the sentence if no topic is asked for.

        Behind a quotation it is the one before the topic: *"We won," said Bo*.
        """
        if self.mention and (verb := _verb_of_speaker(self, self.mention)):
            return verb
        start = self.mention[1] if self.mention else self.sentence.start
        return next((verb for verb in self.verbs if verb.start >= start), None)


def extract_events(
    article: Article,
    sentences: Sequence[Sentence],
    topic_sentences: TopicSentences,
    weight_of: Callable[[str], float],
) -> Iterator[ExtractedEvent]:
    """Yield the events that `topic_sentences` report, in order.

    They happen on the dates that the sentence mentions, or else on the article's day. Headings,
    questions, datelines and dates that only describe (*the 1998 treaty*) are left out.
    """
    lead = _lead(article.visible_text, sentences)
    dates = dates_by_sentence(article, sentences, sorted({*topic_sentences, *lead}))
    day = _article_day(article, [(sentences[i], dates[i]) for i in lead])
    for position, (mention, words) in topic_sentences.items():
        sentence = sentences[position]
        content = _without_dates(words, dates[position])
        if not _reports_anything(article.visible_text, sentence, content):
            continue
        report = Report(
            article=article,
            sentence=sentence,
            mention=mention,
            words=words,
            verbs=tuple(find_verbs(article.visible_text, words, sentence.language)),
            dates=[d for d in dates[position] if _is_event_date(article.visible_text, sentence, d)],
            lead_rank=(*lead, position).index(position),
        )
        content_terms = dict.fromkeys(word.term for word in content if word.term)
        terms = _unit_vector({term: sqrt(weight_of(term)) for term in content_terms})
        yield from _events_of(report, day, terms)


def _lead(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the places of the first sentences of the story."""
    story = (i for i, sentence in enumerate(sentences) if _is_of_story(text, sentence))
    return list(islice(story, _LEAD_SENTENCES))


def _is_of_story(text: str, sentence: Sentence) -> bool:
    line = text[sentence.start : sentence.end]
    is_heading = sentence.kind is BlockKind.HEADING
    return (
        not is_heading
        and not is_boilerplate(line, sentence.language)
        and not describes_picture(line, sentence.language)
    )


def _without_dates(words: Sequence[Word], dates: Sequence[DateMention]) -> list[Word]:
    in_dates = {place for mention in dates for place in range(mention.start, mention.end)}
    return [word for word in words if word.start not in in_dates]


def _events_of(
    report: Report, day: DateMention | None, terms: Mapping[str, float]
) -> Iterator[ExtractedEvent]:
    article, sentence = report.article, report.sentence
    relevance = _relevance(report)
    dates = _dates_outside_speech(report)
    is_conditional = _is_conditional(report)
    for mention in dates:
        if _only_concerns(report, mention):
            continue
        status = Status.CONDITIONAL if is_conditional else _status(report, mention)
        event = make_event(article, sentence, mention, status)
        yield ExtractedEvent(event, relevance, terms)
    if day and not dates and _happens_on_article_day(report):
        event = make_event(article, sentence, day, is_in_sentence=False)
        yield ExtractedEvent(event, relevance, terms)


# --- Dates


def _article_day(
    article: Article, lead: Sequence[tuple[Sentence, list[DateMention]]]
) -> DateMention | None:
    """Return the day that an article is about: the one that its lead mentions, or its own."""
    published = article.published
    for sentence, dates in lead:
        for mention in dates:
            if mention.precision is not Precision.DAY or mention.value.startswith("--"):
                continue
            if published is None:
                if _is_dateline(article.visible_text, sentence, mention):
                    return mention
            elif timedelta(0) <= published - date.fromisoformat(mention.value) <= _MAX_NEWS_AGE:
                return mention
    return DateMention(0, 0, published.isoformat(), Precision.DAY) if published else None


def _reports_anything(text: str, sentence: Sentence, words: Sequence[Word]) -> bool:
    grammar = grammar_of(sentence.language)
    marks = *_QUESTION_MARKS, *grammar.language.settings.question_marks
    is_question = text.endswith(marks, sentence.start, sentence.end)
    min_words = _MIN_WORDS + grammar.has_articles
    return not is_question and len(words) >= min_words and _is_of_story(text, sentence)


def _is_event_date(text: str, sentence: Sentence, mention: DateMention) -> bool:
    """Return whether something happens on a date, which does not only describe or refer back."""
    grammar = grammar_of(sentence.language)
    points_back = text.endswith(tuple(grammar.groups["points back"]), mention.start, mention.end)
    return not (
        points_back
        or _is_description(text, mention, grammar)
        or _is_dateline(text, sentence, mention)
    )


def _dates_outside_speech(report: Report) -> list[DateMention]:
    """Return the dates of a sentence, without those in what the topic or somebody else says."""
    topic = report.mention
    if topic is None or _ends_in_quotation(report.text[report.sentence.start : topic[0]]):
        return list(report.dates)
    return [
        mention
        for mention in report.dates
        if not _ends_in_quotation(report.text[report.sentence.start : mention.start])
        and not _is_in_reported_speech(report, mention)
    ]


def _only_concerns(report: Report, mention: DateMention) -> bool:
    """Return whether a date is that of a plan or deed of others that only concerns the topic.

    It is in *Bo will see the chief of Acme in 2030*, but not in *Bo will come to Acme in 2030*.
    """
    topic, published = report.mention, report.article.published
    if topic is None or not any(map(str.isupper, report.text[slice(*topic)])):
        return False
    if _word_before(report, topic) not in report.grammar.groups["before a party"]:
        return False
    is_to_come = published is not None and mention.value > published.isoformat()
    return is_to_come or report.topic_verb is None


def _is_in_reported_speech(report: Report, mention: DateMention) -> bool:
    """Return whether a date is that of what the topic says, unless this is about itself.

    It is in *Acme said that oil fell in May*, but not in *Acme said on Monday that oil fell*.
    """
    speech, groups = report.topic_verb, report.grammar.groups
    if speech is None:
        return False
    words = [word for word in report.words if speech.start <= word.start < mention.start]
    plain_words = [word.plain for word in words]
    says = report.grammar.language.groups["speech"].intersection(plain_words[:_MAX_WORDS_OF_VERB])
    pronouns = groups["personal pronouns"] | groups["impersonal pronouns"]
    other_verbs = [verb for verb in report.verbs if speech.start < verb.start < mention.start]
    return bool(says and other_verbs) and pronouns.isdisjoint(plain_words)


_LAST_WORD = re.compile(r"(?:^|\W)(\w+)[\s'’]+$")
_MAX_LAST_WORD = 30  # characters
_WORD = re.compile(r" (\w+)")


def _is_description(text: str, mention: DateMention, grammar: Grammar) -> bool:
    """Return whether a date is a year as in *the 1998 treaty* or in brackets."""
    if mention.precision is not Precision.YEAR:
        return False
    if text[max(0, mention.start - 1) : mention.start] == "(":
        return True
    following = _WORD.match(text, mention.end)
    if following and following[1] in grammar.groups["behind a describing year"]:
        return True
    match = _LAST_WORD.search(text, max(0, mention.start - _MAX_LAST_WORD), mention.start)
    before = match[1].lower() if match else ""
    if before in grammar.groups["before a describing year"]:
        return match is not None and match[1] == before  # with a capital it opens the sentence
    if before in grammar.groups["before a date"]:
        return False
    endings = tuple(grammar.groups["ends a describing year"])
    describes = text.endswith(endings, mention.start, mention.end)
    return describes or (bool(before) and _is_before_noun(text, mention.end, grammar))


_POSSESSIVE = re.compile(r" ?['’]s? ?\w")
_NOUN = re.compile(r" ([a-z]+)")


def _is_before_noun(text: str, end: int, grammar: Grammar) -> bool:
    if not grammar.language.settings.noun_before_noun:
        return False
    noun = _NOUN.match(text, end)
    return noun is not None and noun[1] not in grammar.language.stopwords


_PLACES = re.compile(r"(?:\w[\w.'’-]*[ ,]+)*\w[\w.'’-]*(?:,| \() ?")
_DASH = re.compile(r"[ ,.]*(?:\([^)]*\))?\s*[-–—]+\s")
_MIN_CAPITALS = 3


def _is_dateline(text: str, sentence: Sentence, mention: DateMention) -> bool:
    """Return whether a date is as in *MOSCOW, May 15 (Reuters) - *."""
    return _is_place(text[sentence.start : mention.start]) and bool(_DASH.match(text, mention.end))


def _is_place(text: str) -> bool:
    """Return whether a text is in capitals, or is the name of a place and a comma."""
    if len(text) >= _MIN_CAPITALS and text == text.upper():
        return True
    words = text.replace(",", " ").replace("(", " ").split()
    return bool(_PLACES.fullmatch(text)) and all(word[0].isupper() for word in words)


def _is_conditional(report: Report) -> bool:
    """Return whether a sentence, which may have many dates, has a word such as *if*."""
    words = {report.grammar.form(report.text, word) for word in report.words}
    return not words.isdisjoint(report.grammar.groups["conditions"])


def _status(report: Report, mention: DateMention) -> Status:
    """Return the status of what has no condition, by the verb before the date, or the first."""
    verbs_before = [verb for verb in report.verbs if verb.start < mention.start]
    tenses = {verb.tense for verb in verbs_before[-1:] or report.verbs[:1]}
    if Tense.POSSIBLE in tenses:
        return Status.CONDITIONAL
    published_on = report.article.published
    published = published_on.isoformat() if published_on else mention.value
    if published.startswith(mention.value):  # the date contains the article's day
        return Status.PLANNED if Tense.FUTURE in tenses else Status.HAPPENED
    return Status.PLANNED if mention.value > published else Status.HAPPENED


# --- Relevance


def _happens_on_article_day(report: Report) -> bool:
    """Return whether a sentence without a date plainly reports an event of the article's day.

    The first sentence of the article does if it is in the past. Another does if the topic takes
    part and the verb behind it is in the past; without a topic only the lead does, by its first
    verb.
    """
    if report.lead_rank == 0 and not report.grammar.knows_verbs:
        return True
    if report.lead_rank == 0:
        return any(verb.tense is Tense.PAST for verb in report.verbs)
    verb = report.topic_verb
    if verb is None or verb.tense is not Tense.PAST:
        return False
    if report.mention is None:
        return report.lead_rank < _LEAD_SENTENCES
    return _takes_part(report, report.mention)


def _takes_part(report: Report, mention: Span) -> bool:
    """Return False if the topic is quoted, behind a preposition or only describes a noun."""
    grammar = report.grammar
    if _ends_in_quotation(report.text[report.sentence.start : mention[0]]):
        return False
    takes_no_part = _word_before(report, mention) in grammar.groups["before what takes no part"]
    return not takes_no_part and not _describes_another(report, mention[1])


def _describes_another(report: Report, end: int) -> bool:
    """Return whether a name describes what follows: *Acme lawyers*, *Acme's head*, *Acme CEO*."""
    if not report.grammar.language.settings.noun_before_noun:
        return False
    is_before_verb = any(verb.start == end + 1 for verb in report.verbs)
    if not is_before_verb and _is_before_noun(report.text, end, report.grammar):
        return True
    following = next((word.plain for word in report.words if word.start == end + 1), "")
    is_before_title = following in report.grammar.language.groups["before a person"] | {"ceo"}
    return is_before_title or bool(_POSSESSIVE.match(report.text, end))


def _word_before(report: Report, topic: Span) -> str:
    """Return the word before the topic and its article, unless a comma stands between."""
    comma = report.text.rfind(",", report.sentence.start, topic[0])
    words = [word for word in report.words if comma < word.start < topic[0]]
    forms = [report.grammar.form(report.text, word) for word in words[-2:]]
    articles = report.grammar.groups["before a name"]
    return next((form for form in reversed(forms) if form not in articles), "")


def _verb_of_speaker(report: Report, mention: Span) -> Verb | None:
    """Return the verb between a quotation and the topic, which says it."""
    quotation = _END_OF_QUOTATION.search(report.text, report.sentence.start, mention[0])
    if quotation is None:
        return None
    return next((verb for verb in report.verbs if verb.start == quotation.end()), None)


def _ends_in_quotation(text: str) -> bool:
    """Return whether more quotation marks open than close; “ closes what „ opens."""
    opening, closing = ("„«", "“”»") if "„" in text else ("“«", "”»")
    opened = sum(map(text.count, (*opening, "``")))
    closed = sum(map(text.count, (*closing, "''")))
    return opened > closed or text.count('"') % 2 == 1


def _relevance(report: Report) -> float:
    """Return the relevance of a sentence by its place, and by the role of the topic in it."""
    verb, rank = report.topic_verb, report.lead_rank
    is_subject = verb is not None and verb == report.verbs[0]
    is_past = verb is not None and verb.tense is Tense.PAST
    return float((rank == 0) + (rank < _LEAD_SENTENCES) + is_subject + is_past)


def _unit_vector(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
