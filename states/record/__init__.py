"""What a record is made of, and the record itself."""
