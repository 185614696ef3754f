"""What keeps work in the background honest, and what is remembered of forms: those sent, and texts whose visit had ended."""

from typing import ClassVar

from django.db import models

from interlab.core.fields import EncryptedTextField


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


class SentForm(models.Model):
    """One form that was sent, and what was answered. Without an answer it is being acted upon now.

    The digest is of who sent it, where to, its key and its content: the row itself names nobody. What was answered is encrypted,
    and the whole is forgotten after two days.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    answer = EncryptedTextField(blank=True)

    def __str__(self) -> str:
        return self.digest[:12]


class KeptText(models.Model):
    """What was typed into a form whose visit had ended, encrypted, for an hour. Only the browser that sent it can name it."""

    digest = models.CharField(max_length=64, primary_key=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    content = EncryptedTextField()

    def __str__(self) -> str:
        return self.digest[:12]
