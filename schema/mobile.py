"""The mobile app in GraphQL."""

from __future__ import annotations

from resolvers import mobile
from schema.fields import root

root("myMobileScreens", mobile.my_mobile_screens)
root("mobileScreens", mobile.mobile_screens)
root("setMobileScreen", mobile.set_mobile_screen)
