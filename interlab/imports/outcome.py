"""What a workbook gave, as plain data: for the preview and report pages, the downloads and the command line."""

from typing import Any

from interlab.imports.sentences import sentence, sentence_of
from interlab.imports.writing import Refused, Written
from interlab.workbook import Question, Reading, Reason, SheetReading


def summary(reading: Reading, written: Written) -> dict[str, Any]:
    """Return the counts and, by sheet, what was read, imported, passed over and rejected, in the present language."""
    return {
        "persons_created": written.persons_created,
        "persons_matched": written.persons_matched,
        "sessions_created": written.sessions_created,
        "new_colleagues": written.new_colleagues,
        "sheets": [_sheet_summary(sheet, written.refused.get(sheet.name, [])) for sheet in reading.sheets],
    }


def _sheet_summary(sheet: SheetReading, refused: list[Refused]) -> dict[str, Any]:
    rejected = [{"row": row.row, "reason": " ".join(map(sentence_of, row.reasons))} for row in sheet.rejected]
    rejected += [{"row": one.row, "reason": one.said} for one in refused]
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "read": sheet.read,
        "imported": sheet.imported - len(refused),
        "passed_over": len(sheet.passed_over),
        "rejected": sorted(rejected, key=lambda row: row["row"]),
        "remarks": [{"row": row, "remark": sentence_of(reason)} for row, reason in sheet.remarks],
        **({"why": sentence_of(sheet.why)} if sheet.why else {}),
    }


def kept(reading: Reading, written: Written) -> dict[str, Any]:
    """Return the same as data that can be stored and said later in any reader's language: reasons as codes."""
    return {
        "persons_created": written.persons_created,
        "persons_matched": written.persons_matched,
        "sessions_created": written.sessions_created,
        "new_colleagues": written.new_colleagues,
        "sheets": [_kept_sheet(sheet, written.refused.get(sheet.name, [])) for sheet in reading.sheets],
        "questions": [_kept_question(question) for question in reading.questions],
    }


def _kept_reason(reason: Reason | None) -> dict[str, Any] | None:
    return None if reason is None else {"code": reason.code, "params": {key: str(value) for key, value in reason.params.items()}}


def _kept_sheet(sheet: SheetReading, refused: list[Refused]) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "why": _kept_reason(sheet.why),
        "header_row": sheet.header_row,
        "read": sheet.read,
        "imported": sheet.imported - len(refused),
        "columns": [
            {
                "letter": column.letter,
                "header": column.header,
                "field": column.field,
                "confidence": column.confidence,
                "why": _kept_reason(column.why),
                "samples": list(column.samples[:3]),
            }
            for column in sheet.columns
        ],
        "passed_over": [{"row": row, **(_kept_reason(reason) or {})} for row, reason in sheet.passed_over],
        "rejected": [
            {"row": row.row, "name": row.name, "values": list(row.values), "reasons": [_kept_reason(one) for one in row.reasons]}
            for row in sheet.rejected
        ]
        + [{"row": one.row, "name": one.name, "values": [], "reasons": [], "said": one.said} for one in refused],
        "remarks": [{"row": row, **(_kept_reason(reason) or {})} for row, reason in sheet.remarks],
        "matched": sorted({person.full_name for person in sheet.people if person.matched}),
    }


def _kept_question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "sheet": question.sheet,
        "row": question.row,
        "column": question.column,
        "reason": _kept_reason(question.reason),
        "choices": [list(choice) for choice in question.choices],
        "rows": list(question.affected_rows),
        "expects": question.expects,
    }


def said(reason: dict[str, Any] | None) -> str:
    """Return the sentence of a kept reason."""
    return sentence(reason["code"], reason["params"]) if reason else ""
