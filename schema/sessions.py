"""Signing in, and who one is, in GraphQL."""

from __future__ import annotations

from resolvers import sessions, viewer
from schema.fields import root

root("signIn", sessions.sign_in)
root("signInDcms", sessions.sign_in_dcms)
root("signInDcmsPatient", sessions.sign_in_dcms_patient)
root("refreshSession", sessions.refresh_session)
root("signOut", sessions.sign_out)
root("signOutOthers", sessions.sign_out_others)
root("switchClinic", sessions.switch_clinic)
root("createStreamTicket", sessions.create_stream_ticket)
root("viewer", viewer.viewer)
root("myPlaces", viewer.my_places)
