"""How a letter reaches a person: routes, attempts, and what became of each."""
