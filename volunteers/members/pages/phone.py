"""A phone number is proved by a code: before registering, for another number, for a forgotten password.

What is asked for and what is proved stands sealed in the session: addresses get into logs.
"""

import json
from time import time

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from orgtree.choices import SignInKind
from orgtree.errors import RuleBroken
from orgtree.people.pages.sign_in import fill_in_account
from orgtree.people.services.sign_ins import account_named, record_sign_in
from orgtree.text.crypto import decrypt, encrypt
from orgtree.web.open_forms import Guard, guard_form
from orgtree.web.page_marks import asks_password, reads_anything
from volunteers.members.choices.phone import CodeFor
from volunteers.members.forms.phone import CodeForm, NewPasswordForm, PhoneForm
from volunteers.members.pages.access import member_page
from volunteers.members.pages.picker import pick_community
from volunteers.members.services.lost_passwords import member_to_reset, reset_password
from volunteers.members.services.members import change_own_phone
from volunteers.members.services.phone_codes import ask_for_code, by_message, take_code

# A hall where a community registers its members is one address.
ASK = Guard("phone-code", most=100, everywhere=3_000, seconds=3600)
TRY = Guard("phone-code-try", most=100, everywhere=3_000, seconds=3600)
RESET = Guard("password-reset", most=100, everywhere=3_000, seconds=3600)
ASKED, PROVED = "phone_asked", "phone_proved"
PROVED_SECONDS = 3600  # to fill in the form that follows
WORDS = {
    CodeFor.REGISTER: ("第1步：验证手机号", "手机号用来登录，先确认是您本人的。"),
    CodeFor.NUMBER: ("更换手机号", "请填写新的手机号。验证以后，用新号码登录。"),
    CodeFor.PASSWORD: ("忘记密码", "请填写登录用的手机号。工作人员的账号请联系本级系统管理员。"),
}


def _seal(request, key: str, **said) -> None:
    request.session[key] = encrypt(json.dumps(said | {"at": time()}), context=key)


def _sealed(request, key: str) -> dict:
    kept = request.session.get(key)
    said = json.loads(decrypt(kept, context=key)) if kept else {}
    return said if time() - said.get("at", 0) < (PROVED_SECONDS if key == PROVED else 24 * PROVED_SECONDS) else {}


def proved_phone(request, purpose: CodeFor) -> str:
    """The number that this browser has proved for `purpose` within the hour; empty for none."""
    said = _sealed(request, PROVED)
    return said["phone"] if said.get("purpose") == purpose else ""


def prove_phone(request, purpose: CodeFor, phone: str) -> None:
    """This browser has shown that it has the phone."""
    _seal(request, PROVED, purpose=purpose, phone=phone)


def forget_proof(request) -> None:
    """What was proved is used: the next thing asks for a code of its own."""
    request.session.pop(PROVED, None)


@guard_form(ASK)
@reads_anything
def for_register(request):
    """The number of somebody who reports in; the community is chosen by now, its staff tells codes."""
    picker = pick_community(request.GET)
    if request.user.is_authenticated or not picker.chosen:
        return redirect("member-register")
    return _ask(request, CodeFor.REGISTER, lambda phone: {"area": picker.chosen}, community=picker.chosen.pk)


@guard_form(ASK)
@reads_anything
def for_password(request):
    """The number of somebody who forgot the password. An unknown one gets the same answer (A05)."""

    def whose(phone):
        member = member_to_reset(phone)
        return {"area": member and member.area, "goes_out": member is not None}

    return _ask(request, CodeFor.PASSWORD, whose)


@member_page
@asks_password
@guard_form(ASK)
def for_number(request):
    """The member's new number."""
    return _ask(request, CodeFor.NUMBER, lambda phone: {"area": request.member.area})


def _ask(request, purpose: CodeFor, whose, **kept):
    form = PhoneForm(request.POST or None)
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            ask_for_code(purpose=purpose, phone=phone, **whose(phone))
        except RuleBroken as broken:
            if broken.code == "too_often":
                raise
            form.refuse(broken)
        else:
            _seal(request, ASKED, purpose=purpose, phone=phone, **kept)
            return redirect("member-phone-code")
    title, lead = WORDS[purpose]
    context = {"form": form, "title": title, "lead": lead, "asked": _sealed(request, ASKED).get("purpose") == purpose}
    return render(request, "volunteers/members/phone.html", context)


@guard_form(TRY)
@sensitive_post_parameters("code")
def code(request):
    """Type the code in, and go on to what it was asked for."""
    asked = _sealed(request, ASKED)
    if not asked:
        messages.info(request, "请先填写手机号，获取验证码。")
        return redirect("login")
    form = CodeForm(request.POST or None)
    if form.is_valid() and (onward := _take(request, form, asked)):
        return redirect(onward)
    phone = f"{asked['phone'][:3]}****{asked['phone'][-4:]}"
    context = {"form": form, "phone": phone, "by_message": by_message(), "again": _again(asked)}
    context["is_demo"] = getattr(settings, "DEMO_DATA", False)  # where nobody calls
    return render(request, "volunteers/members/phone_code.html", context)


def _again(asked: dict) -> str:
    """Where a new code is asked for."""
    names = {CodeFor.NUMBER: "member-phone", CodeFor.PASSWORD: "member-forgot"}
    if asked["purpose"] in names:
        return reverse(names[asked["purpose"]])
    return f"{reverse('member-register-phone')}?community={asked['community']}"


def _take(request, form: CodeForm, asked: dict) -> str | None:
    """Where to go on; None with the reason at the form."""
    purpose, phone = CodeFor(asked["purpose"]), asked["phone"]
    try:
        take_code(purpose=purpose, phone=phone, code=form.cleaned_data["code"])
        onward = _change(request, phone) if purpose == CodeFor.NUMBER else ""
    except RuleBroken as broken:
        if broken.code == "phone_code":
            record_sign_in(request, SignInKind.CODE, account_named(phone))
        form.refuse(broken)
        return None
    del request.session[ASKED]
    if onward:
        return onward
    prove_phone(request, purpose, phone)
    if purpose == CodeFor.PASSWORD:
        return reverse("member-new-password")
    return f"{reverse('member-register')}?community={asked['community']}"


def _change(request, phone: str) -> str:
    member = getattr(request.user, "member", None)
    if member is None:
        raise RuleBroken("signed_out", "请重新登录，再更换手机号", field="code")
    change_own_phone(member_id=member.pk, phone=phone, by=request.user)
    messages.success(request, "手机号已更换，以后用新号码登录。")
    return reverse("member-me")


@guard_form(RESET)
@sensitive_post_parameters("password")
def new_password(request):
    """A new password for the account of the number that was proved; the same answer where there is none."""
    phone = proved_phone(request, CodeFor.PASSWORD)
    if not phone:
        return redirect("member-forgot")
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            user = reset_password(phone=phone, password=form.cleaned_data["password"])
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            record_sign_in(request, SignInKind.RESET, user)
            forget_proof(request)
            fill_in_account(request, phone)
            messages.success(request, "密码已重设，请用新密码登录。")
            return redirect("login")
    return render(request, "volunteers/members/new_password.html", {"form": form})
