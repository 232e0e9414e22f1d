"""Messages about all incidents: the digest of open actions, and the review of a week."""
