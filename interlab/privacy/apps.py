"""Has the database's own refusals written again after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _after_migrating(using: str, **_kwargs: Any) -> None:
    # Not before the apps are ready.
    from interlab.privacy.triggers import write_triggers

    write_triggers(using)


class PrivacyConfig(AppConfig):
    name = "interlab.privacy"

    def ready(self) -> None:
        post_migrate.connect(_after_migrating, sender=self)
