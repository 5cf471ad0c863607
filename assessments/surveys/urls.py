"""Addresses of this subject: a household's own, the draw for everybody, and what the desk enters."""

from django.urls import path

from assessments.surveys.pages import answering, entering, places

urlpatterns = [
    path("survey/<str:token>/", answering.answer, name="survey-answer"),
    path("surveys/<int:pk>/draw/", answering.draw, name="survey-draw"),
    path("surveys/<int:pk>/places/", places.places, name="survey-places"),
    path("surveys/<int:pk>/phone/", entering.phone, name="survey-phone"),
    path("surveys/<int:pk>/paper/", entering.paper, name="survey-paper"),
    path("surveys/paper/<int:pk>/", entering.second, name="survey-second"),
    path("surveys/<int:pk>/sheets.pdf", entering.sheets, name="survey-sheets"),
]
