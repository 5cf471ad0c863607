"""A sheet printed the day after it was issued is checked without a network: by the script, by the saved page, and not where anything is altered."""

import json
from base64 import urlsafe_b64decode
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from orgtree.acts import make, perform, perform_one
from orgtree.choices import RootState
from orgtree.errors import RuleBroken
from orgtree.models import Notice, PaperLeaf, PaperRoot
from orgtree.proofs import check_paper, services
from orgtree.proofs.acts import cosign_key_acts, paper_root_acts
from orgtree.proofs.keys import key_from, public_of, sign
from orgtree.proofs.rules import cosigned, written
from orgtree.proofs.services import proofs_of, remind_of_roots, roots_told, seal_papers
from tests.orgtree.proofs.proofs import WORDS
from tests.volunteers.people import accepted
from tests.volunteers.recognition.test_certificates import issued, served, stretch
from tests.volunteers.team_people import signed_in
from volunteers.models import Certificate, Member
from volunteers.recognition.services import certificate_sheets
from volunteers.recognition.services.certificates import certificates

DAY = date(2026, 11, 29)


def sheets(town) -> list[Certificate]:
    """Three, of three people."""
    for _ in range(3):
        member = accepted(town.east, town.secretary)
        served(member, town.secretary)
        asked = make(certificates, "ask", **stretch(), by=member.user).row
        issued((town, member, asked))
    return list(Certificate.objects.select_related("member", "community__parent", "decided_by").order_by("pk"))


@pytest.fixture
def sealed(town):
    """(town, three sheets, the root over them, which waits)."""
    rows = sheets(town)
    make(cosign_key_acts, "take", area=town.district, office="区纪委监委", words=WORDS, by=town.auditor)
    (root,) = seal_papers(DAY)
    return town, rows, root


def cosign(town, root) -> PaperRoot:
    return perform_one(paper_root_acts, "cosign", pk=root.pk, by=town.auditor, words=WORDS)


def verdict(proof, told) -> str:
    """ "" where the script accepts, else what it says."""
    try:
        check_paper.check(str(proof), told)
    except check_paper.Refused as refused:
        return str(refused)
    return ""


@pytest.mark.django_db
def test_a_sheet_is_checked_by_the_script_once_two_offices_have_signed(sealed, capsys, tmp_path):
    town, rows, root = sealed
    assert (root.number, root.size, root.area, root.place) == ("20261129-0001", 3, town.district, town.district.code)
    assert seal_papers(DAY) == [], "nothing is sealed twice"
    proofs = proofs_of("certificate", rows)
    assert len(proofs) == 3
    proof = proofs[rows[1].pk]
    assert "副署" in verdict(proof, roots_told()), "signed by one office alone"
    cosign(town, root)
    told = roots_told()
    assert [verdict(one, told) for one in proofs.values()] == ["", "", ""]
    text = json.dumps(told, ensure_ascii=False)
    assert not [row for row in rows if row.member.name in text or row.number in text or row.code in text]
    (tmp_path / "roots.json").write_text(text)
    name = rows[1].member.name
    assert check_paper.main(tmp_path / "roots.json", f"https://x/verify/?number=1#{proof}", name) == 0
    said = capsys.readouterr().out
    assert [word for word in ("核验通过", rows[1].number, "姓名相符") if word not in said] == []
    assert name not in said
    assert check_paper.main(tmp_path / "roots.json", str(proof), "李四") == 0
    assert "姓名不符" in capsys.readouterr().out


def altered(proof, before: str, now: str) -> str:
    """The proof with other words on the paper."""
    head, _, said = str(proof).rpartition(".")
    words = urlsafe_b64decode(said + "==").decode()
    assert before in words
    return f"{head}.{written(words.replace(before, now).encode())}"


@pytest.mark.django_db
def test_what_is_forged_altered_foreign_or_void_is_refused(sealed):
    town, rows, root = sealed
    cosign(town, root)
    told, proofs = roots_told(), proofs_of("certificate", rows)
    proof = proofs[rows[0].pk]
    assert verdict(proof, told) == ""
    assert "不符" in verdict(altered(proof, "小时：2", "小时：20"), told)
    moved = str(proof).replace(f"{root.number}.0.", f"{root.number}.1.")
    assert "不符" in verdict(moved, told)
    for broken in ("", "1.2.3", str(proof)[:60], str(proof).replace("1.", "2.", 1), "#"):
        assert "不完整" in verdict(broken, told)
    for change, why in (
        ({"digest": "ab" * 32}, "不是本平台"),
        ({"size": 9}, "不是本平台"),
        ({"cosignature": "ab" * 64}, "不是登记"),
        ({"cosignature": ""}, "没有由第二家"),
        ({"number": "20261130-0001"}, "没有这一天"),
    ):
        other = deepcopy(told)
        other["roots"][0] |= change
        assert why in verdict(proof, other), change
    assert "不是登记" in verdict(proof, deepcopy(told) | {"offices": []})
    foreign = deepcopy(told)
    key = key_from("另一个平台自己的钥匙", "ab" * 16)
    foreign["roots"][0] |= {"key": public_of(key), "signature": sign(key, root.statement)}
    foreign["roots"][0] |= {"cosign_key": public_of(key), "cosignature": sign(key, cosigned(root.statement))}
    assert "不是本平台" in verdict(proof, foreign), "whoever signs by keys of their own"
    perform_one(certificates, "revoke", pk=rows[0].pk, reason="记录有误", by=town.clerk)
    assert "作废" in verdict(proof, roots_told())
    assert verdict(proofs[rows[1].pk], roots_told()) == ""


@pytest.mark.django_db
def test_control_one_office_for_both_signatures_would_pass_the_arithmetic(sealed, monkeypatch):
    """What refuses a foreign root is the list of keys, and nothing else."""
    town, rows, root = sealed
    cosign(town, root)
    told, key = roots_told(), key_from("另一个平台自己的钥匙", "ab" * 16)
    told["roots"][0] |= {"key": public_of(key), "signature": sign(key, root.statement)}
    proof = proofs_of("certificate", rows)[rows[0].pk]
    assert verdict(proof, told)
    told["installation"] = [public_of(key)]
    assert verdict(proof, told) == ""


@pytest.mark.django_db
def test_who_cosigns_and_with_what(sealed):
    town, _, root = sealed
    for who, words, code in (
        (town.auditor, WORDS + "不对", "words"),
        (town.secretary, WORDS, "not_found"),
        (town.admin, WORDS, "not_found"),
    ):
        with pytest.raises(RuleBroken) as broken:
            perform_one(paper_root_acts, "cosign", pk=root.pk, by=who, words=words)
        assert broken.value.code == code
    with pytest.raises(RuleBroken) as broken:
        make(cosign_key_acts, "take", area=town.street, office="街道", words=WORDS, by=town.auditor)
    assert broken.value.field == "area"
    remind_of_roots(timezone.localdate() + timedelta(days=1))
    assert Notice.objects.filter(user=town.auditor, key__startswith="paperroot").count() == 1
    page = signed_in(town.auditor).get(reverse("admin:orgtree_paperroot_changelist")).content.decode()
    assert root.number in page
    done = cosign(town, root)
    assert (done.state, done.cosigned_by) == (RootState.COSIGNED, town.auditor)
    assert WORDS not in str(done.__dict__)


@pytest.mark.django_db
def test_what_was_signed_stays(sealed):
    town, rows, root = sealed
    cosign(town, root)
    for change in (
        lambda: PaperRoot.objects.filter(pk=root.pk).update(digest="ab" * 32),
        lambda: PaperRoot.objects.filter(pk=root.pk).update(state=RootState.WAITING),
        lambda: PaperRoot.objects.filter(pk=root.pk).delete(),
        lambda: PaperLeaf.objects.filter(root=root).update(position=7),
    ):
        with pytest.raises(Exception, match="pgtrigger|Cannot"), transaction.atomic():
            change()
    with pytest.raises(InternalError), transaction.atomic():
        PaperLeaf.objects.filter(root=root).delete()


@pytest.mark.django_db
def test_a_sheet_carries_its_proof_from_the_next_day_on_and_while_it_says_the_same(sealed, monkeypatch):
    town, rows, root = sealed
    asked = []
    monkeypatch.setattr(certificate_sheets, "qr_svg", lambda text, error="m": asked.append(text) or "<svg/>")
    monkeypatch.setattr(certificate_sheets, "render_pdf", lambda template, data: b"%PDF")
    certificate_sheets.printed(certificates=rows, home="https://x", by=town.clerk)
    assert [text.partition("#")[2].startswith("1.20261129-0001.") for text in asked] == [True] * 3
    Member.objects.filter(pk=rows[0].member_id).update(name="改名")
    rows = list(Certificate.objects.select_related("member", "community__parent").order_by("pk"))
    assert set(proofs_of("certificate", rows)) == {rows[1].pk, rows[2].pk}, "it would not be what was sealed"
    late = make(certificates, "issue_for", member=rows[0].member, **stretch(), by=town.secretary).row
    assert proofs_of("certificate", [late]) == {}, "online until tomorrow"


@pytest.mark.django_db
def test_more_papers_than_one_root_takes_make_several_in_a_row(town, monkeypatch):
    sheets(town)
    monkeypatch.setattr(services, "AT_MOST", 2)
    first, second = seal_papers(DAY)
    assert (first.size, second.size) == (2, 1)
    assert second.previous == services.after(first.statement)
    assert perform(paper_root_acts, "cosign", ids=[first.pk], by=town.auditor, words=WORDS).done == 0, "no key yet"


@pytest.mark.django_db(transaction=True)
def test_the_saved_page_says_the_same_without_a_network(committed_town, page, client, tmp_path):
    """Chromium reads it from a file: no server, no network, the keys inside."""
    town = committed_town
    rows = sheets(town)
    make(cosign_key_acts, "take", area=town.district, office="区纪委监委", words=WORDS, by=town.auditor)
    (root,) = seal_papers(DAY)
    cosign(town, root)
    proof = proofs_of("certificate", rows)[rows[0].pk]
    file = tmp_path / "check.html"
    file.write_bytes(client.get(reverse("proofs-check")).content)
    page.context.set_offline(True)
    page.goto(file.as_uri())

    def asked(text, name="", roots="") -> str:
        page.locator("[data-proof]").fill(str(text))
        page.locator("[data-name]").fill(name)
        page.evaluate("(text) => { document.querySelector('[data-roots]').value = text; }", roots)
        page.get_by_role("button", name="核验").click()
        return page.locator("[data-result]").inner_text()

    address = f"https://x/verify/?number=1#{proof}"
    said = asked(address, rows[0].member.name)
    assert [word for word in ("核验通过，姓名相符", rows[0].number, "小时：2") if word not in said] == []
    assert "姓名与凭据不符" in asked(address, "李四")
    assert "不符" in asked(altered(proof, "小时：2", "小时：20"))
    assert "不完整" in asked("乱写的")
    told = roots_told()
    key = key_from("另一个平台自己的钥匙", "ab" * 16)
    told["installation"] = [public_of(key)]
    told["roots"][0] |= {"key": public_of(key), "signature": sign(key, root.statement)}
    assert "不是本平台" in asked(address, roots=json.dumps(told)), "keys are those of the saved page"
    told = roots_told()
    told["roots"][0]["cosignature"] = ""
    assert "没有由第二家" in asked(address, roots=json.dumps(told))
    told = roots_told() | {"void": {root.number: [0]}}
    assert "作废" in asked(address, roots=json.dumps(told))
    expect(page.locator("[data-result]")).to_have_class("bad")
