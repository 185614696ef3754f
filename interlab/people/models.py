"""Persons, the languages they speak, the ways to reach them, and the words by which they are found."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Ability
from interlab.core.fields import EncryptedTextField, FoldedField
from interlab.core.text import fold, words
from interlab.network.models import IncubatorRow
from interlab.people.findable import asked_words
from interlab.people.narrowing import few_having, kept_if_having

# What is left of a record that became one with another: its code, and nothing said of anybody.
EMPTY: dict[str, Any] = {
    "account": None,
    "full_name": "",
    "called": "",
    "sort_name": "",
    "name_key": "",
    "gender": "",
    "birth_year": None,
    "standing": "",
    "migration_value": "",
    "municipality": "",
    "interpreter_wanted": False,
}


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, member: Membership) -> "PersonQuerySet":
        """Keep the persons whose record `member` may open: the team sees its incubator's, anybody else their own."""
        persons = self.standing().filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_PEOPLE):
            return persons
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            return persons.filter(account_id=member.account_id)
        return persons.none()

    def standing(self) -> "PersonQuerySet":
        """Keep persons, not the empty shells that are left of records which became one with another."""
        return self.filter(merged_into=None)

    def matching(self, text: str, incubator_id: int) -> "PersonQuerySet":
        """Keep the persons of an incubator with, for every word of `text`, a word of theirs that starts with it.

        Looks each word up first (one query a word), so that rare words and frequent ones are both quick. A text without any
        letter or digit finds nobody; an empty one keeps all.
        """
        found: PersonQuerySet = found_by(self, text, incubator_id)
        return found


def found_by(rows: QuerySet[Any], text: str, incubator_id: int, *, to: str = "pk") -> Any:
    """Keep the `rows` whose person, in their column `to`, is found by `text`: see PersonQuerySet.matching."""
    asked = asked_words(text)
    if text.strip() and not asked:
        return rows.none()
    few: set[int] | None = None
    for word in asked:
        starting = Q(word__gte=word, word__lt=word + "\U0010ffff")
        found = few_having(SearchWord, Q(incubator_id=incubator_id) & starting)
        if found is None:
            rows = kept_if_having(rows, SearchWord, starting, to=to)
        else:
            few = found if few is None else few & found
    return rows if few is None else rows.filter(**{f"{to}__among": few})


class Person(IncubatorRow):
    """A human being known to one incubator, in whatever roles."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        OTHER = "other", pgettext_lazy("gender", "other")

    class Standing(models.TextChoices):
        NEWCOMER = "newcomer", _("newcomer")
        LOCAL = "local", _("local")

    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons")
    full_name = models.CharField(_("full name"), max_length=200)
    called = models.CharField(_("what we call them"), max_length=200, blank=True)
    sort_name = FoldedField(max_length=400, editable=False)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    standing = models.CharField(_("newcomer or local"), max_length=8, choices=Standing, blank=True)
    migration_value = models.TextField(_("how the project values migration"), max_length=2000, blank=True)
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    interpreter_wanted = models.BooleanField(_("wants an interpreter"), default=False)
    # The words of the full name in one order: "Mbala Patricia" and "Patricia Mbala" are one name.
    name_key = FoldedField(max_length=200, editable=False, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    # Set on an empty shell, whose code still leads to the record that it became one with. Its own index is a partial one:
    # SQLite would take any other for "is null" and read the whole incubator.
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, db_index=False, related_name="shells"
    )

    objects = PersonQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "sort_name", "id"], name="people_person_list"),
            models.Index(fields=["incubator", "standing", "sort_name", "id"], name="people_person_standing"),
            models.Index(fields=["incubator", "name_key"], name="people_person_name_key"),
            models.Index(
                fields=["incubator", "merged_into"], condition=Q(merged_into__isnull=False), name="people_person_shells"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(full_name="") | Q(merged_into__isnull=False), name="people_person_has_a_name"),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(**EMPTY), name="people_person_shell_is_empty"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)), name="people_person_birth_year_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.folded_name()
        self.name_key = name_key(self.full_name)
        super().save(*args, **kwargs)

    def folded_name(self) -> str:
        """The name by which lists are ordered: as it is called first, as it is given after."""
        return fold(f"{self.short_name} {self.full_name}")[:400]

    @property
    def short_name(self) -> str:
        return self.called or self.full_name


def name_key(full_name: str) -> str:
    """Return what two writings of one full name share, whatever the order of its words."""
    return " ".join(sorted(words(full_name)))[:200]


class PersonLanguage(models.Model):
    """A language a person speaks, best first."""

    class Level(models.TextChoices):
        NATIVE = "native", _("mother tongue")
        FLUENT = "fluent", _("fluent")
        MIDDLE = "middle", _("gets by")
        BEGINNER = "beginner", _("beginner")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=8)
    level = models.CharField(_("level"), max_length=8, choices=Level, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "language"], name="people_language_once_a_person")
        ]

    def __str__(self) -> str:
        return self.language


class ContactPoint(IncubatorRow):
    """A way to reach a person, shown as it was typed; `normal` is the form in which two are compared."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        WHATSAPP = "whatsapp", "WhatsApp"
        OTHER = "other", pgettext_lazy("contact", "other")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.CharField(_("value"), max_length=254)
    normal = FoldedField(max_length=254, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(IncubatorRow.Meta):
        ordering = ("position", "pk")
        indexes: ClassVar[list[models.Index]] = [
            # With the person: who shares a phone with whom is read from this index alone.
            models.Index(fields=["incubator", "normal", "person"], name="people_contact_reached_by")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["person", "kind", "value"], name="people_contact_once_a_person"),
        ]

    def __str__(self) -> str:
        return self.value


class SearchWord(models.Model):
    """A folded word by which a person is found. Derived from the person and always rebuildable."""

    incubator = models.ForeignKey("network.Incubator", on_delete=models.CASCADE, db_index=False, related_name="+")
    word = FoldedField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_words", db_index=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "word", "person"], name="people_search_word")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "word"], name="people_search_once_a_person")
        ]

    def __str__(self) -> str:
        return self.word


class Merge(IncubatorRow):
    """Two records of one human became one. `changes` holds all it takes to undo that, and what wasn't kept, for thirty days."""

    survivor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merged_by")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    changes = EncryptedTextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(IncubatorRow.Meta):
        ordering = ("-at", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "survivor", "at"], name="people_merge_survivor"),
        ]

    def __str__(self) -> str:
        return f"{self.code}"


class NotTheSame(models.Model):
    """Somebody looked at two records that look alike, and said that they are two humans. `one` is the older record."""

    incubator = models.ForeignKey("network.Incubator", on_delete=models.PROTECT, db_index=False, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incubator", "one", "other"], name="people_not_the_same_once")
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
