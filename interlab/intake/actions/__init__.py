"""What happens in intake. Each action is whole or nothing, and leaves its entry in the audit trail."""
