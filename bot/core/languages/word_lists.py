"""Word lists: the text files in the folder of a language, and the groups that each may have.

A language needs few of the files; a list that is not there is empty, as is a group.
"""

from collections.abc import Callable, Mapping

from bot.core.data_files import data_groups, data_lines, data_phrases, has_data
from bot.errors import LanguageError

Groups = Mapping[str, frozenset[str]]
Phrases = Mapping[str, list[str]]

_ANSWER_TYPES = ("when", "where", "how many", "how much", "how long", "why", "what name")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "abbreviations.txt": (
        "before a name", "before a number", "before a day", "with a capital", "after a number",
        "at an end", "before anything",
    ),
    "answer_spans.txt": ("joins", "before a joined time", "causes"),
    "followups.txt": (
        "openings", "question words", "pronouns", "pronouns at the end", "pronouns of things",
        "degree", "degrees", "fillers", "causes", "clauses of cause", "directions of time",
        "doubts", "more", "prepositions",
    ),
    "question_nouns.txt": (*_ANSWER_TYPES, "say"),
    "questions.txt": (
        *_ANSWER_TYPES, "who", "who or which", "how", "what", "what thing", "auxiliaries",
        "extents", "named", "do", "determiners", "noun ends",
    ),
    "requirements.txt": (
        "asks age", "age", "asks size", "size", "asks speed", "speed", "asks weight", "weight",
        "asks temperature", "temperature", "asks weather", "weather", "asks lodging", "lodging",
        "asks price",
    ),
    "sentence_words.txt": (
        "of saying", "of asking", "not a name", "opens a request", "opens a sentence",
        "opens a clause", "never at an end", "names with a mark", "before a letter",
        "words of one letter", "without their first letter", "after a time", "after a quotation",
        "except before a time", "depends on the sentence before",
    ),
    "summaries.txt": ("key points", "first person", "depends on the sentence before"),
    "verbs.txt": (
        "past", "present", "future", "possible", "be", "was", "have", "had", "reflexive",
        "perfect with be", "intended", "past forms", "participles", "progressives", "future forms",
        "no verb", "reports", "conditions", "points back", "personal pronouns", "before a name",
        "before a noun", "behind a participle", "behind a clause", "before a date",
        "before a describing year", "behind a describing year", "ends a describing year",
        "before what takes no part", "before a description", "companies", "any company",
        "impersonal pronouns", "before a party",
    ),
    "word_groups.txt": (
        "months", "days", "relative days", "units of time", "date units", "years", "numbers",
        "percent", "percent before", "currencies", "before a place", "before a person",
        "before a noun", "inside a name", "speech", "because", "purpose", "means", "to be",
        "pronouns",
    ),
}  # fmt: skip


def read_lines(code: str, file: str) -> list[str]:
    """Return the lines of a file in the folder of the language with this code."""
    path = _path(code, file)
    return list(data_lines(path)) if has_data(path) else []


def read_words(code: str, file: str) -> frozenset[str]:
    """Return the words of a file."""
    return frozenset(word for line in read_lines(code, file) for word in line.split())


def read_lemmas(code: str, file: str) -> dict[str, str]:
    """Return the first word of its line for each other word of a file."""
    lines = map(str.split, read_lines(code, file))
    return {form: lemma for lemma, *forms in lines for form in forms}


def read_groups(code: str, file: str, fold: Callable[[str], str] = str) -> Groups:
    """Return the words under each heading of a file, folded by `fold`."""
    path = _path(code, file)
    groups = data_groups(path) if has_data(path) else {}
    folded = {group: frozenset(map(fold, words)) for group, words in groups.items()}
    return folded | dict.fromkeys(_missing_groups(file, folded, path), frozenset[str]())


def read_group_lines(code: str, file: str) -> Phrases:
    """Return the lines under each heading of a file, in order and as they are written."""
    path = _path(code, file)
    groups = data_phrases(path) if has_data(path) else {}
    return groups | {group: [] for group in _missing_groups(file, groups, path)}


def read_phrases(code: str, file: str, separator: str | None = ",") -> Phrases:
    """Return the phrases under each heading of a file, in order and as they are written."""
    return {
        group: [phrase.strip() for line in lines for phrase in line.split(separator)]
        for group, lines in read_group_lines(code, file).items()
    }


def _path(code: str, file: str) -> str:
    return f"languages/{code}/{file}"


def _missing_groups(file: str, groups: Mapping[str, object], path: str) -> list[str]:
    """Return the groups that a file lacks; raise LanguageError if it has one that is not read."""
    if unknown := sorted(groups.keys() - set(GROUPS[file])):
        raise LanguageError(f"{path}: no group is called [{unknown[0]}]")
    return [group for group in GROUPS[file] if group not in groups]
