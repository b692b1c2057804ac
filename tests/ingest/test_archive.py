"""Archives: what is packed comes back, and no zip file costs more than it may."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.archive import ARCHIVE_LIMITS, Archive, ArchiveLimits, pack
from bot.ingest.draft import ArchivedArticle, SkippedFile, safe_file_name
from bot.original import Original
from bot.plain_text import plain_line
from tests.support.nasty import TEXTS

MARK = {"verbatim.json": ""}
FERRY = ArchivedArticle("sub/ferry.md", "# Ferry\r\n\nIt sails.", Original("talks.pdf", b"%PDF"))


def packed(*articles: ArchivedArticle) -> bytes:
    file = io.BytesIO()
    pack(articles, file)
    return file.getvalue()


def zipped(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def changed(data: bytes, place: int, value: bytes) -> bytes:
    """Return `data` with `value` at `place` of the first entry of its table of contents."""
    start = data.index(b"PK\x01\x02") + place
    return data[:start] + value + data[start + len(value) :]


def unpacked(data: bytes, limits: ArchiveLimits = ARCHIVE_LIMITS) -> list:
    return list(Archive(io.BytesIO(data), "a.zip", limits))


def reasons(pieces: list) -> list[str]:
    return [str(piece) for piece in pieces if isinstance(piece, DocumentError)]


# --- articles as they stand

names = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=9)
paths = st.builds(lambda parts, end: "/".join(parts) + end, st.lists(names, min_size=1, max_size=3),
                  st.sampled_from([".txt", ".md", ".HTML"]))  # fmt: skip
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(str.strip)
originals = st.none() | st.builds(Original, names.map(safe_file_name), st.binary(max_size=99))
articles = st.lists(
    st.builds(ArchivedArticle, paths, texts, originals), max_size=5, unique_by=lambda a: a.path
)


@given(articles)
def test_what_is_packed_comes_back(packed_articles):
    data = packed(*packed_articles)
    assert unpacked(data) == packed_articles
    assert packed(*packed_articles) == data


def test_the_layout():
    with zipfile.ZipFile(io.BytesIO(packed(FERRY))) as archive:
        assert archive.namelist() == [
            "verbatim.json",
            "articles/sub/ferry.md",
            "originals/sub/ferry.md/talks.pdf",
        ]
        assert archive.read("articles/sub/ferry.md") == FERRY.text.encode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_article_is_asked_for_when_its_turn_comes():
    """A folder's originals need not be in memory together."""
    file, sizes = io.BytesIO(), []

    def one_by_one():
        for number in range(3):
            sizes.append(file.tell())
            yield ArchivedArticle(f"{number}.txt", "x", Original("x.pdf", bytes(range(256)) * 9))

    pack(one_by_one(), file)
    assert sizes[0] < sizes[1] < sizes[2]


@given(st.text() | TEXTS)
def test_the_name_of_an_original_is_one_of_a_file(source):
    name = safe_file_name(source)
    assert name
    assert not set("/\\:\0") & set(name)
    assert name.strip(".") == name
    assert plain_line(name) == name
    assert len(name.encode()) <= 255
    assert safe_file_name(f"/there/{name}") == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param("/home/ann/Talks, part 2.PDF", "Talks-part-2.PDF", id="a path"),
        pytest.param("C:\\talks.pdf", "talks.pdf", id="a path of Windows"),
        pytest.param("https://example.org/news/", "original", id="no name"),
        pytest.param("../..", "original", id="dots"),
        pytest.param("CON.tar.gz", "CON-.tar.gz", id="a device of Windows"),
        pytest.param("lpt1", "lpt1-", id="a device without an ending"),
        pytest.param("contents.txt", "contents.txt", id="no device"),
        pytest.param("a\u202efdp.exe", "a-fdp.exe", id="an ending from right to left"),
        pytest.param("x" * 300 + ".md", "x" * 57 + ".md", id="a long name"),
        pytest.param("x." + "y" * 300, "x." + "y" * 9, id="a long ending"),
        pytest.param("x.yyyyyyyy:y", "x.yyyyyyyy", id="an ending that is cut at a sign"),
    ],
)
def test_the_name_of_an_original(source, name):
    assert safe_file_name(source) == name


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("../evil.txt", id="above the folder"),
        pytest.param("sub/../../evil.txt", id="above the folder by a detour"),
        pytest.param("/etc/evil.txt", id="absolute"),
        pytest.param("C:\\evil.txt", id="absolute on Windows"),
        pytest.param("..\\evil.txt", id="above the folder on Windows"),
        pytest.param("sub//evil.txt", id="written in two ways"),
        pytest.param(".hidden/evil.txt", id="hidden"),
        pytest.param("evil.pdf", id="no article"),
        pytest.param("evil", id="no ending"),
    ],
)
def test_an_article_lies_below_the_folder(path):
    (problem,) = unpacked(zipped(MARK | {f"articles/{path}": "Evil."}))
    assert str(problem) == f"a.zip/articles/{path}: has a name that no article can have"


def test_an_original_lies_with_its_article():
    inside = {"articles/a.txt": "Ferry.", "originals/a.txt/../../../evil.pdf": "evil"}
    assert unpacked(zipped(MARK | inside)) == [ArchivedArticle("a.txt", "Ferry.")]
    inside = {"articles/a.txt": "Ferry.", "originals/a.txt/..": "evil"}
    assert unpacked(zipped(MARK | inside)) == [
        ArchivedArticle("a.txt", "Ferry.", Original("original", b"evil"))
    ]


def test_what_is_no_text_is_named_and_the_others_come():
    inside = {"articles/a.txt": b"caf\xe9", "articles/b.txt": "Ferry.", "notes.txt": "Not ours."}
    problem, ferry = unpacked(zipped(MARK | inside))
    assert "a.zip/articles/a.txt: line 1 is not UTF-8" in str(problem)
    assert ferry == ArchivedArticle("b.txt", "Ferry.")


# --- documents of any zip file


def test_the_documents_of_another_archive():
    inside = {
        "in/a.txt": "Ferry.",
        "b.PDF": "%PDF",
        "in/picture.png": "",
        "__MACOSX/in/._a.txt": "a shadow",
        ".git/notes.md": "hidden",
        "in/": "",
    }
    assert unpacked(zipped(inside)) == [
        Original("a.zip/in/a.txt", b"Ferry."),
        Original("a.zip/b.PDF", b"%PDF"),
        SkippedFile("a.zip/in/picture.png"),
    ]


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


NINE = zipped({f"{number}.txt": "x" * 100_000 for number in range(9)})
ONE = zipped({"a.txt": "x" * 100_000})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(zipped({"../a.txt": "x"}), "leads out", id="above the archive"),
        pytest.param(zipped({"/etc/a.txt": "x"}), "leads out", id="absolute"),
        pytest.param(zipped({"..\\a.txt": "x"}), "leads out", id="above it on Windows"),
        pytest.param(zipped({"a.zip": ONE}), "inside an archive", id="an archive in it"),
        pytest.param(zipped({"a.jsonl.gz": "x"}), "inside an archive", id="lines in it"),
        pytest.param(linked(), "is a link", id="a link"),
        pytest.param(changed(ONE, 8, b"\1"), "encrypted", id="encrypted"),
        pytest.param(zipped({"a.txt": "x"}, zipfile.ZIP_BZIP2), "unusual method", id="bzip2"),
        pytest.param(zipped({"a.txt": "x"}, zipfile.ZIP_LZMA), "unusual method", id="LZMA"),
        pytest.param(changed(ONE, 16, b"0000"), "damaged", id="another checksum"),
        pytest.param(changed(ONE, 24, b"\1\0\0\0"), "damaged", id="larger than it says"),
        pytest.param(changed(ONE, 42, b"\xff" * 4), "damaged", id="not where it says"),
        pytest.param(zipped({"a.txt": "x" * 200_001}), "200,000 bytes", id="large"),
    ],
)
def test_an_entry_that_is_not_read(data, said):
    (problem,) = unpacked(data, ArchiveLimits(max_entry_bytes=200_000))
    assert said in str(problem)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "not a zip archive", id="empty"),
        pytest.param(b"Ferry.", "not a zip archive", id="text"),
        pytest.param(ONE[: len(ONE) // 2], "not a zip archive", id="half of it"),
        pytest.param(zipped({f"{n}.txt": "" for n in range(11)}), "more than 10 files", id="many"),
        pytest.param(zipped({"x" * 900: ""}), "table of contents", id="a long table of contents"),
    ],
)
def test_an_archive_that_is_not_read(data, said):
    with pytest.raises(DocumentError, match=rf"^a\.zip: .*{said}"):
        unpacked(data, ArchiveLimits(max_entries=10, max_table_bytes=900))


@pytest.mark.parametrize("data", [NINE, changed(NINE, 16, b"0000")], ids=["whole", "damaged"])
def test_an_archive_ends_where_it_unpacks_to_too_much(data):
    """What counts is what comes out, of damaged entries too, and not what the archive says."""
    found = []
    with pytest.raises(DocumentError, match=r"a\.zip: unpacks to more than .* 250,000 bytes"):
        found.extend(
            Archive(io.BytesIO(data), "a.zip", ArchiveLimits(max_total_bytes=250_000, max_ratio=1))
        )
    assert len(found) == 2


def test_a_large_archive_may_unpack_to_more():
    assert (
        len(unpacked(NINE, ArchiveLimits(max_total_bytes=1, max_ratio=900_000 // len(NINE) + 1)))
        == 9
    )


@given(st.data())
def test_no_archive_raises_anything_of_its_own(data):
    """Of archives with a few bytes changed: each field of their tables is met in some run."""
    whole = bytearray(data.draw(st.sampled_from([packed(FERRY), zipped({"a.txt": "Ferry."})])))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        pieces = unpacked(bytes(whole))
    except DocumentError:
        return
    assert len(pieces) <= 3
