"""Dates in other languages than English, as their newspapers write them."""

from datetime import date

import pytest

from bot.core.dates.dates import find_dates

MAY = date(2025, 5, 15)  # a Thursday

# The text, and the values of its dates for an article of 15 May 2025; a range with both ends.
DATES = {
    "de": [
        ("Am 15. Mai 2024 brannte es.", "2024-05-15"),
        ("Am Mittwoch, dem 15. Mai 2024, brannte es.", "2024-05-15"),
        ("Stand: 15.05.2024", "2024-05-15"),
        ("Am 3. April trat sie zurück.", "2025-04-03"),
        ("Am 20. Dezember stimmte der Rat zu.", "2024-12-20"),
        ("Im März 2023 fiel der Preis.", "2023-03"),
        ("Im März fiel der Preis.", "2025-03"),
        ("Seit November steigt der Preis.", "2024-11"),
        ("Im Jahr 1998 zog er um.", "1998"),
        ("Er wurde 1998 gewählt.", "1998"),
        ("vom 3. bis 5. Mai 2024", "2024-05-03/2024-05-05"),
        ("vom 30. Dezember bis 2. Januar 2025", "2024-12-30/2025-01-02"),
        ("Von 1998 bis 2001 regierte er.", "1998/2001"),
        ("in den 1990er Jahren", "199"),
        ("ein Haus aus dem 19. Jahrhundert", "18"),
        ("Er sagte am Freitag ab.", "2025-05-09"),
        ("Das Treffen wird am Freitag stattfinden.", "2025-05-16"),
        ("Letzten Montag kam er an.", "2025-05-12"),
        ("In der vergangenen Woche fiel Schnee.", "2025-05-05/2025-05-11"),
        ("Gestern fiel Schnee, heute taut es.", "2025-05-14 2025-05-15"),
        ("Übermorgen soll abgestimmt werden.", "2025-05-17"),
        ("Vor drei Wochen starb er.", "2025-04-21/2025-04-27"),
        ("Vor zwei Jahren starb er.", "2023"),
        ("Letztes Jahr wurde gebaut.", "2024"),
        ("Im nächsten Monat soll gebaut werden.", "2025-06"),
        ("Theresa May und Karl May schwiegen, sagte Minister Mai.", ""),
        ("2000 Menschen kamen zu den Märzenbechern.", ""),
        ("Tel. 030 2024 1998", ""),
        ("Version 15.5.2 läuft auf Platz 3.", ""),
        ("Er will mehr als 1990 Euro.", ""),
    ],
    "fr": [
        ("Le 15 mai 2024, un feu a pris.", "2024-05-15"),
        ("Le mercredi 15 mai 2024, un feu a pris.", "2024-05-15"),
        ("mis à jour le 15/05/2024", "2024-05-15"),
        ("Elle a démissionné le 3 avril.", "2025-04-03"),
        ("Le conseil a voté le 20 décembre.", "2024-12-20"),
        ("Les prix ont chuté en mars 2023.", "2023-03"),
        ("Les prix ont chuté en mars.", "2025-03"),
        ("Depuis novembre, les prix montent.", "2024-11"),
        ("Il est parti en 1998.", "1998"),
        ("le 1er août 1998", "1998-08-01"),
        ("du 3 au 5 mai 2024", "2024-05-03/2024-05-05"),
        ("du 30 décembre au 2 janvier 2025", "2024-12-30/2025-01-02"),
        ("Il régna de 1998 à 2001.", "1998/2001"),
        ("dans les années 1990", "199"),
        ("une maison du XIXe siècle", "18"),
        ("Il a refusé vendredi.", "2025-05-09"),
        ("La réunion aura lieu vendredi.", "2025-05-16"),
        ("Il est arrivé lundi dernier.", "2025-05-12"),
        ("Il a neigé la semaine dernière.", "2025-05-05/2025-05-11"),
        ("Il a neigé hier, il fait beau aujourd’hui.", "2025-05-14 2025-05-15"),
        ("Le vote aura lieu après-demain.", "2025-05-17"),
        ("Il est mort il y a trois semaines.", "2025-04-21/2025-04-27"),
        ("Il est mort il y a deux ans.", "2023"),
        ("L'année dernière, on a construit.", "2024"),
        ("On construira le mois prochain.", "2025-06"),
        ("M. Mai et Mme Avril marchent mardi gras.", ""),
        ("2000 personnes ont marché vers Mars.", ""),
        ("Tél. 01 19 98 20 24", ""),
        ("La version 15.5.2 est sortie.", ""),
        ("Il veut plus de 1990 euros.", ""),
    ],
    "ru": [
        ("15 мая 2024 года начался пожар.", "2024-05-15"),
        ("В среду, 15 мая 2024 года, начался пожар.", "2024-05-15"),
        ("обновлено 15.05.2024", "2024-05-15"),
        ("Она ушла в отставку 3 апреля.", "2025-04-03"),
        ("Совет проголосовал 20 декабря.", "2024-12-20"),
        ("Цены упали в марте 2023 года.", "2023-03"),
        ("Цены упали в марте.", "2025-03"),
        ("С ноября цены растут.", "2024-11"),
        ("Он уехал в 1998 году.", "1998"),
        ("1 августа 1998 г.", "1998-08-01"),
        ("с 3 по 5 мая 2024 года", "2024-05-03/2024-05-05"),
        ("с 30 декабря по 2 января 2025 года", "2024-12-30/2025-01-02"),
        ("Он правил с 1998 по 2001 год.", "1998/2001"),
        ("в 1990-х годах", "199"),
        ("дом XIX века", "18"),
        ("Он отказался в пятницу.", "2025-05-09"),
        ("Встреча будет в пятницу.", "2025-05-16"),
        ("Он приехал в прошлый понедельник.", "2025-05-12"),
        ("На прошлой неделе шёл снег.", "2025-05-05/2025-05-11"),
        ("Вчера шёл снег, сегодня тает.", "2025-05-14 2025-05-15"),
        ("Голосование пройдёт послезавтра.", "2025-05-17"),
        ("Он умер три недели назад.", "2025-04-21/2025-04-27"),
        ("Он умер два года назад.", "2023"),
        ("В прошлом году строили дом.", "2024"),
        ("В следующем месяце будут строить.", "2025-06"),
        ("Мартин и Майя собрали маяк.", ""),
        ("2000 человек пришли на площадь.", ""),
        ("Тел. 8 495 2024 1998", ""),
        ("Вышла версия 15.5.2.", ""),
        ("Он просит более 1990 рублей.", ""),
    ],
}


def spans(text: str, published: date | None, language: str) -> list[str]:
    """Return the values of the dates; a range with both of its ends."""
    mentions = find_dates(text, 0, len(text), published, language=language)
    return [f"{m.value}/{m.until}" if m.until else m.value for m in mentions]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [(language, *row) for language, rows in DATES.items() for row in rows],
)
def test_dates_of_a_language(language, text, values):
    assert spans(text, MAY, language) == values.split()
