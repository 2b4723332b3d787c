"""Self-massage for the hamstrings, done safely."""
