"""The outbox: every message that leaves, written down before it is sent."""

from django.db import models


class Message(models.Model):
    """One e-mail to one or several addresses. `sent_at` is set once a server took it; `error` says why it couldn't."""

    created_at = models.DateTimeField(auto_now_add=True)
    to = models.TextField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.subject
