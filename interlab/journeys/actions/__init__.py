"""What happens on a journey. Each action is whole or nothing, and leaves its entry in the audit trail."""

from interlab.journeys.actions.documents import add_document, record_download, remove_document
from interlab.journeys.actions.files import give_reason, open_files, outside_caseload
from interlab.journeys.actions.next_acts import (
    complete_next_act,
    create_next_act,
    drop_next_act,
    postpone_next_act,
    reopen_next_act,
)
from interlab.journeys.actions.participations import move_participation, open_participation, set_coach, update_participation
from interlab.journeys.actions.persons import Entry, bring_project, enter_person, open_confidential_notes
from interlab.journeys.actions.projects import (
    add_holder,
    create_project,
    move_project,
    record_launch,
    remove_holder,
    update_project,
    void_move,
)
from interlab.journeys.actions.sessions import correct_session, note_session, restore_session, void_session

__all__ = [
    "Entry",
    "add_document",
    "add_holder",
    "bring_project",
    "complete_next_act",
    "correct_session",
    "create_next_act",
    "create_project",
    "drop_next_act",
    "enter_person",
    "give_reason",
    "move_participation",
    "move_project",
    "note_session",
    "open_confidential_notes",
    "open_files",
    "open_participation",
    "outside_caseload",
    "postpone_next_act",
    "record_download",
    "record_launch",
    "remove_document",
    "remove_holder",
    "reopen_next_act",
    "restore_session",
    "set_coach",
    "update_participation",
    "update_project",
    "void_move",
    "void_session",
]
