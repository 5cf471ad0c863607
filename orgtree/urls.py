from django.urls import path

from orgtree.views import sign_in

urlpatterns = [
    path("", sign_in.home, name="home"),
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
    path("password/", sign_in.Password.as_view(), name="password"),
    path("large-text/", sign_in.large_text, name="large_text"),
]
