"""What each event does to the record, by subject; `states.evolve` asks them."""
