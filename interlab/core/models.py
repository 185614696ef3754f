"""What keeps work in the background honest: which workers are alive, and when each recurring work ran last."""

from typing import ClassVar

from django.db import models


class Worker(models.Model):
    """A process that does work in the background. One that hasn't been seen for a while is dead, and its work is given back."""

    name = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.host})"


class RecurringWork(models.Model):
    """When a declared recurring work runs next, who runs it now, and how its last run ended."""

    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()
    # The worker that runs it now; empty when nobody does.
    held_by = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ("name",)
        verbose_name_plural = "recurring works"

    def __str__(self) -> str:
        return self.name
