"""The demo: three clinics with believable people and calendars, the same every time.

`clinics` says which clinics there are and who signs in; `people`, `schedule`, `calendar`, `visits` and `desk` make rows
of it, as the operations would have left them; `load` copies them into an empty database as its owner. Everything
follows from one moment, the quarter of an hour of the load: the same moment gives the same rows.
"""

from __future__ import annotations

from server.demo.clinics import BRIGHT, CLINICS, HARBOUR, PASSWORD, SIGN_INS, THAMES

__all__ = ["BRIGHT", "CLINICS", "HARBOUR", "PASSWORD", "SIGN_INS", "THAMES"]
