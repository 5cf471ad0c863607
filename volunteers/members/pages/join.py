"""The ways in: registering with a report-in, opening a roster account, joining as someone who is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.people.pages.sign_in import fill_in_account
from orgtree.web.open_forms import Guard, guard_form
from orgtree.web.page_marks import reads_anything
from volunteers.members.choices.phone import CodeFor
from volunteers.members.forms.join import ActivateForm, JoinForm, RegisterForm
from volunteers.members.models.member import Member
from volunteers.members.pages.phone import forget_proof, proved_phone
from volunteers.members.pages.picker import pick_community
from volunteers.members.services.member_acts import member_acts
from volunteers.members.services.members import activate_member, join_as_member, register_member
from volunteers.members.services.report_in_acts import report_ins

# A hall where a community registers its members is one address.
REGISTER = Guard("register", most=100, everywhere=3_000, seconds=3600)
ACTIVATE = Guard("activate", most=100, everywhere=3_000, seconds=3600)


@does(report_ins, "submit")
@guard_form(REGISTER)
@reads_anything
@sensitive_post_parameters("password")
def register(request):
    """Choose a community, prove the phone, fill in the form. A phone that is known already gets the same answer (A07)."""
    if request.user.is_authenticated:
        return redirect("member-join")
    picker = pick_community(request.GET)
    if not picker.chosen:
        return render(request, "volunteers/members/choose_community.html", {"picker": picker, "joining": True})
    phone = proved_phone(request, CodeFor.REGISTER)
    if not phone:
        return redirect(f"{reverse('member-register-phone')}?community={picker.chosen.pk}")
    form = RegisterForm(request.POST or None)
    if form.is_valid() and _register(form, picker.chosen, phone):
        forget_proof(request)
        fill_in_account(request, phone)
        return redirect("member-registered")
    context = {"form": form, "community": picker.chosen, "phone": phone}
    return render(request, "volunteers/members/register.html", context)


def _register(form: RegisterForm, community, phone: str) -> bool:
    data = form.cleaned_data
    try:
        register_member(
            name=data["name"],
            phone=phone,
            password=data["password"],
            unit_name=data["unit_name"],
            community=community,
            residence=data["residence"],
            skills=data["skills"],
            free_times=data["free_times"],
            interests=data["interests"],
            purposes=form.purposes(),
        )
    except RuleBroken as error:
        form.refuse(error)
        return False
    return True


def registered(request):
    """What happens next, in words that are true for a new phone and for a known one."""
    return render(request, "volunteers/members/registered.html")


@does(member_acts, "activate")
@guard_form(ACTIVATE)
@sensitive_post_parameters("password", "code")
def activate(request):
    """Open the account of a member on a roster, with the code from the community."""
    form = ActivateForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            activate_member(phone=data["phone"], code=data["code"], password=data["password"], purposes=form.purposes())
        except RuleBroken as error:
            form.refuse(error)
        else:
            fill_in_account(request, data["phone"])
            messages.success(request, "账号已激活，请用手机号和刚设置的密码登录。")
            return redirect("login")
    return render(request, "volunteers/members/activate.html", {"form": form})


@does(report_ins, "submit")
@login_required
def join(request):
    """A signed-in person without a member record reports in here; a member goes home."""
    if Member.objects.mine(request.user).exists():
        return redirect("member-home")
    picker = pick_community(request.GET)
    if not picker.chosen:
        return render(request, "volunteers/members/choose_community.html", {"picker": picker, "joining": True})
    form = JoinForm(request.POST or None)
    if form.is_valid() and _join(form, picker.chosen, request.user):
        messages.success(request, "已提交报到，社区审核后会在这里显示结果。")
        return redirect("member-home")
    return render(request, "volunteers/members/join.html", {"form": form, "community": picker.chosen})


def _join(form: JoinForm, community, user) -> bool:
    data = form.cleaned_data
    try:
        join_as_member(
            unit_name=data["unit_name"],
            community=community,
            residence=data["residence"],
            skills=data["skills"],
            free_times=data["free_times"],
            interests=data["interests"],
            purposes=form.purposes(),
            by=user,
        )
    except RuleBroken as error:
        form.refuse(error)
        return False
    return True
