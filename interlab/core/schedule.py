"""What the base itself has done again and again."""

from datetime import timedelta

from interlab.core.recurring import recurring
from interlab.core.statistics import refresh_statistics

recurring("core.statistics", every=timedelta(hours=1))(refresh_statistics)
