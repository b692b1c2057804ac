"""Pages in other languages than English: their days, authors, and notices."""

import pytest

from bot.ingest.pages.page_words import month_number
from bot.ingest.unreadable import UnreadableError
from tests.support.pages import metadata, read_page


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Veröffentlicht am 3. Mai 2025 um 12:30 Uhr", "2025-05-03"),
        ("4. Jänner 2025, aktualisiert am 6. Jänner 2025", "2025-01-04"),
        ("Publié le 3 août 2025 à 12h30", "2025-08-03"),
        ("Mis à jour le 4 août 2025, publié le 1er août 2025", "2025-08-01"),
        ("3 de septiembre del 2025", "2025-09-03"),
        ("Publicado em 3 de março de 2025", "2025-03-03"),
        ("Roma, 3 gennaio 2025", "2025-01-03"),
        ("Pubblicato il 14 luglio 2025", "2025-07-14"),
        ("Gepubliceerd op 3 maart 2025", "2025-03-03"),
        ("3 stycznia 2025, godz. 10", "2025-01-03"),
        ("aktualizacja: 5 lipca 2025", None),
        ("Publicat pe 3 iulie 2025", "2025-07-03"),
        ("Опубликовано 3 июня 2025 года", "2025-06-03"),
        ("Обновлено: 3 июня 2025", None),
        ("Оновлено: 3 листопада 2025", None),
        ("3 листопада 2025", "2025-11-03"),
        ("3 Ağustos 2025 Pazar", "2025-08-03"),
        ("Son güncelleme: 3 Ağustos 2025", None),
        ("Δημοσιεύθηκε 3 Ιουνίου 2025", "2025-06-03"),
        ("2025年6月3日 10:00", "2025-06-03"),
    ],
)
def test_a_day_in_words_of_the_page(line, day):
    """A day of a change is none of publication."""
    assert metadata(inside=f"<p>{line}</p>")["published"] == day


def test_months_of_all_languages_have_one_number_or_none():
    names = {
        "may": 5,
        "mai": 5,
        "maggio": 5,
        "mei": 5,
        "maja": 5,
        "мая": 5,
        "травня": 5,
        "sept.": 9,
    }
    assert {name: month_number(name) for name in names} == names
    assert month_number("jui") is None  # juin or juillet
    assert month_number("morning") is None


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Von Anna Petersen", "Anna Petersen"),
        ("Anna Petersen am 3. Mai 2025", "Anna Petersen"),
        ("Par Luc Moreau, publié à midi", "Luc Moreau"),
        ("Propos recueillis par Luc Moreau", "Luc Moreau"),
        ("Guy Le Blanc", "Guy Le Blanc"),
        ("Por Inés Robledo | Actualizado", "Inés Robledo"),
        ("A cura di Lia Conti", "Lia Conti"),
        ("Di Maio, Lia", "Di Maio, Lia"),
        ("Door Piet de Boer", "Piet de Boer"),
        ("Autor: Ewa Lis", "Ewa Lis"),
        ("Автор: Олег Гринь", "Олег Гринь"),
        ("Redakcja", None),
        ("La rédaction", None),
        ("Редакция", None),
        ("Haber Merkezi", None),
    ],
)
def test_an_author_of_a_byline(byline, author):
    assert metadata(inside=f"<p class='byline'>{byline}</p>")["author"] == author


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        ("Nous utilisons des cookies pour mesurer l’audience.", "cookies"),
        ("Questo sito utilizza i cookie.", "cookies"),
        ("Używamy plików cookies. Twoja zgoda jest dobrowolna.", "cookies"),
        ("Мы используем файлы cookie.", "cookies"),
        ("Bu sitede çerezler kullanılmaktadır.", "cookies"),
        ("Χρησιμοποιούμε cookies.", "cookies"),
        ("Bitte aktivieren Sie in Ihrem Browser JavaScript.", "JavaScript"),
        ("Veuillez activer dans votre navigateur JavaScript.", "JavaScript"),
        ("Пожалуйста, включите JavaScript.", "JavaScript"),
        ("Schakel in uw browser JavaScript in.", "JavaScript"),
        ("La pagina che cerchi non esiste.", "no such page"),
        ("Страница не найдена.", "no such page"),
        ("Nie znaleziono strony.", "no such page"),
        ("Pagina nu a fost găsită.", "no such page"),
    ],
)
def test_a_notice_in_the_place_of_an_article_is_refused(notice, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_page(f"<!doctype html><html><title>x</title><body><p>{notice}</p></body></html>")


@pytest.mark.parametrize(
    "call",
    [
        "Dieser Artikel ist exklusiv für Mitglieder.",
        "Cet article est réservé aux abonnés.",
        "Contenido exclusivo para suscriptores.",
        "Conteúdo exclusivo para assinantes.",
        "Articolo riservato agli abbonati.",
        "Alleen voor abonnees.",
        "Artykuł tylko dla prenumeratorów.",
        "Материал только для подписчиков.",
        "Матеріал лише для передплатників.",
        "Yalnızca aboneler okuyabilir.",
    ],
)
def test_the_beginning_of_an_article_before_a_pay_wall_is_refused(call):
    teaser = "<p>The council has voted for the plan, and the mayor is glad about it, but …</p>"
    with pytest.raises(UnreadableError, match="subscription"):
        read_page(f"<html><title>Plan</title><body>{teaser}<p>{call}</p></body></html>")
