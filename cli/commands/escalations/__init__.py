"""`retro escalations`: one command a file; `cli.commands.escalations.table` lists them."""
