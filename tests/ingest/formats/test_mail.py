"""Mails: what the sender wrote, and when."""

import pytest

from bot.ingest.formats.mail import read_mail
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}
HEAD = (
    "From: Ann Lee <ann@g.example>\nSubject: =?utf-8?q?The_caf=C3=A9?=\n"
    "Date: Tue, 01 Oct 2024 21:00:00 -0500\nMIME-Version: 1.0\n"
)
ALTERNATIVES = (
    'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
    "{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
)


def mail(rest: str, encoding: str = "utf-8") -> bytes:
    return (HEAD + rest).encode(encoding)


def text(rest: str, encoding: str = "utf-8") -> str:
    return read_mail(mail(rest, encoding), LIMITS)["text"]


def test_headers():
    answer = read_mail(mail("\nIt sank.\n"), LIMITS)
    assert (answer["title"], answer["author"]) == ("The café", "Ann Lee")
    assert answer["published"] == "2024-10-01"


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        pytest.param("\nIt sank.\n\nIt rose.\n", "It sank.\n\nIt rose.\n", id="plain"),
        pytest.param("\nIt sank.\n-- \nAnn Lee\n", "It sank.\n", id="a signature"),
        pytest.param(
            "\nIt sank.\n\nOn Tue, 1 Oct 2024, Tom Reed wrote:\n> Did it?\n",
            "It sank.\n",
            id="reply",
        ),
        pytest.param("\n> Did it?\n\nIt sank.\n", "It sank.\n", id="a quotation first"),
        pytest.param("\n- A boat\n- A ferry\n", "- A boat\n\n- A ferry\n", id="a list"),
        pytest.param(
            "Content-Type: text/plain; format=flowed\n\nThe ferry \nsank.\n",
            "The ferry sank.\n",
            id="flowed",
        ),
        pytest.param(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            "Y2Fmw6k=\n",
            "café\n",
            id="base64",
        ),
        pytest.param(
            ALTERNATIVES.format(plain="It sank.", html="<p>It rose."), "It sank.\n", id="both"
        ),
        pytest.param(
            ALTERNATIVES.format(plain=" ", html="<style>x</style><h1>Ferry</h1><p>It sank."),
            "# Ferry\n\nIt sank.\n",
            id="HTML only",
        ),
        pytest.param(
            'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
            "It sank.\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nNo.\n--b\n"
            "Content-Type: message/rfc822\n\nSubject: x\n\nForwarded.\n--b--\n",
            "It sank.\n",
            id="attachments",
        ),
    ],
)
def test_bodies(rest, shown):
    assert text(rest) == shown


def test_utf8_that_calls_itself_something_else():
    """Such a mail was read as Chinese."""
    assert text("Content-Type: text/plain; charset=gb2312\n\nМэр открыл мост.\n") == (
        "Мэр открыл мост.\n"
    )


def test_an_encoding_that_is_not_declared():
    body = "Мэр города открыла паромную линию в мае. Её строили девять лет.\n"
    assert text(f"\n{body}", "windows-1251") == body


@pytest.mark.parametrize("date", ["soon", "", "Tue, 99 Foo 2024 99:00:00", "=?x?q?y?="])
def test_no_day(date):
    data = f"From: a\nDate: {date}\nSubject: x\n\nIt sank.\n".encode()
    assert read_mail(data, LIMITS)["published"] is None


def test_a_mail_without_text():
    with pytest.raises(UnreadableError, match="without text"):
        read_mail(mail("Content-Type: image/png\n\nx\n"), LIMITS)
