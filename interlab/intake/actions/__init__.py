"""What happens in intake. Each action is whole or nothing, and leaves its entry in the audit trail."""

from interlab.intake.actions.applications import save_answer, start_application, submit_application

__all__ = ["save_answer", "start_application", "submit_application"]
