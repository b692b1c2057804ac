"""Rules: where a sentence ends, in the English of newspapers and in scripts with other stops.

A bar stands where a sentence ends. The kinds are those of public reports about other splitters.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.splitting.rules import sentence_spans


def marked(text: str) -> str:
    """Return the text with a bar after each sentence, instead of the space."""
    return "|".join(text[start:end] for start, end in sentence_spans(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "The Rovers moved to No. 3 in the poll.|They play Leeds next.",
        "Was he guilty?|No.|The jury took an hour.",
        "Nos. 4 and 5 were sold on Tuesday.|The rest remain.",
        "Sen. John D. Marsh IV of W.Va. chaired the panel.|He retired in 2015.",
        "J.K. Rowling and J. R. R. Tolkien sold millions of books.",
        "President George H.W. Bush named her.|The Senate agreed.",
        "Police in Cambridge, Mass., arrested two.|A third fled to Keene, N.H.|The hunt goes on.",
        "Mass. Gov. Ann Doyle spoke.|Gov. Tom Reed of Calif. listened.",
        "She was born in Peoria, Ill.|Her father sold tractors.",
        "He felt ill.|Doctors kept him overnight.",
        "The lawsuit names Acme Corp. and Brite Inc. as defendants.",
        "The company is now called Holt Ltd.|It has 40 workers.",
        "The match starts at 7:45 p.m. Wednesday.|It ends at 9:30 p.m. EST on Sky.",
        "The match starts at 7:45 p.m.|Fans should arrive early.",
        "The climbers left at 3 a.m. Nepal time.|One turned back.",
        "At 5 a.m. Ann Lee left.|Tom Reed got home at 6 p.m.|Sam Holt stayed.",
        "The U.S. Senate refused.|He moved to the U.S.|His brother stayed.",
        "Vice Premier He met Mr. He and Mrs. So on Monday.|They agreed.",
        "Fig. 3 shows the result.|See vol. 2, pp. 41-44, for more.",
        "The case, Reed v. The State of Ohio, was heard in Feb. 2019.",
        "People need vitamin D.|Doctors advise ten minutes of sun.",
        "It was you and I.|Did Albert I. Marsh know?",
        "They brought tents, stoves, etc.|Nobody was cold.|The army, police, etc. came.",
        "About 6 in. of snow fell on the tbsp. of salt.",
        "E. coli was found in the water.|S. aureus was not.",
        "It was rated A by Standard and Poor's.|Kerr Brothers ran the sale.",
        "He was charged in December.|Federal agents came.",
    ],
)
def test_abbreviations(text):
    assert marked(text.replace("|", " ")) == text


@pytest.mark.parametrize(
    "text",
    [
        '"Why now?" asked the mayor.|Nobody knew.',
        '"Get out!" Holt shouted.|He slammed the door.',
        "“Is this the end?” Lena Holt, the mayor, asked the crowd.|It was.",
        "“Is this the end?”|The crowd fell silent.",
        '"Will it rain?" Mr. Reed said on Monday.|It did.',
        '"Who knew?"|Reed said the council had not told him.',
        '"Why wait?"|Reed asked for help.|It came.',
        "“How could they?” Prime Minister Ann Lee of Ruritania said at the summit.|It ended.",
        '"It is over."|The mayor left the room.',
        "'It is over,' the mayor said.|'We lost. We must accept it.'",
        "'Is it over?' she said.|The doctor's answer was kind.",
        "‘We can’t go on. It’s too dear,’ said Reed.|He doesn’t fly.",
        "“He told me, ‘Go home. You’re done.’ So I went,” Reed said.|He wept.",
        "Reed's and the Joneses' dogs barked.|The neighbours' cat ran.|'Twas late.",
        "In the '90s it was cheap.|It isn't now.",
        "'Rock 'n' roll is dead,' he sang.|Fans booed.",
        '"What happened?"|"I fell."|"When?"',
        '"When will it end?" Col. James Marsh of the 5th Brigade asked.|Nobody knew.',
        '"We can do it!" Reed\'s campaign manager said.|He was right.',
        '"Can we win? Yes!" Reed told supporters in Cork.|They cheered.',
        '"Stop!" – that was all he said.|We stopped.',
        "« Bonjour ! Je suis Léa. » dit-elle.|Il pleut.",
        "„Wer ist da? Geh weg!“ rief er.|Niemand kam.",
        "He was frightened. '",
    ],
)
def test_speech(text):
    assert marked(text.replace("|", " ")) == text


@pytest.mark.parametrize(
    "text",
    [
        "The report . . . was late.|It was long.",
        '"I ... I don\'t know," he said.|He left.',
        "The point is . . . I was late.",
        "He waited… and waited.|He trailed off…|Then the phone rang.",
        "She never came back....|The house was sold.",
        "She left the room.|. . . The door closed.",
        "The law [...] applies to all.|No one is exempt.",
        'The clause ("No dogs. No cats.") was struck out.|Pets are welcome.',
        "He won.|(It was his third title.)|The crowd roared.",
        "The show Jeopardy! was taped in Leeds.|Yahoo! Finance reported it.",
        "She works at Yahoo!|He works at Acme.",
        "It is cheap (only $5!).|It sells well (for now...)!|These are new.",
        "What?!|You are late!!|Go home.",
        "Turnout was high.[1]|Polls closed late.[citation needed]|Nobody won.",
        "who won?|i did!|he did not.",
        "the vote was long.|and dull.",
        "it has been dogged by . rumours since.",
        "Prices fell .|iPhone sales rose!|eBay's did not.",
    ],
)
def test_other_marks(text):
    assert marked(text.replace("|", " ")) == text


def test_a_lost_space_after_a_sentence_is_no_reason_to_join_it():
    assert (
        marked("The vote was close.The result stands.") == "The vote was close.|The result stands."
    )
    assert marked("Read it at Booking.Com and ASP.Net today.").count("|") == 0


@pytest.mark.parametrize(
    "text",
    [
        "市长宣布了预算。|桥梁耗资五百万元。",
        "他说：“我们赢了。大家回家吧。”|然后离开了。",
        "真的吗？|是的！|好。",
        "「行きます。」と彼は言った。|雨だった。",
        "पुल खुला।|लागत पाँच करोड़ थी।",
        "هل وصل الوزير؟|نعم، وصل.",
        "پل کھل گیا۔|لاگت زیادہ تھی۔",
        "Նա գնաց։|Նա եկավ։",
        "ድልድዩ ተከፈተ።|ከንቲባው ተናገሩ።",
        "တံတား ဖွင့်သည်။|မြို့တော်ဝန် ပြောသည်။",
        "ស្ពានបានបើក។|អភិបាលបាននិយាយ។",
    ],
)
def test_stops_of_other_scripts(text):
    gap = "" if "。" in text else " "
    assert marked(text.replace("|", gap)) == text


def test_speech_that_is_never_closed_is_split():
    assert marked("“They left. " * 3 + "It rained.").count("|") == 3


@given(st.text(alphabet="aB.?! \n\"'”’“‘)(1éЖ。…[]—I", max_size=60))
def test_sentences_are_in_order_and_leave_only_space_out(text):
    end = 0
    for start, stop in sentence_spans(text, 0, len(text)):
        assert text[end:start].strip() == ""
        assert text[start:stop].strip() == text[start:stop] != ""
        end = stop
    assert text[end:].strip() == ""
