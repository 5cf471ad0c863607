from django.urls import path

from volunteers.views import deeds, duties, home, join, me, pauses, points, report_ins, services, teams
from volunteers.views import deeds, duties, home, join, me, pauses, points, report_ins, services
from volunteers.views import deeds, home, join, me, pauses, points, report_ins, services
from volunteers.views import home, join, me, points, report_ins, rewards, services

urlpatterns = [
    path("m/", home.home, name="member-home"),
    path("m/register/", join.register, name="member-register"),
    path("m/register/done/", join.registered, name="member-registered"),
    path("m/activate/", join.activate, name="member-activate"),
    path("m/join/", join.join, name="member-join"),
    path("m/report-in/", report_ins.report_in, name="member-report-in"),
    path("m/report-in/choose/", report_ins.choose, name="member-report-in-choose"),
    path("m/report-in/leave/", report_ins.leave, name="member-report-in-leave"),
    path("m/report-in/pause/", pauses.pause, name="member-report-in-pause"),
    path("m/report-in/resume/", pauses.resume, name="member-report-in-resume"),
    path("m/duties/", duties.duties, name="member-duties"),
    path("m/duties/<int:pk>/", duties.duty, name="member-duty"),
    path("m/duties/claims/<int:pk>/release/", duties.release, name="member-duty-release"),
    path("m/services/", services.services, name="member-services"),
    path("m/services/new/", services.log, name="member-service-new"),
    path("m/services/<int:pk>/", services.service, name="member-service"),
    path("m/services/<int:pk>/edit/", services.revise, name="member-service-edit"),
    path("m/services/<int:pk>/withdraw/", services.withdraw, name="member-service-withdraw"),
    path("m/services/<int:pk>/photo/", services.photo, name="member-service-photo"),
    path("m/teams/", teams.teams, name="member-teams"),
    path("m/teams/<int:pk>/", teams.team, name="member-team"),
    path("m/teams/<int:pk>/join/", teams.join, name="member-team-join"),
    path("m/teams/<int:pk>/leave/", teams.leave, name="member-team-leave"),
    path("m/teams/<int:pk>/people/<int:place_pk>/", teams.decide, name="member-team-decide"),
    path("m/points/", points.points, name="member-points"),
    path("m/points/rules/", points.rules, name="member-points-rules"),
    path("m/deeds/", deeds.deeds, name="member-deeds"),
    path("m/deeds/new/", deeds.new, name="member-deed-new"),
    path("m/deeds/<int:pk>/", deeds.deed, name="member-deed"),
    path("m/deeds/<int:pk>/reply/", deeds.reply, name="member-deed-reply"),
    path("m/deeds/<int:pk>/withdraw/", deeds.withdraw, name="member-deed-withdraw"),
    path("m/deeds/<int:pk>/file/", deeds.file, name="member-deed-file"),
    path("m/rewards/", rewards.rewards, name="member-rewards"),
    path("m/rewards/<int:pk>/", rewards.reward, name="member-reward"),
    path("m/redemptions/<int:pk>/cancel/", rewards.cancel, name="member-redemption-cancel"),
    path("m/me/", me.me, name="member-me"),
    path("m/me/edit/", me.edit, name="member-me-edit"),
    path("m/me/consents/<str:purpose>/", me.consent, name="member-consent"),
    path("m/me/data.json", me.data_json, name="member-data-json"),
    path("m/me/data.xlsx", me.data_xlsx, name="member-data-xlsx"),
]
