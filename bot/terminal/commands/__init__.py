"""The commands, each a few lines over the core; `bot.terminal.cli` imports the one that is run."""
