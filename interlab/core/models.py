"""What is remembered of forms: those that were sent, and what was typed into one whose visit had ended."""

from django.db import models

from interlab.core.fields import EncryptedTextField


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
