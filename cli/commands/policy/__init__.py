"""`retro policy`: one command a file; `cli.commands.policy.table` lists them."""
