"""Boilerplate: what is on a news page and is not the article's."""

import pytest

from bot.core.text.boilerplate import is_boilerplate, is_caption


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Jane Doe", id="byline"),
        pytest.param("By . Jane O’Hara and Élie Blanc, Example News .", id="byline with rests"),
        pytest.param("READ MORE: The bridge that nobody wanted", id="pointer"),
        pytest.param("Scroll down for video The mayor opens the bridge.", id="pointer before text"),
        pytest.param("Watch the mayor open the bridge", id="call to watch"),
        pytest.param("The mayor opens the bridge »", id="link"),
        pytest.param("Published: 10:12, 3 May 2024", id="time"),
        pytest.param("© 2024 Example News", id="rights"),
        pytest.param("Copyright 2024 Example News Corp.", id="rights in words"),
        pytest.param("Words by Jo Doe. All rights reserved.", id="rights at the end"),
        pytest.param("By Jane Doe, staff writer", id="byline with a job"),
        pytest.param("Written by Jane Doe; edited by Jo Blanc", id="byline of two"),
        pytest.param("Jane Doe is a reporter for the Example News.", id="about the author"),
        pytest.param("Example's Jane Doe contributed to this report.", id="contributor"),
        pytest.param("(Reporting by Jane Doe; Editing by Jo Blanc)", id="agency's credits"),
        pytest.param("Jane Doe/AFP/Getty Images", id="photo credit of an agency"),
        pytest.param("The bridge opens. (File photo)", id="photo credit in brackets"),
        pytest.param("Please share your pictures and stories at iReport.", id="call for pictures"),
        pytest.param("Send tips to news@example.org.", id="call for tips"),
        pytest.param("Sign up for our daily newsletter.", id="call to sign up"),
        pytest.param("Enjoying this? Subscribe today.", id="call after a question"),
        pytest.param("To read the full report, click here.", id="call to click"),
        pytest.param("Follow Jane Doe on Twitter.", id="call to follow"),
        pytest.param("See pages 4 and 5", id="pointer to a page"),
        pytest.param("See story, page 5", id="pointer to a story"),
        pytest.param("JANE DOE, Staff Writer", id="author in capitals"),
        pytest.param("Jo Blanc contributed to this story from Rome.", id="contributor elsewhere"),
        pytest.param("Example writer Jane Doe in Rome contributed.", id="contributor in short"),
        pytest.param("The Gazette regrets the error.", id="apology"),
        pytest.param("Don’t miss our podcast.", id="call not to miss"),
        pytest.param("Comment on this story below.", id="call to comment"),
        pytest.param("Related: The bridge that nobody wanted", id="pointer with a label"),
        pytest.param("Nobody Wants the Bridge - May 3, 2024", id="pointer with a day"),
        pytest.param("CORRECTION (May 3): The bridge is old.", id="correction"),
        pytest.param("An earlier version of this story misspelled a name.", id="corrected"),
        pytest.param("This article was amended on 3 May 2024.", id="amended"),
        pytest.param("Editor’s note: Jane Doe is a lawyer.", id="editor's note"),
        pytest.param("Last updated at 10:12 on 3 May 2024", id="time of an update"),
        pytest.param("ANKARA, May 3 (Reuters) -", id="a dateline and nothing else"),
    ],
)
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Monday the river had risen again.", id="By is a word"),
        pytest.param("Il a répondu : « Nous verrons bien. »", id="a quotation at the end"),
        pytest.param("Readers write to the mayor.", id="begins like read"),
        pytest.param("Published in 1998, the novel sold well.", id="published is a word"),
        pytest.param("(CNN) -- The mayor opened the bridge.", id="an agency before the text"),
        pytest.param("ANKARA, May 3 (Reuters) - The mayor left.", id="a dateline before the text"),
        pytest.param("It opened the same day – May 3, 2024.", id="a sentence that ends in a day"),
        pytest.param("Few of them contributed.", id="contributed is the verb"),
        pytest.param("She regrets the error of 1998.", id="an error of long ago"),
        pytest.param("Copyright law was changed in 1998.", id="copyright is a word"),
        pytest.param("All rights reserved to the towns must be kept.", id="rights of towns"),
        pytest.param("Share prices fell on Monday.", id="share is a noun"),
        pytest.param("Watch makers cut jobs in 2019.", id="watch is a noun"),
        pytest.param("Follow-up talks were held in 2019.", id="follow-up"),
        pytest.param("Sign language was taught from 1998.", id="sign is a noun"),
        pytest.param("Read, who was elected in 1998, resigned.", id="Read is a name"),
        pytest.param("See was mayor until 2003.", id="See is a name"),
        pytest.param("“Follow us,” he told the crowd.", id="a call in speech"),
        pytest.param("Tell us the truth, the crowd shouted.", id="a cry"),
        pytest.param("Police asked witnesses to send videos.", id="somebody else's call"),
        pytest.param("She contributed to this report on rivers in 2014.", id="contributed is told"),
        pytest.param("An earlier version of the bill failed.", id="version of a bill"),
        pytest.param("This article of the treaty was amended in 1998.", id="article of a treaty"),
        pytest.param("Correction of the error took a year.", id="correction is told"),
        pytest.param("Jane Doe is a reporter who was jailed in 2015.", id="a reporter in the news"),
        pytest.param("Getty Images was sued in 2016.", id="an agency in the news"),
        pytest.param("THIS IS THE END.", id="capitals"),
        pytest.param("Page 4 of the report was blank.", id="page is a word"),
    ],
)
def test_prose_is_no_boilerplate(line):
    assert not is_boilerplate(line)
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Tense talks: Rubio arrives at the palace.", id="a label"),
        pytest.param("The mayor (pictured) opened the bridge.", id="pictured"),
        pytest.param("The mayor, left, and the duke on the bridge.", id="left and right"),
        pytest.param("The duke (far right) on the bridge.", id="far right"),
        pytest.param("The old bridge in a file photo of 1998.", id="file photo"),
    ],
)
def test_captions(line):
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The mayor said: “Nobody will miss it.”", id="speech after a colon"),
        pytest.param("She was pictured on the bridge by a tourist.", id="pictured is a verb"),
        pytest.param("The right to vote (the right to stand too) is old.", id="a right"),
        pytest.param("Voters turned to the right, left him and went home.", id="left is a verb"),
    ],
)
def test_prose_is_no_caption(line):
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "By " + "A" * 900 + " x",
        "(" * 900,
        "By" + " ." * 450 + " x",
        "By" + " ." * 190 + " x",
        "Doe " * 99 + "x",
        "a/" * 195 + "x",
        "Share " * 66,
        "a" * 390 + "@",
        "for " + "a " * 190,
    ],
)
def test_odd_lines_take_no_longer(line):
    """Each ended in no time, or this test does not end."""
    assert not is_boilerplate(line)
    assert not is_caption(line)
