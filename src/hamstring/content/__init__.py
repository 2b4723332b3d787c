"""From bytes to the model: reading, converting, checking, the catalogue."""
