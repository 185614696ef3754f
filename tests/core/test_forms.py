"""A list of choices drawn at once says what Django's own says."""

import re

from django import forms
from django.test import SimpleTestCase

from interlab.core.forms import PlainSelect

CHOICES = [("", "choose"), ("a", "Été <b>"), ("2", 'the "second"')]


def tidy(html: str) -> str:
    return re.sub(r">\s+<", "><", " ".join(html.split()))


def test_it_draws_what_django_draws():
    for value in ("", None, "a", "2", "unknown"):
        for attrs in ({}, {"id": "id_x", "class": "input", "required": True, "disabled": False, "aria-describedby": 'a "b"'}):
            drawn = [tidy(kind(choices=CHOICES).render("x", value, attrs)) for kind in (PlainSelect, forms.Select)]
            SimpleTestCase().assertHTMLEqual(*drawn)
