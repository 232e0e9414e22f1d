"""Commands, one a file; `cli.table` lists them."""
