"""Bringing in the workbook a team keeps today: upload, recognised columns, preview, confirmation, report."""
