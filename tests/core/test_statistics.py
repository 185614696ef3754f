"""SQLite is told how its rows are spread."""

import pytest
from django.db import connection

from interlab.core.statistics import refresh_statistics
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_database_knows_how_rows_are_spread(incubator):
    PersonFactory(incubator=incubator)
    refresh_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'people_person'")
            assert cursor.fetchone()[0] > 0
