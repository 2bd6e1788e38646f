"""The bot's words: one gettext catalogue a language."""
