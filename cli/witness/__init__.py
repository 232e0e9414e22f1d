"""A witness of somebody's log: it needs no database, no settings and no Temporal."""
