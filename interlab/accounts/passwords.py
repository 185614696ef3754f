"""Passwords that whoever knows the place would try first."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.text import fold, words

OF_THE_PRODUCT = ("interlab", "incubateur", "incubator", "entrepreneur", "entreprise", "enterprise", "motdepasse", "password")
# What a password must hold besides such words: fewer letters are soon tried.
LETTERS_OF_ITS_OWN = 5


class OwnWordsValidator:
    """Refuses a password made of the words of the place: the product's, the incubator's name and town."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when little is left of `password` without these words, digits and signs."""
        left = "".join(letter for letter in fold(password) if letter.isalpha())
        for word in sorted({*OF_THE_PRODUCT, *_of_the_place(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LETTERS_OF_ITS_OWN:
            raise ValidationError(self.get_help_text(), code="password_of_the_place")

    def get_help_text(self) -> str:
        return _("Choose words that have nothing to do with this place: its name and town are tried first.")


def _of_the_place(user: Any) -> set[str]:
    if user is None or not user.pk:
        return set()
    rows = Membership.objects.filter(account_id=user.pk).values_list("incubator__name", "incubator__city", "incubator__slug")
    return {word for row in rows for text in row for word in words(text) if len(word) > 2 and word.isalpha()}
