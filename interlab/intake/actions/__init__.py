"""What happens in intake. Each action is whole or nothing, and leaves its entry in the audit trail."""

from interlab.intake.actions.readings import declare_conflict, hand_back, save_reading, write_transcript
from interlab.intake.actions.rounds import close_round, name_reader, open_round, share_out_round
from interlab.intake.actions.slots import cancel_slot, invite_to_meet, offer_slots, settle_slot

__all__ = [
    "cancel_slot",
    "close_round",
    "declare_conflict",
    "hand_back",
    "invite_to_meet",
    "name_reader",
    "offer_slots",
    "open_round",
    "save_reading",
    "settle_slot",
    "share_out_round",
    "write_transcript",
]
