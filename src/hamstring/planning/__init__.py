"""From a request and its answers to a routine."""
