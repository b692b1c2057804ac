"""Questions in other languages than the articles', in a simulated Discord."""

import pytest

from bot.core.collection import Collection
from bot.discord_app.features.questions.context_menus import MENUS
from tests.builders import collection
from tests.support.responses import ANSWER, CARRIED, QUESTION, message_text, press, response_text

pytestmark = pytest.mark.simcord(shard_count=1)

GERMAN = "Wer leitet die Delegation, die Russland nach Istanbul schickt?"
IN_ENGLISH = "There are no articles in this language (German), only in: English."
IN_UKRAINIAN = "Цією мовою (німецька) статей немає. Мова статей: англійська."
_, CHECK = (menu.name for menu in MENUS)


@pytest.fixture
def locales(monkeypatch):
    """Return the list of the locales with which the articles are asked from now on."""
    asked = []
    ask = Collection.ask

    def listen(self, question, article=None, limit=3, before=None, locale=None):
        asked.append(locale)
        return ask(self, question, article, limit, before, locale)

    monkeypatch.setattr(Collection, "ask", listen)
    return asked


async def test_a_refusal_names_the_languages_of_the_articles(channel, alice):
    text = response_text(await alice.slash(channel, "ask", question=GERMAN))
    assert IN_ENGLISH in text
    assert "Ukraine-Russia Peace Talks" not in text
    assert "> " not in text


async def test_they_are_named_in_the_language_of_the_reader(channel, alice, use_locale):
    use_locale("uk")
    assert IN_UKRAINIAN in response_text(await alice.slash(channel, "ask", question=GERMAN))


async def test_a_mention_is_refused_in_the_language_of_the_server(bot, guild, channel, alice):
    await bot.store.servers.change(guild.id, language="uk")
    await alice.send(channel, f"{bot.user.mention} {GERMAN}")
    assert IN_UKRAINIAN in message_text(channel.last_message)


async def test_such_a_refusal_can_be_followed_up(channel, alice):
    """The question in it is recognised, so that the next one may take words from it."""
    await alice.slash(channel, "ask", question=GERMAN)
    opened = await press(alice, channel.last_message, "Follow up")
    await alice.submit_modal(opened, {"text": QUESTION})
    text = message_text(channel.last_message)
    assert ANSWER in text
    assert CARRIED not in text


async def test_a_question_is_answered_from_the_articles_in_its_language(
    bot, channel, alice, tmp_path
):
    files = {
        "en.txt": "Bridge\n\nThe mayor of Port Aldern, Irma Soltau, opened the new bridge in May.",
        "de.txt": "Brücke\n\nDie neue Brücke eröffnete im Mai die Bürgermeisterin Irma Soltau.",
    }
    bot.library.shared = collection(tmp_path / "corpus", files)
    question = "Wer hat im Mai die neue Brücke eröffnet?"
    text = response_text(await alice.slash(channel, "ask", question=question))
    assert "de.txt" in text
    assert "en.txt" not in text


async def test_a_message_in_another_language_is_near_to_nothing_for_that_reason(channel, alice):
    claim = "Die Friedensgespräche wurden gestern ohne die Präsidenten wieder aufgenommen."
    message = await alice.send(channel, claim)
    result = await alice.context_menu(channel, CHECK, message)
    assert result.ephemeral
    assert response_text(result).strip() == IN_ENGLISH


async def test_a_command_and_a_form_are_asked_with_the_locale_of_the_reader(
    channel, alice, use_locale, locales
):
    use_locale("pl")
    await alice.slash(channel, "ask", question=QUESTION)
    opened = await alice.click(channel.last_message, custom_id="follow-up:v1")
    await alice.submit_modal(opened, {"text": QUESTION})
    assert locales == ["pl", "pl"]


async def test_a_mention_is_asked_with_the_locale_of_the_server(
    env, bot, guild, channel, alice, locales
):
    env.backend.edit_guild(guild.id, {"preferred_locale": "tr"})
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    await bot.store.servers.change(guild.id, language="uk")
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert locales == ["tr", "uk"]


async def test_a_direct_message_has_no_locale(alice, locales):
    await alice.user.send_dm(QUESTION)
    assert locales == [None]
