"""Check the audit trail of one incubator, or of all."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interlab.network.models import Incubator
from interlab.privacy.chain import seal_trail, verify_trail


class Command(BaseCommand):
    help = "Check the audit trail against its chain, and name the first thing that doesn't fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--incubator", default="", help="its address, such as liege; all of them without")
        parser.add_argument("--expect", default="", help="a digest printed by an earlier check: it must still be in the chain")

    def handle(self, *args: Any, incubator: str, expect: str, **options: Any) -> None:
        if expect and not incubator:
            raise CommandError("Say which incubator's chain holds this digest: --incubator.")
        asked = Incubator.objects.order_by("pk")
        found = list(asked.filter(slug=incubator.replace("\x00", "?")) if incubator else asked)
        if not found:
            raise CommandError(f"There is no incubator called “{incubator}”.")
        broken = []
        for one in found:
            seal_trail(one)
            verdict = verify_trail(one, expected=expect)
            self.stdout.write(
                f"{one.slug}: {verdict.entries} entries, {verdict.segment_number} segments, {verdict.digest or 'no entry yet'}"
            )
            if verdict.fault:
                where = f"segment {verdict.fault.segment}" + (f", entry {verdict.fault.entry}" if verdict.fault.entry else "")
                broken.append(f"{one.slug}: {verdict.fault.kind} at {where}")
        if broken:
            raise CommandError("\n".join(["The trail doesn't fit its chain.", *broken]))
