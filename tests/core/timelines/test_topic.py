"""Topics: which sentences mention one, by which names."""

import pytest

from bot.core.collection import Collection
from tests.builders import collection
from tests.support.timelines import PUBLISHED, TWO_ARTICLES, date_values, events_in


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(tmp_path, TWO_ARTICLES)


@pytest.mark.parametrize(
    ("topic", "years"),
    [
        pytest.param("Russia", ["1998"], id="a country by its capital"),
        pytest.param("delegation", ["1999"], id="a family"),
        pytest.param("the delegates met", ["1999"], id="all of its words"),
        pytest.param("delegates in Moscow", [], id="words of two sentences"),
        pytest.param("US", ["1997"], id="an acronym"),
        pytest.param("U.S.", ["1997"], id="an acronym with full stops"),
        pytest.param("U.S. towns", ["1997"], id="an acronym among words"),
    ],
)
def test_of_a_topic(two, topic, years):
    assert date_values(two.timeline(topic=topic)) == years


BELL = "Ann Bell founded the firm in 1998."
ACME = "Acme, the largest airline of the north, began in 1998."
ROADS = "The Northern Road Office (NRO) was founded in 1998."


@pytest.mark.parametrize(
    ("topic", "text", "years"),
    [
        pytest.param("Ann Bell", f"{BELL} Bell sold it in 2001.", ["1998", "2001"], id="the end"),
        pytest.param("ann bell", f"{BELL} Bell sold it in 2001.", ["1998", "2001"], id="typed low"),
        pytest.param("Ann Bell", "Bell sold the firm in 2001.", [], id="never in full"),
        pytest.param("Ann Bell", f"{BELL} It got a bell in 2001.", ["1998"], id="a common word"),
        pytest.param("Ann Bell", f"{BELL} Later Bo Bell led it in 2001.", ["1998"], id="another"),
        pytest.param("Ann Bell", f"{BELL} Dr Bell left in 2001.", ["1998", "2001"], id="a title"),
        pytest.param("Ann Bell", f"{BELL} Bell Street grew in 2001.", ["1998"], id="a longer name"),
        pytest.param("Ann Bell", f"{BELL} She sold it in 2001.", ["1998", "2001"], id="she"),
        pytest.param(
            "Ann Bell", f"{BELL} She left in 2001. He came in 2002.", ["1998", "2001", "2002"],
            id="he or she, as long as it goes on",
        ),
        pytest.param("Ann Bell", f"{BELL} It grew. She left in 2001.", ["1998"], id="too far"),
        pytest.param(
            "Ann Bell", f"{BELL} In May 2001 she left.", ["1998", "2001-05"], id="she after a date"
        ),
        pytest.param("Ann Bell", f"{BELL} For Bo she left in 2001.", ["1998"], id="after a name"),
        pytest.param(
            "Acme", f"{ACME} The airline grew in 2001.", ["1998", "2001"], id="what it is"
        ),
        pytest.param(
            "Acme", f"{ACME} The company grew in 2001.", ["1998", "2001"], id="what an airline is"
        ),
        pytest.param("Acme", f"{ACME} The airline boom began in 2001.", ["1998"], id="a compound"),
        pytest.param("Acme", f"{ACME} Dr Bo left the airline in 2001.", ["1998"], id="a patient"),
        pytest.param("Acme", f"{ACME} The harbour grew in 2001.", ["1998"], id="something else"),
        pytest.param(
            "Old Bridge", "The Old Bridge was built in 1998. The bridge fell in 2001.",
            ["1998", "2001"], id="the end of a name with an article",
        ),
        pytest.param("Bell", f"{BELL} She sold it in 2001.", ["1998"], id="of a name in full only"),
        pytest.param(
            "Northern Road Office", f"{ROADS} The NRO ended in 2001.", ["1998", "2001"],
            id="an acronym in brackets",
        ),
        pytest.param(
            "Northern Road Office", "The NRO ended in 2001.", ["2001"], id="initials",
        ),
        pytest.param("Ann Bell", "An AB ended in 2001.", [], id="initials that nobody uses"),
        pytest.param("Ford", "Ford President Bo Lee left in 1998.", ["1998"], id="of a person"),
        pytest.param("Ford", "Ford Inc was sold in 1998.", ["1998"], id="a company"),
        pytest.param("Ford", "Ford Street was built in 1998.", [], id="part of a longer name"),
        pytest.param("Ford", "Ford built Ford Street in 1998.", ["1998"], id="also alone"),
    ],
)  # fmt: skip
def test_the_names_of_a_topic(tmp_path, topic, text, years):
    others = "Ann Bell, Ford and the Northern Road Office are known. The NRO is old."
    found = collection(tmp_path, {"a.txt": text, "b.txt": others})
    assert date_values(found.timeline(topic=topic)) == years


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        pytest.param("The firm Acme hired Bo.", True, id="it happened"),
        pytest.param("Acme has hired Bo.", True, id="perfect"),
        pytest.param("Acme says Bo was hired.", True, id="reported"),
        pytest.param("Bo said Acme is big.", False, id="what the topic does is no event"),
        pytest.param("Acme had hired Bo.", False, id="before the article's day"),
        pytest.param("“But Acme hired Bo,” she said.", False, id="what somebody is quoted with"),
        pytest.param("Bo of Acme left the town.", False, id="behind a preposition"),
        pytest.param("The Acme lawyer left the town.", False, id="only before a noun"),
        pytest.param("Acme’s lawyer left the town.", False, id="only an owner"),
        pytest.param("Acme CEO Bo Lee left the town.", False, id="only before a title"),
        pytest.param("“Bo left,” Acme said.", True, id="the one who is quoted"),
        pytest.param("“Bo left,” said Acme.", True, id="the verb before the one who is quoted"),
        pytest.param("Moving on, Acme hired Bo.", True, id="a preposition of another clause"),
    ],
)
def test_a_sentence_without_a_date_tells_of_a_topic(tmp_path, sentence, is_told):
    text = f"{PUBLISHED}It is hot.\n\nIt is wet.\n\nIt is late.\n\n{sentence}"
    assert [event.quote.text for event in events_in(tmp_path, text, topic="Acme")] == [
        sentence
    ] * is_told


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        pytest.param("Acme said on Monday that oil fell.", ["2025-05-12"], id="said then"),
        pytest.param("Acme said that oil fell in 2024.", ["2025-05-15"], id="of what it said"),
        pytest.param("Acme said it was sold in 2024.", ["2024"], id="of what it said about itself"),
        pytest.param("Acme was sold in 2024.", ["2024"], id="of no speech"),
        pytest.param("Bo saw the chief of Acme in 2024.", [], id="of what others did"),
        pytest.param("The chief of Acme will leave in 2030.", [], id="of what others will do"),
        pytest.param(
            "The chief of Acme left in 2024.", ["2024"], id="of what one of its people did"
        ),
        pytest.param("Bo will come to Acme in 2030.", ["2030"], id="of what happens there"),
        pytest.param("Acme said: “Oil fell in 2024.”", ["2025-05-15"], id="quoted"),
        pytest.param("“Acme fell in 2024,” said Bo.", ["2024"], id="quoted with the topic"),
    ],
)
def test_what_is_dated_of_a_topic(tmp_path, sentence, dates):
    events = events_in(tmp_path, f"{PUBLISHED}{sentence}", topic="Acme")
    assert [event.date.value for event in events] == dates


TALKS = "The envoys met on 3 May 2024."


@pytest.mark.parametrize(
    ("topic", "text", "dates"),
    [
        pytest.param("peace talks", f"Peace Talks Begin\n\n{TALKS}", ["2024-05-03"], id="in title"),
        pytest.param("talks", f"Peace Talks Begin\n\n{TALKS}", ["2024-05-03"], id="in part"),
        pytest.param("peace talks", f"Envoys Meet\n\n{TALKS}", [], id="nowhere"),
        pytest.param(
            "peace talks",
            "Envoys Meet\n\nThe talks begin. They want peace. The talks went on until 3 May 2024."
            " The peace of 4 May 2024 was short.",
            ["2024-05-03", "2024-05-04"],
            id="in several sentences",
        ),
        pytest.param(
            "peace talks", "Envoys Meet\n\nThey want peace. The talks ended on 3 May 2024.", [],
            id="in two that have nothing to do with each other",
        ),
        pytest.param(
            "Ann Bell", f"Ann Bell Leaves\n\nMs. Ann Bell wept. {TALKS}", [], id="a name in title"
        ),
    ],
)  # fmt: skip
def test_the_theme_of_an_article(tmp_path, topic, text, dates):
    """The example of the README found nothing in the article that comes with the bot."""
    others = "Ann Bell is known. They talk. The peace is long."
    found = collection(tmp_path, {"a.txt": text, "b.txt": others})
    assert date_values(found.timeline(topic=topic)) == dates


def in_languages(folder, texts: dict[str, str]) -> Collection:
    """Return the collection of an article in each of the languages, all of 15 May 2025."""
    head = "---\npublished: 2025-05-15\nlanguage: {}\n---\n"
    return collection(folder, {f"{code}.md": head.format(code) + texts[code] for code in texts})


@pytest.mark.parametrize(
    ("topic", "dates"),
    [
        pytest.param("Ankara", {"de": "2025-05-03", "tr": "2025-05-04"}, id="as it is written"),
        pytest.param("Анкара", {"ru": "2025-05-05", "uk": "2025-05-06"}, id="in each case"),
        pytest.param("Macron", {"de": "2025-05-07"}, id="a genitive"),
        pytest.param("Киев", {"ru": "2025-05-08"}, id="a form with another stem"),
        pytest.param("İstanbul", {"tr": "2025-05-09"}, id="a dotted letter"),
    ],
)
def test_a_name_is_found_in_every_language(tmp_path, topic, dates):
    articles = in_languages(
        tmp_path,
        {
            "de": "Er flog am 3. Mai nach Ankara. Er traf am 7. Mai Macrons Berater.",
            "tr": "Heyet 4 Mayıs'ta Ankara'dan döndü. İstanbul 9 Mayıs'ta karanlıkta kaldı.",
            "ru": "В Анкаре Орлов 5 мая встретил послов. Из Киева 8 мая вышел поезд.",
            "uk": "До Анкари послы прибули 6 травня.",
        },
    )
    events = articles.timeline(topic=topic).events
    assert {event.quote.article[:2]: event.date.value for event in events} == dates


@pytest.mark.parametrize(
    ("language", "topic", "text", "dates"),
    [
        pytest.param(
            "de", "Nordische Zentralbank", "Die Nordische Zentralbank (NZB) schloss am 3. Mai die"
            " Börse. Die NZB öffnete sie am 4. Mai.", ["2025-05-03", "2025-05-04"], id="an acronym",
        ),
        pytest.param(
            "ru", "Северный торговый союз", "Северный торговый союз собрался 3 мая. Глава СТС подал"
            " в отставку 4 мая.", ["2025-05-03", "2025-05-04"], id="initials",
        ),
        pytest.param(
            "fr", "Anne Morel", "Anne Morel a signé le 3 mai. Elle est partie le 4 mai.",
            ["2025-05-03", "2025-05-04"], id="she",
        ),
        pytest.param(
            "es", "Ana Ruiz", "Ana Ruiz firmó el 3 de mayo. El 4 de mayo Ruiz viajó a Roma.",
            ["2025-05-03", "2025-05-04"], id="the end",
        ),
        pytest.param(
            "uk", "Олена Бондар", "Олена Бондар приїхала 3 травня. Пані Бондар зустріли 4 травня.",
            ["2025-05-03", "2025-05-04"], id="behind a noun",
        ),
        pytest.param("es", "Ana", "Ana Ruiz firmó el 3 de mayo.", [], id="part of a longer name"),
        pytest.param(
            "de", "Gespräche", "# Neue Gespräche\n\nDie Gespräche dauern an. Sie kamen am 3. Mai"
            " zusammen.", ["2025-05-03"], id="the theme of an article",
        ),
        pytest.param(
            "ru", "переговоры", "# Переговоры о мире\n\nИдут переговоры. Послы прибыли 3 мая.",
            ["2025-05-03"], id="a theme in another language",
        ),
        pytest.param(
            "ru", "Киев", "# Переговоры в Киеве\n\nВ Киеве тепло. Послы прибыли 3 мая.", [],
            id="a name in a title",
        ),
        pytest.param(
            "ja", "東京", "# 東京で会談\n\n首相は5月3日に東京で会談した。大阪は5月4日に休んだ。",
            ["2025-05-03"], id="a script without capitals",
        ),
    ],
)  # fmt: skip
def test_a_topic_of_another_language(tmp_path, language, topic, text, dates):
    assert date_values(in_languages(tmp_path, {language: text}).timeline(topic=topic)) == dates
