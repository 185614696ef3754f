"""What is kept about what is kept. Files are split by noun."""

from interlab.privacy.models.audit import AuditCheck, AuditEntry, AuditSegment
from interlab.privacy.models.consents import ConsentAct
from interlab.privacy.models.farewells import Farewell
from interlab.privacy.models.requests import DataRequest

__all__ = ["AuditCheck", "AuditEntry", "AuditSegment", "ConsentAct", "DataRequest", "Farewell"]
