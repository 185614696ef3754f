"""Changing an incubator's settings. Each change is whole or nothing, and leaves its entry in the audit trail."""

from interlab.setup.actions.incubator import update_incubator
from interlab.setup.actions.labels import add_label, archive_label, rename_label, restore_label, shift_label
from interlab.setup.actions.members import (
    add_colleague,
    change_colleague,
    close_account,
    end_membership,
    invite_colleague,
    reset_second_factor,
    uninvite_colleague,
)
from interlab.setup.actions.programmes import (
    add_cohort,
    add_programme,
    archive_programme,
    close_cohort,
    rename_programme,
    reopen_cohort,
    restore_programme,
    update_cohort,
)

__all__ = [
    "add_cohort",
    "add_colleague",
    "add_label",
    "add_programme",
    "archive_label",
    "archive_programme",
    "change_colleague",
    "close_account",
    "close_cohort",
    "end_membership",
    "invite_colleague",
    "rename_label",
    "rename_programme",
    "reopen_cohort",
    "reset_second_factor",
    "restore_label",
    "restore_programme",
    "shift_label",
    "uninvite_colleague",
    "update_cohort",
    "update_incubator",
]
