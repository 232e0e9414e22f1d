"""The lifecycle table, the record of an incident, commands, events, decide and evolve. Pure."""
