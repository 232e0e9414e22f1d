"""Write the read model: rows that go, rows that come, rows that change."""

from functools import cache

from sqlalchemy import ColumnElement, Connection, Delete, Insert, Table, Update, and_, bindparam

from store.folded import Folded
from store.projection import VIEWS, Difference, Row


def write_difference(connection: Connection, old: Folded, new: Folded) -> None:
    """Bring the rows of one incident from one state to the next."""
    for view in VIEWS:
        write(connection, view.table, view.difference(old, new))


def write(connection: Connection, table: Table, difference: Difference) -> None:
    """Apply the difference between two states of one table."""
    steps = (
        (_delete(table), [_where(table, row) for row in difference.gone]),
        (_insert(table), difference.come),
        (_update(table), [_changed(table, row) for row in difference.changed]),
    )
    for statement, rows in steps:
        if rows:
            connection.execute(statement, rows)


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def _where(table: Table, row: Row) -> Row:
    return {f"at_{name}": row[name] for name in _key(table)}


def _changed(table: Table, row: Row) -> Row:
    values = {name: one for name, one in row.items() if name not in _key(table)}
    return {**values, **_where(table, row)}


def _here(table: Table) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"at_{name}") for name in _key(table)))


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


@cache
def _delete(table: Table) -> Delete:
    return table.delete().where(_here(table))


@cache
def _update(table: Table) -> Update:
    return table.update().where(_here(table))
