"""How answers look: tables, pages, reports and histories, for people and machines."""
