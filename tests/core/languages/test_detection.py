"""Detection of the language of articles, their blocks and questions."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.data_files import data_groups, data_names
from bot.core.languages import detection
from bot.core.languages.detection import (
    UNKNOWN,
    detect_article,
    detect_blocks,
    detect_question,
)
from bot.core.languages.registry import language_codes

PARAGRAPHS = {
    "ar": "افتتح رئيس البلدية أمس الجسر الجديد على النهر. وقال إن العمل استمر عامين.",
    "cs": "Starosta včera ráno otevřel nový most přes řeku. Řekl, že práce trvaly dva roky.",
    "de": "Die Bürgermeisterin hat gestern die neue Brücke eröffnet. Der Bau dauerte zwei Jahre.",
    "el": "Ο δήμαρχος εγκαινίασε χθες τη νέα γέφυρα. Τα έργα κράτησαν δύο χρόνια.",
    "en": "The mayor opened the new bridge yesterday morning. The work took two years.",
    "es": "La alcaldesa inauguró ayer el nuevo puente sobre el río. Las obras duraron dos años.",
    "fa": "شهردار دیروز پل جدید را افتتاح کرد. او گفت که کار دو سال طول کشید.",
    "fr": "La maire a inauguré hier le nouveau pont sur la rivière. Les travaux ont duré deux ans.",
    "he": "ראש העיר חנך אתמול את הגשר החדש. העבודות נמשכו שנתיים.",
    "hi": "महापौर ने कल सुबह नए पुल का उद्घाटन किया। काम दो साल तक चला।",
    "hu": "A polgármester tegnap megnyitotta az új hidat. A munka két évig tartott, és drága volt.",
    "it": "La sindaca ha inaugurato ieri il nuovo ponte sul fiume. I lavori sono durati due anni.",
    "ja": "市長は昨日、川に架かる新しい橋を開通させた。工事は二年かかった。",
    "ko": "시장은 어제 강 위의 새 다리를 개통했다. 공사는 이 년이 걸렸다.",
    "nl": "De burgemeester heeft gisteren de nieuwe brug geopend. Het werk duurde twee jaar.",
    "pl": "Burmistrz otworzył wczoraj nowy most na rzece. Prace trwały dwa lata i były drogie.",
    "pt": "A prefeita inaugurou ontem a nova ponte sobre o rio. As obras não duraram dois anos.",
    "ro": "Primarul a inaugurat ieri noul pod peste râu. Lucrările au durat doi ani.",
    "ru": "Мэр вчера открыл новый мост через реку. Он сказал, что работы шли два года.",
    "sv": "Borgmästaren öppnade i går den nya bron över ån. Arbetet tog två år och blev dyrt.",
    "th": "นายกเทศมนตรีเปิดสะพานใหม่เมื่อวานนี้ งานใช้เวลาสองปี",
    "tr": "Belediye başkanı dün yeni köprüyü açtı. İşlerin iki yıl sürdüğünü söyledi.",
    "uk": "Мер учора відкрив новий міст через річку. Він сказав, що роботи тривали два роки.",
    "vi": "Hôm qua thị trưởng đã khánh thành cây cầu mới. Công việc kéo dài hai năm.",
    "zh": "市长昨天为新桥剪彩。工程历时两年，花费三百万元。",
}
NEIGHBOURS = [
    pytest.param("Borgmesteren åbnede broen i går, og det er en god nyhed for os.", id="Danish"),
    pytest.param("Ordføreren åpnet broen i går, og det er en god nyhet for oss.", id="Norwegian"),
    pytest.param("L'alcaldessa va inaugurar ahir el pont nou amb els veïns.", id="Catalan"),
    pytest.param("Кметът откри вчера новия мост, който е най-дългият в града.", id="Bulgarian"),
    pytest.param("Градоначелник је јуче отворио нови мост који је био скуп.", id="Serbian"),
    pytest.param("میئر نے کل صبح نئے پل کا افتتاح کیا اور وہ بہت خوش تھے۔", id="Urdu"),
    pytest.param("Primátor včera otvoril nový most, ktorý bol veľmi drahý.", id="Slovak"),
    pytest.param("Мэр адкрыў учора новы мост, які быў вельмі дарагі.", id="Belarusian"),
]
QUESTIONS = [
    ("de", "Wann wurde die neue Brücke eröffnet?"),
    ("de", "wer hat die wahl gewonnen"),
    ("es", "cuando murio el rey"),
    ("fr", "Qui a écrit ce roman ?"),
    ("it", "Perché hanno chiuso la scuola?"),
    ("nl", "Hoeveel mensen kwamen om bij de brand?"),
    ("pl", "Kto wygrał wybory w Gdańsku?"),
    ("pt", "Quantas pessoas morreram nas cheias?"),
    ("ro", "Câți oameni au murit?"),
    ("ru", "Что сказал министр о налогах?"),
    ("sv", "Varför stängdes skolan?"),
    ("tr", "Okul neden kapandı?"),
    ("uk", "Чому закрили школу?"),
    ("cs", "Proč zavřeli školu?"),
    ("hu", "Miért zárták be az iskolát?"),
    ("fa", "چرا مدرسه تعطیل شد؟"),
    ("ar", "لماذا أغلقت المدرسة؟"),
    ("zh", "谁赢了选举?"),
    ("ja", "誰が選挙に勝ったか"),
]
ENGLISH_QUESTIONS = [
    "who", "Was it Putin?", "what is la paz", "when did die hard come out", "de Blasio", "Das Boot",
    "Kim Jong Un", "El Niño", "São Paulo", "Champs-Élysées lights", "AI regulation", "VAR decision",
    "Coup d'état in Mali", "wat is the captial", "whn was he born", "What does Москва mean?",
    "Le Pen", "Tour de France 2019", "10 Downing Street", "print('hallo')", "2019", "😀", "",
]  # fmt: skip


def test_every_language_has_a_paragraph_here():
    assert {*PARAGRAPHS, UNKNOWN} == set(language_codes())


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_short_article_is_in_its_language(language):
    assert detect_article(PARAGRAPHS[language]) == language


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_a_text_is_not_taken_for_its_neighbours(text):
    assert detect_article(text) == UNKNOWN


def test_a_language_without_a_folder_is_unknown(monkeypatch):
    monkeypatch.setattr(detection, "language_codes", lambda: ("en",))
    assert detect_article(PARAGRAPHS["de"]) == UNKNOWN
    assert detect_article(PARAGRAPHS["el"]) == UNKNOWN


@pytest.mark.parametrize("text", ["", "12 345", "😀", "ქართული ენა"])
def test_a_text_without_words_of_a_known_script_is_unknown(text):
    assert detect_article(text) == UNKNOWN


@pytest.mark.parametrize("text", ["Cats purr.", "Ford Inc was sold in 1998.", "Bell"])
def test_an_article_of_a_few_words_in_latin_letters_is_english(text):
    assert detect_article(text) == "en"


def test_an_article_may_open_with_a_quotation_in_another_language():
    text = PARAGRAPHS["de"] + "\n\n" + 40 * f"{PARAGRAPHS['en']}\n\n"
    assert detect_article(text) == "en"


def detect_paragraphs(*paragraphs, language):
    """Return the language of each paragraph of an article."""
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph)))
        text += f"{paragraph}\n\n"
    return detect_blocks(text, spans, language)


@pytest.mark.parametrize(("language", "other"), [("en", "de"), ("uk", "ru"), ("es", "pt")])
def test_a_long_paragraph_in_another_language_is_in_that(language, other):
    long, foreign = 3 * PARAGRAPHS[language], 3 * PARAGRAPHS[other]
    assert detect_paragraphs(long, foreign, language=language) == [language, other]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Der Spiegel: Die neue Brücke",
        f"{PARAGRAPHS['en']} The sign says: Bitte nicht auf die Brücke, die ist neu und alt.",
        "Anna Schmidt, Pierre Dupont, Juan de la Cruz, Marek Nowak, Olena Shevchenko, " * 3,
        "def main(args): return [x for x in args if x.value]; die(); der = das(); les = des(un) "
        * 2,
        "1990 12.5 13.7 14.9; " * 8,
    ],
)
def test_titles_quotations_names_code_and_numbers_are_in_the_language_of_the_article(paragraph):
    assert detect_paragraphs(paragraph, language="en") == ["en"]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_a_question_may_be_in_a_language_of_no_article(language, question):
    assert detect_question(question, {"en": 1000}) == language


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_a_question_is_in_the_language_of_the_articles(language, question):
    assert detect_question(question, {language: 1000}) == language


@pytest.mark.parametrize("locale", [None, "en-US", "de", "xx"])
@pytest.mark.parametrize("question", ENGLISH_QUESTIONS)
def test_english_questions_names_and_slips_stay_english(question, locale):
    assert detect_question(question, {"en": 1000, "uk": 10, "el": 5}, locale) == "en"


def test_names_are_in_the_most_frequent_language_that_has_their_script():
    among = {"en": 1000, "ru": 10, "uk": 300}
    assert detect_question("Андрій Шевченко", among) == "uk"
    assert detect_question("Шевченко", among) == "uk"
    assert detect_question("Shevchenko", among) == "en"


def test_names_in_latin_letters_are_in_the_language_of_any_articles():
    assert detect_question("La La Land", {"el": 1000}) == "el"
    assert detect_question("Шевченко", {"en": 1000}) == UNKNOWN


def test_chinese_characters_may_be_japanese():
    assert detect_question("東京都知事選挙", {"ja": 10}) == "ja"
    assert detect_question("東京都知事選挙", {"en": 10}) == "zh"
    assert detect_question("东京选举", {"ja": 10}) == "zh"  # in simplified letters


def test_the_language_of_the_reader_decides_between_near_languages():
    among = {"en": 1000, "es": 100, "pt": 100}
    assert detect_question("Que banco?", among, "pt-BR") == "pt"
    assert detect_question("Que banco?", among, "es-ES") == "es"


def test_a_question_in_a_language_that_is_not_read_is_unknown():
    assert detect_question("Hvornår åbnede den nye bro?", {"en": 1000, "sv": 5}) == UNKNOWN


@given(st.text(), st.dictionaries(st.sampled_from(sorted(PARAGRAPHS)), st.integers(0)))
def test_any_text_has_a_language_or_is_unknown(text, among):
    known = {*PARAGRAPHS, UNKNOWN}
    assert detect_article(text) in known
    assert detect_question(text, among) in known
    assert set(detect_blocks(text, [(0, len(text))], "en")) <= known


def test_languages_do_not_depend_on_the_order_of_sets():
    """Words are kept in sets, whose order changes from run to run."""
    code = (
        "from bot.core.languages.detection import detect_question as d;"
        "print([d(q, {'de': 1, 'nl': 1, 'es': 1, 'pt': 1}) for q in ('Wie?', 'Que banco?', 'was')])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


LISTS = [
    f"{script}/{name}"
    for script in data_names("detection")
    for name in data_names(f"detection/{script}")
]


@pytest.mark.parametrize("name", LISTS)
def test_the_words_of_detection_are_small_letters_in_one_group(name):
    groups = data_groups(f"detection/{name}")
    assert set(groups) <= {"letters", "question words", "most frequent words", "frequent words"}
    groups.pop("letters", None)
    words = [word for group in groups.values() for word in group]
    assert all(word == word.lower() for word in words)
    assert len(words) == len(set(words))
