"""What happens in intake. Each action is whole or nothing, and leaves its entry in the audit trail."""

from interlab.intake.actions.applications import save_answer, start_application, submit_application
from interlab.intake.actions.calls import (
    CallFacts,
    close_call,
    create_call,
    duplicate_call,
    publish_call,
    reopen_call,
    update_call,
)
from interlab.intake.actions.forms import (
    add_question,
    change_question,
    discard_draft,
    publish_form,
    remove_question,
    replace_questions,
    shift_question,
)
from interlab.intake.actions.meetings import cancel_slot, invite_to_meet, offer_slots, settle_slot
from interlab.intake.actions.outreach import OutreachFacts, add_outreach, remove_outreach, update_outreach
from interlab.intake.actions.readings import declare_conflict, hand_back, save_reading, write_transcript
from interlab.intake.actions.recommendations import recommend_person
from interlab.intake.actions.rounds import close_round, name_reader, open_round, share_out_round

__all__ = [
    "CallFacts",
    "OutreachFacts",
    "add_outreach",
    "add_question",
    "cancel_slot",
    "change_question",
    "close_call",
    "close_round",
    "create_call",
    "declare_conflict",
    "discard_draft",
    "duplicate_call",
    "hand_back",
    "invite_to_meet",
    "name_reader",
    "offer_slots",
    "open_round",
    "publish_call",
    "publish_form",
    "recommend_person",
    "remove_outreach",
    "remove_question",
    "reopen_call",
    "replace_questions",
    "save_answer",
    "save_reading",
    "settle_slot",
    "share_out_round",
    "shift_question",
    "start_application",
    "submit_application",
    "update_call",
    "update_outreach",
    "write_transcript",
]
