"""The outbox that a team reads, its words, and the door by which a gateway reports."""
