"""How what somebody types is read: keys, moments, files and pieces of a record."""
