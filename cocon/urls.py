from django.urls import path

from cocon.units import pages as units
from cocon.wishes import pages as wishes

urlpatterns = [
    path("u/", units.unit_home, name="unit-home"),
    path("m/wishes/<int:pk>/phone/", wishes.phone, name="member-wish-phone"),
    *wishes.phone_pages.urls("m/wishes/"),
]
