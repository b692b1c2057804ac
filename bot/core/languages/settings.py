"""Settings: the keys of `language.toml`, in which a language differs by more than its words."""

import tomllib
from dataclasses import MISSING, dataclass, fields
from typing import Literal, get_args, get_origin, get_type_hints

from bot.core.data_files import data_text
from bot.errors import LanguageError

Script = Literal[
    "latin", "cyrillic", "greek", "arabic", "hebrew", "devanagari", "thai", "han", "japanese",
    "hangul", "any",
]  # fmt: skip
Strings = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSettings:
    """The keys of a `language.toml`; `docs/languages.md` has an example of each."""

    name: str
    """The name of the language in itself."""
    english_name: str
    """The name of the language in English."""
    level: Literal["full", "good", "none"]
    """How much of Verbatim knows the language; `docs/languages.md` has the levels."""
    script: Script
    """The letters in which it is written."""

    stemmer: str
    """An algorithm of Snowball, `suffixes` for lists of the folder, or `none`."""
    min_stem: int = 3
    """How many letters `suffixes` leaves."""
    folds: Strings = ()
    """Pairs such as `ё>е`: letters that readers take for another one."""
    accents: Literal["kept", "ignored"] = "kept"
    """Whether every accent is left out."""
    accents_tell_words_apart: bool = False
    """Whether a stop word with accents is another word than one without: *maïs*."""
    lower: Literal["", "turkish"] = ""
    """How capitals become small letters: in Turkish, I is ı."""
    clitics: str = ""
    """A pattern of what is written together with a word and is none of it."""
    elisions: Strings = ()
    """The words that lose their vowel before an apostrophe: *l'an*."""
    words: Literal["spaces", "grams"] = "spaces"
    """What divides words; without spaces, one and two characters (grams) are words."""
    term_prefix: str | None = None
    """How its terms begin in the index, if not with the code and a colon."""

    article: str = ""
    """The article that may open a name without being part of it."""
    capitalises_nouns: bool = False
    """Whether a capital inside a sentence says only that a word is a noun."""
    noun_endings: Strings = ()
    """The endings of nouns that are no names, where both have capitals."""
    adjective_endings: Strings = ()
    """The endings of adjectives, which stand before nouns that are no names."""
    name_endings: Strings = ()
    """The endings that a name takes in some case: *Киева*, *Macrons*."""

    ordinal_stop: bool = False
    """Whether a full stop behind a number makes it an ordinal: *15. Mai*."""
    small_months: bool = False
    """Whether months are written in small letters, or letters have no capitals."""
    ambiguous_months: Strings = ()
    """The months that are other words too, so that a number must stand beside them."""
    number_links: Strings = ()
    """The words between a number and what it counts: *15 de mayo de 2024*."""
    spaces_in_numbers: bool = False
    """Whether spaces divide thousands: 1 998,5."""

    do_support: bool = False
    """Whether *what* has an auxiliary behind it, and not the verb: *What did he say?*."""
    asks_anywhere: bool = False
    """Whether words that ask for yes or no are particles that may stand anywhere."""
    what_noun: Literal["behind", "before", "either"] = "behind"
    """On which side of *what* its noun stands: *adı nedir* has it before."""
    noun_is_first: bool = False
    """Whether adjectives follow their noun, which is then the first word behind *what*."""
    noun_before_noun: bool = False
    """Whether a noun or a year describes the noun behind it: *the 1998 treaty*."""
    late_participles: bool = False
    """Whether a participle ends the clause of its auxiliary: *hat den Vertrag gekündigt*."""
    past_endings: Strings = ()
    """The endings of verbs in the past, before which a noun ends."""
    inflection_letters: int = 3
    """The number of last letters that inflection changes, so that they are no slip."""

    question_marks: str = ""
    """The marks besides `?` that end a question, such as the Greek `;`."""
    quotation_marks: Strings = ()
    """Pairs of quotation marks that mean the opposite, or nothing, elsewhere: `»«`, `””`."""
    ends_at_spaces: bool = False
    """Whether only a space ends a sentence, as in Thai, where a full stop abbreviates."""

    @property
    def is_unspaced(self) -> bool:
        """Whether it is written without spaces, so that its words are one or two characters."""
        return self.words == "grams"


def read_settings(code: str) -> LanguageSettings:
    """Return the settings of the language with this code; raise LanguageError at a wrong one."""
    file = f"languages/{code}/language.toml"
    return parse_settings(data_text(file), file)


def parse_settings(text: str, file: str) -> LanguageSettings:
    """Return the settings in the text of a file; raise LanguageError with the key that is wrong."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{file}: {error}") from error
    types = get_type_hints(LanguageSettings)
    for key, value in values.items():
        if key not in types:
            raise LanguageError(f"{file}: no key is called {key!r}")
        if not _is_of_type(value, types[key]):
            raise LanguageError(f"{file}: {key} is {value!r}, and not {_describe(types[key])}")
    for field in fields(LanguageSettings):
        if field.default is MISSING and field.name not in values:
            raise LanguageError(f"{file}: the key {field.name!r} is missing")
    lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return LanguageSettings(**(values | lists))


def _is_of_type(value: object, expected: object) -> bool:
    if expected == Strings:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if get_origin(expected) is Literal:
        return value in get_args(expected)
    return type(value) in {expected, *get_args(expected)}  # `true` is no number, though bool is int


def _describe(expected: object) -> str:
    if get_origin(expected) is Literal:
        return f"one of {', '.join(map(repr, get_args(expected)))}"
    if expected == Strings:
        return "a list of strings"
    return "true or false" if expected is bool else "a number" if expected is int else "a string"
