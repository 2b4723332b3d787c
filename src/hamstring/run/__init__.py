"""Following a routine in a terminal: cues in their time, with keys to pause, skip, go back, stop and quit."""
