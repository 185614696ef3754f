"""What happens in intake. Each action is whole or nothing, and leaves its entry in the audit trail."""

from interlab.intake.actions.recommendations import recommend_person as recommend_person
