"""What a policy lets through, and what a change of it would: by search, on made-up records."""
