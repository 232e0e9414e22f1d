"""Write the read model: rows that go, rows that come, rows that change."""

from functools import cache
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Delete, Insert, Table, Update, and_, bindparam

from store.folded import Folded
from store.prepared import change
from store.projection import VIEWS, Difference, Row, key_of


def write_difference(connection: Connection, old: Folded, new: Folded) -> None:
    """Bring the rows of one incident from one state to the next."""
    for view in VIEWS:
        write(connection, view.table, view.difference(old, new))


def write(connection: Connection, table: Table, difference: Difference) -> None:
    """Apply the difference between two states of one table."""
    if difference.gone:
        change(connection, _delete(table), [_where(table, row) for row in difference.gone])
    if difference.come:
        change(connection, _insert(table), difference.come)
    for names, rows in groupby(difference.changed, key=tuple):
        change(connection, _update(table, names), [_changed(table, row) for row in rows])


def _where(table: Table, row: Row) -> Row:
    return {f"at_{name}": row[name] for name in key_of(table)}


def _changed(table: Table, row: Row) -> Row:
    return {**row, **_where(table, row)}


def _here(table: Table) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"at_{name}") for name in key_of(table)))


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


@cache
def _delete(table: Table) -> Delete:
    return table.delete().where(_here(table))


@cache
def _update(table: Table, names: tuple[str, ...]) -> Update:
    new: Row = {name: bindparam(name) for name in names if name not in key_of(table)}
    return table.update().where(_here(table)).values(new)
