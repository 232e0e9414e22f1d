"""One durable workflow an incident, digests, watches, and their typed client."""
