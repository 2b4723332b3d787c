"""From answers to a triage, and the proofs of the rule table."""
