"""What things are: frozen values and closed sets; no files, no parsing, no wording for people."""
