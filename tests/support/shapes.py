"""Kinds of text that people bring or make, each repeated to the size that is asked for."""

import random

SHAPES = {
    "chat log": "It was.\n",
    "single letters": "a. ",
    "speech": "He said so to Ann in May. ",
    "no full stop": "wall ",
    "one word": "x",
    "list": "- It was May 5\n",
    "open quotes": "“He said. ",
    "closed quotes": 'a." b ',
    "names": "Ann Lee ",
    "ligature": "\ufdfa was in. ",
    "brackets": "(",
    "ellipses": ". . . ",
    "digits": "1234567890 ",
    "dates": "On May 1, 2020, it rained. ",
    "pronouns": "He went. ",
    "initials": "A. B. ",
    "abbreviations": "No. 1 ",
    "letters with marks": "a\u0301 ",
    "Chinese": "他说。",
    "Chinese without stops": "黎安五月去了港口",
    "Japanese without stops": "五月に港へ行ったカメラの人は",
    "Thai without spaces": "เขาไปที่ท่าเรือในเดือนพฤษภาคม",
    "Arabic with marks": "ذَهَبَ إِلَى الْمِينَاءِ ",
    "Korean": "그는 오월에 항구로 갔다. ",
    "Hindi": "वह मई में बंदरगाह गया। ",
    "mixed scripts": "aяα中あ가นमعא",
    "combining marks": "\u0301\u0e48\u3099",
    "tags": "<b>x</b>",
    "nested tags": "<div>",
    "entities": "&amp",
    "links": "[a](",
}
QUESTION = "When did Ann Lee say that it was in May 2020?"
# In the language of a shape, since sentences in another one are not looked at.
QUESTIONS = {
    "Chinese": "他什么时候说的？",
    "Chinese without stops": "黎安什么时候去了港口？",
    "Japanese without stops": "カメラの人はいつ港へ行きましたか？",
    "Thai without spaces": "เขาไปที่ท่าเรือเมื่อไร",
    "Arabic with marks": "متى ذهب إلى الميناء؟",
    "Korean": "그는 언제 항구로 갔습니까?",
    "Hindi": "वह बंदरगाह कब गया?",
}
PLAUSIBLE = "plausible"  # sentences that differ, with names and dates
_NAMES = ("Ann Lee", "Omar Haddad", "Lucia Fonseca", "the harbour office", "the council")
_VERBS = ("opened", "visited", "closed", "signed for", "described", "inspected", "left")
_THINGS = ("the bridge", "the ferry", "a new school", "the old mill", "the northern road")
_DAYS = ("on 3 March {}", "in May {}", "on Monday", "last year", "two days later", "in {}", "")


def text_of(shape: str, size: int) -> str:
    """Return a text of about `size` characters, most of which repeat the shape of that name."""
    if shape == PLAUSIBLE:
        return _plausible_text(size)
    line = SHAPES[shape]
    return f"Ann Lee in May\n\nAnn Lee went.\n\n{line * (size // len(line))}\n\nShe left in May."


def _plausible_text(size: int) -> str:
    """Return paragraphs, the same in every run."""
    draw = random.Random(0)
    paragraphs = ["A town and its river"]
    length = 0
    while length < size:
        paragraphs.append(" ".join(_sentence(draw) for _ in range(draw.randint(3, 8))))
        length += len(paragraphs[-1])
    return "\n\n".join(paragraphs)


def _sentence(draw: random.Random) -> str:
    subject, verb, thing = draw.choice(_NAMES), draw.choice(_VERBS), draw.choice(_THINGS)
    day = draw.choice(_DAYS).format(draw.randint(1950, 2024))
    words = "".join(draw.choices("bdfgklmnprst", k=5))
    sentence = f"{subject} {verb} {thing} near {words.capitalize()} {day}".rstrip()
    return f"{sentence[0].upper()}{sentence[1:]}."
