"""Results as text, Markdown and JSON; nothing is decided here."""
