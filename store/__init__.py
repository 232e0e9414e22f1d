"""The only room that knows SQL: ledger tables, read model, migrations."""
