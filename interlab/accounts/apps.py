"""Accounts, once Django has loaded: second factors are followed from then on."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "interlab.accounts"

    def ready(self) -> None:
        from interlab.accounts import second_factors

        second_factors.follow()
