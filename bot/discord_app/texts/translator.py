"""Commands and options in the members' languages: their names and descriptions."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.discord_app.texts import ENGLISH, Texts, texts_in

_SUFFIXES = {
    Place.command_name: "command-{}",
    Place.command_description: "command-{}-does",
    Place.group_name: "command-{}",
    Place.group_description: "command-{}-does",
    Place.parameter_name: "option-{}",
    Place.parameter_description: "option-{}-is",
}


class CommandTranslator(app_commands.Translator):
    """Reads the names of commands from the texts."""

    async def translate(
        self,
        string: app_commands.locale_str,  # noqa: ARG002 - the context says which text it is
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return a name or description in a language, or None for English, the default."""
        texts = texts_in(locale.value)
        if texts.language == ENGLISH:
            return None
        if isinstance(context.data, app_commands.ContextMenu):
            return texts(context.data.extras["key"])
        form = _SUFFIXES.get(context.location)
        if form is None:
            return None
        name = getattr(context.data, "qualified_name", context.data.name)  # "privacy show"
        name, number = _split_number(name.replace(" ", "-"))
        text = texts(form.format(name))
        return text + number if context.location is Place.parameter_name else text


def option_descriptions(*options: str) -> dict[str, str]:
    """Return the English descriptions of options, by the options' names."""
    english: Texts = texts_in(ENGLISH)
    return {option: english(f"option-{_split_number(option)[0]}-is") for option in options}


def _split_number(name: str) -> tuple[str, str]:
    """Split off the number that distinguishes options of the same kind, such as `file2`."""
    base = name.rstrip("0123456789")
    return base, name[len(base) :]
