"""The mobile app in GraphQL."""

from __future__ import annotations

from resolvers import mobile, mobile_screens
from schema.fields import root

root("myMobileScreens", mobile.my_mobile_screens)
root("mobileScreens", mobile.mobile_screens)
root("setMobileScreen", mobile.set_mobile_screen)
root("mobileDashboard", mobile_screens.mobile_dashboard)
root("mobileAppointments", mobile_screens.mobile_appointments)
root("mobileFreeTimes", mobile_screens.mobile_free_times)
root("mobilePatients", mobile_screens.mobile_patients)
root("mobileFinance", mobile_screens.mobile_finance)
root("mobileChat", mobile_screens.mobile_chat)
root("mobileLabWork", mobile_screens.mobile_lab_work)
root("mobileInventory", mobile_screens.mobile_inventory)
