"""A member closes the own account: the password once more, then the person is gone."""

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.people.services.people import sign_in
from volunteers.home.forms.closing import ClosingForm
from volunteers.home.services.account_closing import close_account
from volunteers.members.pages.access import member_page
from volunteers.members.services.member_acts import member_acts


@does(member_acts, "close")
@sensitive_post_parameters("password")
@member_page
def close(request):
    """Say what goes and what stays, ask for the password, close."""
    form = ClosingForm(request.POST or None)
    if form.is_valid() and _close(request, form):
        if not request.user.live_posts:
            logout(request)
        return redirect("member-closed")
    return render(request, "volunteers/home/close_account.html", {"tab": "me", "form": form})


def _close(request, form: ClosingForm) -> bool:
    """Whether it is done; tries at the password are counted with those of the sign-in page."""
    account = request.user.account or request.user.phone
    try:
        sign_in(request=request, account=account, password=form.cleaned_data["password"])
        close_account(member_id=request.member.pk, by=request.user)
    except RuleBroken as error:
        message = "密码不正确" if error.code == "sign_in" else error.message
        form.add_error("password" if error.code in ("sign_in", "locked_out") else None, message)
        return False
    return True


def closed(request):
    """What has become of it."""
    return render(request, "volunteers/home/closed.html")
