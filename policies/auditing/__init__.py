"""Whether a history makes sense: each thing that happened is held to the rules of its time."""
