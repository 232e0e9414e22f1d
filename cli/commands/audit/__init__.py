"""`retro audit`: one command a file; `cli.commands.audit.table` lists them."""
