"""Erase again, after an older database was restored, whoever had been erased since."""

from typing import Any

from django.core.management.base import BaseCommand

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.privacy.erasure import erase_subject
from interlab.privacy.ledger import entries
from interlab.privacy.subjects import Subject, persons, subject_of_member, subject_of_person


class Command(BaseCommand):
    help = "Apply the ledger of erasures to the database. Harmless when there is nothing to erase; run it after every restore."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = known = 0
        for entry in entries():
            known += 1
            subject = _subject(entry.incubator, entry.kind, entry.code)
            if subject is not None:
                erase_subject(subject, by=None, replayed=True)
                erased += 1
        self.stdout.write(f"{known} erasures in the ledger, {erased} applied now.")


def _subject(slug: str, kind: str, code: str) -> Subject | None:
    incubator = Incubator.objects.filter(slug=slug).first()
    if incubator is None:
        return None
    if kind == "member":
        member = Membership.objects.filter(incubator=incubator, code=code).select_related("incubator", "account").first()
        return subject_of_member(member) if member else None
    person = persons().coded(incubator.pk, code).first()
    return subject_of_person(person) if person else None
