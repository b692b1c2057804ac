"""The stored format of segments, which a bot after an update must still read."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from bot.core.index.codec import (
    deserialise,
    encode,
    segment_from_bytes,
    segment_to_bytes,
    segment_version,
)
from bot.core.index.segment import build_segment
from bot.core.text.article import parse_article
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()
SEGMENT = build_segment(
    [
        parse_article("ferry.txt", "The ferry sank\n\nThe Ferry of Zenda sank on 5 May 2019."),
        parse_article("mayor.txt", "---\npublished: 2024-05-03\n---\nThe mayor of Zenda wept."),
    ],
    LEXICON,
)


@given(st.lists(st.text(max_size=9), max_size=3))
def test_the_version_depends_on_the_aliases(names):
    with_aliases = build_lexicon([["UN", "United Nations", *names]])
    assert segment_version(with_aliases) != segment_version(LEXICON)
    assert segment_version(build_lexicon()) == segment_version(LEXICON)


def test_the_arrays_have_the_names_and_types_that_are_stored():
    """If this fails, FORMAT must be raised, and every server's articles are read again."""
    postings = ("terms", "total", "starts", "documents", "kinds", "frequencies", "lengths")
    names = ["about", "firsts", "sentence0", "sentence1", "sentence2", "sentence3", "sentence4"]
    names += ["languages"]
    names += ["first_sentence", "article_of", "block_start", "block_end"]
    for level in ("sentences", "articles"):
        names += [f"{level}_{name}" for name in (*postings, "highest", "good")]
    for counter in ("plains", "inside", "high"):
        names += [counter, f"{counter}_counts"]
    assert list(encode(SEGMENT)) == names


def test_the_bytes_of_a_segment_are_those_that_were_always_stored():
    """If this fails, FORMAT must be raised, and every server's articles are read again."""
    content = segment_to_bytes(SEGMENT, LEXICON)
    arrays = deserialise(content, LEXICON)
    digest = hashlib.sha256(b"".join(array.tobytes() for array in arrays.values())).hexdigest()
    assert digest == "614dfd343d635ff081267bd4d8fa6895f4983a98b35b5fe0cc0bfd9d57be5e22"


def test_the_pages_of_a_pdf_are_stored():
    text = '---\npage_starts: "1 3"\n---\nThe ferry sank.\n\nThe mayor wept.'
    segment = build_segment([parse_article("ferry.txt", text)], LEXICON)
    stored = segment_from_bytes(segment_to_bytes(segment, LEXICON), LEXICON, {"ferry.txt": text})
    assert stored
    assert stored.articles[0].page_starts == segment.articles[0].page_starts != ()


def test_the_author_is_stored():
    text = "---\nauthor: Ann Lee\n---\nThe ferry sank."
    segment = build_segment([parse_article("ferry.txt", text)], LEXICON)
    stored = segment_from_bytes(segment_to_bytes(segment, LEXICON), LEXICON, {"ferry.txt": text})
    assert stored
    assert stored.articles[0].attribution == "Ann Lee"
