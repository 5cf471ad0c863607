"""Addresses of this subject: of voters and keepers, of whoever casts, of everybody."""

from django.urls import path

from assessments.ballots.pages import batches, keeping, public, results, voting

urlpatterns = [
    path("votes/", voting.polls, name="ballots"),
    path("votes/cast/", voting.cast, name="ballot-cast"),
    path("votes/check-script/", public.script, name="ballot-script"),
    path("votes/keeping/", keeping.shares, name="ballot-keeping"),
    path("votes/keeping/<int:pk>/take/", keeping.take, name="ballot-share-take"),
    path("votes/keeping/<int:pk>/give/", keeping.give, name="ballot-share-give"),
    path("votes/<int:pk>/", voting.sheet, name="ballot-sheet"),
    path("votes/<int:pk>/tokens/", voting.tokens, name="ballot-tokens"),
    path("votes/<int:pk>/batch/", batches.batch, name="ballot-batch"),
    path("votes/<int:pk>/sheet.<str:form>", results.sheet, name="ballot-result-sheet"),
    path("votes/public/<slug:number>/", public.kept, name="ballot-public"),
    path("votes/public/<slug:number>/bundle/", public.bundle, name="ballot-bundle"),
    path("votes/terminal/<slug:number>/", voting.terminal, name="ballot-terminal"),
    path("votes/terminal/<slug:number>/tokens/", voting.terminal_tokens, name="ballot-terminal-tokens"),
]
