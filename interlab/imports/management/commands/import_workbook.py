"""Bring in a workbook from the command line: what can't be asked there is rejected with its question."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from interlab.core.errors import DomainError
from interlab.imports.actions import default_programme, remember_columns
from interlab.imports.outcome import summary
from interlab.imports.reading import read_for
from interlab.imports.sentences import sentence, sentence_of
from interlab.imports.writing import write_reading
from interlab.network.models import Incubator
from interlab.workbook import UnreadableWorkbook


class Command(BaseCommand):
    help = "Import a workbook (XLSX, ODS, CSV) of participants and sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--incubator", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and keep nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--answers", metavar="FILE", help="a JSON object: question id → answer")

    def handle(self, *args: Any, file: str, incubator: str, **options: Any) -> None:
        owner = Incubator.objects.filter(slug=incubator).first()
        if owner is None:
            raise CommandError(f"There is no incubator {incubator}. Open it with create_incubator.")
        answers = _answers(options["answers"]) if options["answers"] else {}
        try:
            reading = read_for(owner, Path(file).read_bytes(), Path(file).name, answers=answers)
            programme = default_programme(owner)
            if options["dry_run"]:
                with transaction.atomic():
                    written = write_reading(reading, owner, programme, by=None)
                    transaction.set_rollback(True)
            else:
                written = write_reading(reading, owner, programme, by=None)
                remember_columns(owner, reading, answers)
            report = summary(reading, written) | {"questions": [_question(question) for question in reading.questions]}
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except UnreadableWorkbook as error:
            raise CommandError(sentence(error.code, error.params)) from None
        except DomainError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, default=str))
        else:
            self._tell(report)

    def _tell(self, report: dict[str, Any]) -> None:
        for sheet in report["sheets"]:
            self.stdout.write(
                f"{sheet['name']}: {sheet['read']} read, {sheet['imported']} imported, "
                f"{sheet['passed_over']} passed over, {len(sheet['rejected'])} rejected"
            )
            for row in sheet["rejected"]:
                self.stdout.write(f"  {row['row']}: {row['reason']}")
        self.stdout.write(
            f"{report['persons_created']} persons created, {report['persons_matched']} matched, "
            f"{report['sessions_created']} sessions created"
        )


def _question(question: Any) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": sentence_of(question.reason),
        "choices": [value for value, _label in question.choices],
        "expects": question.expects,
        "rows": list(question.affected_rows),
    }


def _answers(path: str) -> dict[str, str]:
    try:
        answers = json.loads(Path(path).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from None
    if not isinstance(answers, dict):
        raise CommandError(f"{path}: a JSON object is expected: question id → answer")
    return {str(key): str(value) for key, value in answers.items()}
