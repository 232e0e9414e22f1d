"""Who would hear of what, when, before a policy is in force."""
