"""Figures hold nobody; what an erased person had added to them is kept as sums."""

from interlab.impact.erased import watch_figures
from interlab.impact.models import ErasedTally
from interlab.privacy.personal import around_erasure, register_impersonal

around_erasure(watch_figures)
register_impersonal(ErasedTally, "sums over all erasures by year, programme and figure; none by a personal trait")
