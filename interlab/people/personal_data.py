"""Which data of a person are personal."""

import json

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.people.languages import language_name
from interlab.people.merging.rules import merges_into
from interlab.people.models import ContactPoint, Merge, NotTheSame, Person, PersonLanguage, SearchWord
from interlab.privacy.personal import Personal, Told, by_person, register_personal
from interlab.privacy.subjects import Subject


def _themselves(subject: Subject) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=[subject.person_pk] if subject.person_pk else [])


def _with_shells(subject: Subject) -> QuerySet[Person]:
    """The record, and the empty shells whose codes lead to it."""
    return (
        Person.objects.filter(Q(pk=subject.person_pk) | Q(merged_into=subject.person_pk))
        if subject.person_pk
        else Person.objects.none()
    )


def _merges(subject: Subject) -> QuerySet[Merge]:
    pk = subject.person_pk
    return merges_into(pk) | Merge.objects.filter(merged=pk) if pk else Merge.objects.none()


def _told_apart(subject: Subject) -> QuerySet[NotTheSame]:
    pk = subject.person_pk
    return NotTheSame.objects.filter(Q(one=pk) | Q(other=pk)) if pk else NotTheSame.objects.none()


def _aside(merge: Merge) -> list[str]:
    return [text for _name, text in json.loads(merge.changes)["aside"]] if merge.changes else []


register_personal(
    Personal(
        Person,
        _("You"),
        _themselves,
        told={
            "full_name": _("Full name"),
            "called": _("What we call you"),
            "gender": _("Gender"),
            "birth_year": _("Year of birth"),
            "standing": _("Newcomer or local"),
            "migration_value": _("How your project values migration"),
            "municipality": _("Municipality"),
            "interpreter_wanted": _("You want an interpreter"),
            "created_at": _("Known to us since"),
        },
        untold={
            "code": "a number of ours, told as the number of the file",
            "account": "told under the account",
            "sort_name": "the name again, folded, by which lists are ordered",
            "name_key": "the name again, by which two records of one person are found",
            "merged_into": "set on an empty shell only",
        },
        goes=_with_shells,
        texts=("migration_value",),
    ),
    Personal(
        PersonLanguage,
        _("Your languages"),
        by_person(PersonLanguage),
        told={"language": Told(_("Language"), lambda row: language_name(row.language)), "level": _("Level")},
        untold={"person": "whose it is", "position": "the order in which they were given"},
        ordering=("position", "pk"),
    ),
    Personal(
        ContactPoint,
        _("How we reach you"),
        by_person(ContactPoint),
        told={"kind": _("Kind"), "value": _("Number or address")},
        untold={
            "code": "a number of ours",
            "person": "whose it is",
            "normal": "the same without spaces, by which two are compared",
            "position": "the order in which they were given",
        },
        ordering=("position", "pk"),
    ),
    Personal(
        SearchWord,
        _("Words by which you are found"),
        by_person(SearchWord),
        told={},
        untold={"word": "a word of the name, a project or a contact, told there", "person": "whose it is"},
        is_derived=True,
    ),
    Personal(
        Merge,
        _("Two records of you became one"),
        _merges,
        told={
            "at": _("When"),
            "by": _("By"),
            "changes": Told(_("What was not kept"), _aside),
            "undone_at": _("Taken back"),
            "undone_by": _("Taken back by"),
        },
        untold={"code": "a number of ours", "survivor": "you", "merged": "you, too"},
    ),
    Personal(
        NotTheSame,
        _("You were told apart from somebody else"),
        _told_apart,
        told={"at": _("When"), "by": _("By")},
        untold={"one": "you, or somebody who is theirs to tell", "other": "you, or somebody who is theirs to tell"},
    ),
)
