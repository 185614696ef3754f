"""What erased persons had added to the figures of past years: sums over all erasures, never a row of anybody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from interlab.network.models import Incubator, Programme


class ErasedTally(models.Model):
    """By how much a figure of a year has shrunk by erasures: of one programme, or (None) of the whole incubator.

    Only figures that speak of no personal trait: the first tally of women would say that whoever was erased is one.
    """

    incubator = models.ForeignKey(Incubator, on_delete=models.CASCADE, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=40)
    value = models.IntegerField(default=0)
    minutes = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["incubator", "year", "key", "programme"],
                condition=Q(programme__isnull=False),
                name="impact_erased_of_programme",
            ),
            models.UniqueConstraint(
                fields=["incubator", "year", "key"], condition=Q(programme__isnull=True), name="impact_erased_of_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"
