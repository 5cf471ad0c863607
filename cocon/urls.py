from django.urls import path

from cocon.units import pages as units
from cocon.wishes import pages as wishes

urlpatterns = [
    path("u/", units.unit_home, name="unit-home"),
    path("m/wishes/", wishes.wishes, name="member-wishes"),
    path("m/wishes/<int:pk>/", wishes.wish, name="member-wish"),
    path("m/wishes/<int:pk>/claim/", wishes.claim, name="member-wish-claim"),
    path("m/wishes/<int:pk>/give-back/", wishes.give_back, name="member-wish-give-back"),
    path("m/wishes/<int:pk>/more-time/", wishes.more_time, name="member-wish-more"),
    path("m/wishes/<int:pk>/fulfil/", wishes.fulfil, name="member-wish-fulfil"),
    path("m/wishes/<int:pk>/phone/", wishes.phone, name="member-wish-phone"),
]
