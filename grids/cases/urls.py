"""Addresses of this subject."""

from django.urls import path

from grids.cases.pages import papers, phone

urlpatterns = [
    path("cases/<int:pk>/papers/", papers.papers, name="case-papers"),
    path("cases/<int:pk>/papers/<str:kind>.<str:form>", papers.paper, name="case-paper"),
    path("u/cases/<int:pk>/papers/<str:kind>.<str:form>", papers.paper_of_unit, name="unit-case-paper"),
    path("u/cases/<int:pk>/ask/", phone.ask, name="unit-case-ask"),
    path("u/cases/<int:pk>/send/", phone.send, name="unit-case-send"),
    path("u/cases/<int:pk>/sent/", phone.sent, name="unit-case-sent"),
    path("u/cases/<int:pk>/phone/<int:report_pk>/", phone.phone, name="unit-case-phone"),
    *phone.sending_pages.urls("u/sendings/"),
    *phone.unit_pages.urls("u/cases/"),
    *phone.grid_pages.urls("g/cases/"),
]
