"""Questions and answers: commands, messages, buttons and votes."""
