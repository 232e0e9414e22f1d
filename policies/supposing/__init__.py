"""Records as they might be: facts supposed, taken away or broken; nothing is recorded."""
