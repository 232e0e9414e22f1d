"""What is sent to a person: letters, and the templates they are written by."""
