"""The refused rows as a workbook of their own: each beside its reason, ready to be corrected and sent again."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from interlab.imports.outcome import said


def rejected_workbook(data: Mapping[str, Any]) -> bytes:
    """Return an XLSX file with a sheet for each sheet that has refused rows. Cells are text: no formula comes alive."""
    # Late: a server that gives no refused rows back does without it.
    import xlsxwriter

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = workbook.add_format({"bold": True, "text_wrap": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in data.get("sheets", []):
        if not sheet["rejected"]:
            continue
        page = workbook.add_worksheet(_sheet_name(sheet["name"], taken))
        if get_language_bidi():
            page.right_to_left()
        headers = [column["header"] for column in sheet["columns"]]
        for index, header in enumerate([*headers, _("Row"), _("Why it was refused")]):
            page.write_string(0, index, header, bold)
        for number, row in enumerate(sheet["rejected"], 1):
            why = row.get("said") or " ".join(said(reason) for reason in row["reasons"])
            for index in range(len(headers)):
                value = row["values"][index] if index < len(row["values"]) else ""
                page.write_string(number, index, value[:32000])
            page.write_number(number, len(headers), row["row"])
            page.write_string(number, len(headers) + 1, why, wrapped)
        page.set_column(0, max(len(headers) - 1, 0), 18)
        page.set_column(len(headers) + 1, len(headers) + 1, 60)
        page.freeze_panes(1, 0)
    if not taken:
        workbook.add_worksheet(_("Nothing refused"))
    workbook.close()
    return buffer.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name the format allows: 31 characters, none of []:*?/\\, no doubles, no quote at either end."""
    clean = "".join("-" if character in "[]:*?/\\" or not character.isprintable() else character for character in name)
    clean = clean.strip("'")[:28] or "-"
    unique, number = clean, 2
    while unique.casefold() in taken:
        unique, number = f"{clean}{number}", number + 1
    taken.add(unique.casefold())
    return unique
