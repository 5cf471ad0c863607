from django.urls import path

from cocon.agreements import pages as agreements
from cocon.units import pages as units
from cocon.wishes import pages as wishes

urlpatterns = [
    path("u/", units.unit_home, name="unit-home"),
    path("u/agreements/<int:pk>/", agreements.agreement, name="unit-agreement"),
    path("u/agreements/<int:pk>/sign/", agreements.sign, name="unit-agreement-sign"),
    path("u/agreements/<int:pk>/send-back/", agreements.send_back, name="unit-agreement-send-back"),
    path("u/agreements/<int:pk>/agreement.docx", agreements.document, name="unit-agreement-document"),
    path("m/wishes/<int:pk>/phone/", wishes.phone, name="member-wish-phone"),
    *wishes.phone_pages.urls("m/wishes/"),
]
