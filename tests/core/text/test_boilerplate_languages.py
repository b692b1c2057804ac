"""Boilerplate of other languages than English."""

import pytest

from bot.core.languages.registry import language_codes, language_of
from bot.core.text.boilerplate import describes_picture, is_boilerplate

FULL = [code for code in language_codes() if language_of(code).settings.level == "full"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Lesen Sie auch: Die Brücke, die niemand wollte"),
        ("de", "Von Anna Petersen"),
        ("de", "Ein Bericht von Anna Petersen und Jo Weiß, Hamburg"),
        ("de", "Foto: dpa"),
        ("de", "(Bild: Jo Weiß)"),
        ("de", "Aktualisiert am 3. Mai 2025 um 12:30 Uhr"),
        ("fr", "Lire aussi Le pont dont personne ne voulait"),
        ("fr", "Publié le 3 mai 2025 à 12h30"),
        ("fr", "Par Luc Moreau et Inès Roy, avec AFP"),
        ("fr", "Suivez l'actualité sur notre application"),
        ("es", "Lea también: El puente que nadie quería"),
        ("es", "Por Inés Robledo"),
        ("pt", "Leia também: A ponte que ninguém queria"),
        ("pt", "Atualizado em 3 de março de 2025 às 10h20"),
        ("it", "Leggi anche: Il ponte che nessuno voleva"),
        ("it", "A cura di Lia Conti"),
        ("nl", "Lees ook: De brug die niemand wilde"),
        ("nl", "Door Piet de Boer"),
        ("pl", "Czytaj też: Most, którego nikt nie chciał"),
        ("pl", "Fot. Ewa Lis / Agencja"),
        ("ro", "Citește și: Podul pe care nu îl voia nimeni"),
        ("ro", "Publicat pe 3 mai 2025, ora 10:20"),
        ("ru", "Читайте также: Мост, который никому не нужен"),
        ("ru", "Обновлено 3 мая 2025 в 10:20"),
        ("ru", "Фото: Олег Гринь"),
        ("uk", "Читайте також: Міст, якого ніхто не хотів"),
        ("uk", "Підписуйтесь на наш телеграм-канал"),
        ("tr", "Güncelleme: 3 Mayıs 2025 10:20"),
        ("tr", "Haberin devamı için tıklayın"),
        ("el", "Διαβάστε επίσης: Η γέφυρα που δεν ήθελε κανείς"),
        ("el", "Του Νίκου Παππά"),
        ("de", "Follow us on Facebook."),  # English stands on pages of every language
    ],
)
def test_boilerplate(language, line):
    assert is_boilerplate(line, language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Von Montag bis Freitag fährt die Fähre stündlich."),
        ("de", "Von den Fotos wusste Anna Petersen nichts."),
        ("de", "Stand der Dinge ist, dass 240 Menschen warten."),
        ("de", "Lesen Sie, so die Ministerin, erst den Vertrag."),
        ("de", "Quellen aus dem Rathaus bestätigten den Plan am 3. Mai."),
        ("fr", "Par ailleurs, Luc Moreau a signé le traité."),
        ("fr", "Publié en 2003, le roman raconte une traversée."),
        ("es", "Por Madrid pasaron 240 personas el 3 de mayo."),
        ("pt", "Leia escreveu a carta em 3 de março de 2025."),
        ("it", "Di Maio e Conti hanno firmato il trattato."),
        ("nl", "Door de storm kon Piet de Boer niet varen."),
        ("pl", "Autor wyjechał z Warszawy 3 maja 2025 roku."),
        ("ro", "De la Iași la București, trenul face șase ore."),
        ("ru", "Фото моста появилось 3 мая 2025 года."),
        ("uk", "Автор поїхав до Києва 3 травня 2025 року."),
        ("tr", "Haber 3 Mayıs 2025 günü Ankara'ya ulaştı."),
        ("el", "Του είπε ο Νίκος Παππάς ότι φεύγει."),
        ("und", "Von Anna Petersen"),
    ],
)
def test_sentences_of_a_story(language, line):
    assert not is_boilerplate(line, language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Bürgermeisterin Lind (links) durchschneidet das Band."),
        ("fr", "Le port en 1920, photo d’archives."),
        ("ru", "На фото мэр разрезает ленту."),
        ("pl", "Na zdjęciu burmistrz przecina wstęgę."),
    ],
)
def test_captions(language, line):
    assert describes_picture(line, language)
    assert not describes_picture(line)


@pytest.mark.parametrize("language", FULL)
def test_every_full_language_has_boilerplate(language):
    assert is_boilerplate("Podcast: Anna", language)
