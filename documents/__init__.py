"""Files people write and read: strict YAML, records, Markdown import; pure."""
