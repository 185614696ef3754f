"""What the pages show of a workbook that was read: kept data turned into sentences of the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlab.imports.fields import CHOICES, FIELDS, KINDS, LEFT_ASIDE
from interlab.imports.models import WorkbookImport
from interlab.imports.outcome import said

SHOWN_ROWS = 40
# The strip of paper slips stands for the people rows: past this many, one slip stands for several.
MOST_SLIPS = 60


def shown(workbook: WorkbookImport) -> dict[str, Any]:
    """Return what the page of this import shows, whatever its state."""
    data = workbook.report if workbook.state == WorkbookImport.State.IMPORTED else workbook.preview
    if "unreadable" in data:
        return {"unreadable": said(data["unreadable"])}
    if "sheets" not in data:
        return {}
    sheets = [_sheet(sheet) for sheet in data["sheets"]]
    rejected = [row for sheet in sheets for row in sheet["rejected"]]
    counts = {
        "created": data["persons_created"],
        "matched": data["persons_matched"],
        "sessions": data["sessions_created"],
        "rejected": len(rejected),
        "passed_over": sum(len(sheet["passed_over"]) for sheet in data["sheets"]),
    }
    return {
        **counts,
        "slips": _slips(counts["created"], counts["matched"], len(rejected)),
        "sheets": sheets,
        "rejected_rows": rejected[:SHOWN_ROWS],
        "more_rejected": max(0, len(rejected) - SHOWN_ROWS),
        "questions": [_question(question) for question in data["questions"][:SHOWN_ROWS]],
        "probable": sum(column["confidence"] == "probable" for sheet in sheets for column in sheet["columns"]),
        "matched_names": [name for sheet in data["sheets"] for name in sheet["matched"]][:SHOWN_ROWS],
        "new_colleagues": data["new_colleagues"],
        "figures": data.get("figures", {}),
    }


def _slips(created: int, matched: int, rejected: int) -> list[str]:
    total = created + matched + rejected
    per_slip = max(1, -(-total // MOST_SLIPS))
    return ["new"] * -(-created // per_slip) + ["known"] * -(-matched // per_slip) + ["no"] * -(-rejected // per_slip)


def _sheet(sheet: Mapping[str, Any]) -> dict[str, Any]:
    fields = FIELDS.get(sheet["kind"], {})
    return {
        "name": sheet["name"],
        "kind": sheet["kind"],
        "kind_label": KINDS[sheet["kind"]],
        "why": said(sheet["why"]),
        "read": sheet["read"],
        "imported": sheet["imported"],
        "passed_over": [{"row": row["row"], "why": said(row)} for row in sheet["passed_over"] if row["code"] != "blank_row"][
            :SHOWN_ROWS
        ],
        "remarks": [{"row": row["row"], "why": said(row)} for row in sheet["remarks"][:SHOWN_ROWS]],
        "rejected": [_rejected(row, sheet["name"]) for row in sheet["rejected"]],
        "columns": [_column(column, sheet["name"], fields) for column in sheet["columns"]],
        "fields": [(key, str(label)) for key, label in fields.items()],
    }


def _rejected(row: Mapping[str, Any], sheet: str) -> dict[str, Any]:
    why = row.get("said") or " ".join(said(reason) for reason in row["reasons"])
    return {"sheet": sheet, "row": row["row"], "name": row["name"], "why": why}


def _column(column: Mapping[str, Any], sheet: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    known = column["field"] in fields
    words = {
        "sure": pgettext("how sure we are of a column", "Sure"),
        "probable": pgettext("how sure we are of a column", "Probable"),
        LEFT_ASIDE: pgettext("how sure we are of a column", "Left aside"),
        "unknown": pgettext("how sure we are of a column", "Not used"),
    }
    return {
        "id": f"{sheet}/{column['letter']}",
        "header": column["header"] or _("(no title)"),
        "letter": column["letter"],
        "samples": ", ".join(column["samples"]),
        "field": column["field"] if known else "",
        "becomes": str(fields[column["field"]]) if known else "",
        "confidence": column["confidence"],
        "confidence_label": words[column["confidence"]],
        "why": said(column["why"]),
        "can_change": column["confidence"] != LEFT_ASIDE or (column["why"] or {}).get("code") == "column_left_by_choice",
    }


def _choice(code: str, value: str) -> str:
    """Return the words of a choice that has none of its own."""
    if code.startswith("same_"):
        return _("somebody else") if value == "other" else value
    return str(CHOICES.get(value, value))


def _question(question: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": question["id"],
        "sheet": question["sheet"],
        "row": question["row"],
        "column": question["column"],
        "asks": said(question["reason"]),
        "choices": [(value, label or _choice(question["reason"]["code"], value)) for value, label in question["choices"]],
        "rows": question["rows"][:12],
        "count": len(question["rows"]),
        "expects": question["expects"],
    }
