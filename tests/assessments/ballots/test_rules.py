"""Blind signatures by the official vectors; sealing, shares, rights on a roll, what counts: as tables that a clerk can check."""

import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from Crypto.Math.Numbers import Integer
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from assessments.ballots.check_result import is_signed as is_signed_by_script
from assessments.ballots.choices import VoidReason
from assessments.ballots.rules import blind
from assessments.ballots.rules.blind import SigningKey, is_signed, new_key, sign_blinded, sign_text
from assessments.ballots.rules.counting import Counted, base_of, count_choices, turnout_told, why_void
from assessments.ballots.rules.papers import check_counts, differences
from assessments.ballots.rules.roll import ClassOrder, Right, rights_kept
from assessments.ballots.rules.sealing import (
    close_box,
    join_shares,
    new_box_key,
    new_secret,
    open_box,
    public_of,
    read_share,
    room_for,
    room_of,
    seal,
    split_secret,
    unseal,
)
from orgtree.errors import RuleBroken

OFFICIAL = json.loads((Path(__file__).parent / "rfc9474.json").read_text())
PRIMES = [int(OFFICIAL[name], 16) for name in "pq"]
MODULUS = PRIMES[0] * PRIMES[1]
PRIVATE = pow(65537, -1, (PRIMES[0] - 1) * (PRIMES[1] - 1))
KEY = SigningKey(MODULUS, 65537, PRIVATE, *PRIMES)


@pytest.mark.parametrize("vector", OFFICIAL["vectors"], ids=lambda vector: vector["name"])
def test_official_vectors(vector):
    """RFC 9474, Appendix A: what is signed blindly is, unblinded, an ordinary signature of the message."""
    signed = sign_blinded(KEY, bytes.fromhex(vector["blinded_msg"]))
    if "blind_sig" in vector:
        assert signed.hex() == vector["blind_sig"]
    inverse = int(vector["inv"] or OFFICIAL["vectors"][0]["inv"], 16)
    signature = (int.from_bytes(signed) * inverse % MODULUS).to_bytes(512)
    message = bytes.fromhex(vector["prefix"] + OFFICIAL["msg"])
    scheme = padding.PSS(padding.MGF1(hashes.SHA384()), vector["salt"])
    public = rsa.RSAPublicNumbers(65537, MODULUS).public_key()
    public.verify(signature, message, scheme, hashes.SHA384())  # raises where it does not
    assert is_signed(MODULUS, message, signature) == (vector["salt"] == 48)
    assert is_signed_by_script(MODULUS, message, signature) == (vector["salt"] == 48)


@pytest.mark.parametrize("blinded", [b"", b"\0" * 128, b"\0" * 127 + b"\1", b"\xff" * 128, b"\1" * 127])
def test_what_is_no_blinded_message_is_not_signed(blinded):
    with pytest.raises(RuleBroken, match="不完整"):
        sign_blinded(new_key(1024), blinded)


def test_a_faulty_signature_does_not_leave(monkeypatch):
    """s^e = m is asked before the answer: a fault in the private operation would give the key away."""
    key = new_key(1024)
    faulty = type("Faulty", (), {"_decrypt_to_bytes": lambda self, message: (message + 1).to_bytes(128)})
    monkeypatch.setattr(blind.RSA, "construct", lambda *numbers, **said: faulty())
    with pytest.raises(ArithmeticError):
        sign_blinded(key, b"\0" + b"\7" * 127)


def test_a_key_is_kept_as_text_and_signs_texts():
    key = new_key(1024)
    assert SigningKey.read(str(key)) == key
    signature = sign_text(key, "结果")
    assert is_signed(key.modulus, "结果".encode(), signature)
    assert is_signed_by_script(key.modulus, "结果".encode(), signature)
    assert not is_signed(key.modulus, "结杲".encode(), signature)
    assert not is_signed_by_script(key.modulus, "结杲".encode(), signature)
    assert not is_signed(new_key(1024).modulus, "结果".encode(), signature)


# --- Shares and seals ---------------------------------------------------------------------------------------------------------


def test_two_shares_give_nothing_and_any_three_the_secret():
    secret = new_secret()
    shares = [read_share(share) for share in split_secret(secret)]
    sealed = seal(public_of(secret), b"a")
    for three in combinations(shares, 3):
        assert unseal(join_shares(three), sealed) == b"a"
    for two in combinations(shares, 2):
        with pytest.raises(InvalidTag):
            unseal(join_shares(two), sealed)


def test_a_slip_of_the_pen_is_found():
    share = split_secret(new_secret())[0]
    assert read_share(share.lower().replace("-", " ")) == read_share(share)
    wrong = ("A" if share[7] != "A" else "B").join((share[:7], share[8:]))
    for text in (wrong, share[:-1], "", "保管码", "1-2-3"):
        with pytest.raises(RuleBroken, match="不正确"):
            read_share(text)


def test_a_box_opens_with_its_key_alone_and_keeps_its_length():
    key, room = new_box_key(), room_for(200)
    empty = close_box(key, {}, room)
    assert room_of(empty) == room
    assert open_box(key, empty) == {}
    assert len(close_box(key, {}, room_of(empty))) == len(empty)
    for other in (new_box_key(),):
        with pytest.raises(InvalidTag):
            open_box(other, empty)
    altered = bytearray(empty)
    altered[100] ^= 1
    with pytest.raises(InvalidTag):
        open_box(key, bytes(altered))


# --- Who votes on what --------------------------------------------------------------------------------------------------------

CLASSES = {1: ClassOrder(1), 2: ClassOrder(2), 3: ClassOrder(3, apart=True)}
SUBJECTS = [10, 20, 30]


@pytest.mark.parametrize(
    ("rights", "own", "kept"),
    [
        ([Right(1, None)], None, [Right(1, None)]),
        ([Right(2, 20)], None, [Right(2, 20)]),
        ([Right(2, 20), Right(1, None)], None, [Right(1, None)]),  # on all subjects before one
        ([Right(2, None), Right(1, None)], None, [Right(1, None)]),  # the class that the scheme names first
        ([Right(2, 20), Right(1, 20), Right(2, 30)], None, [Right(1, 20), Right(2, 30)]),  # the right class per subject
        ([Right(3, None)], 20, [Right(3, 10), Right(3, 30)]),  # peers leave themselves out
        ([Right(2, 20)], 20, []),  # nobody rates himself (F07)
        ([Right(3, None), Right(2, 10)], None, [Right(3, 10), Right(3, 20), Right(3, 30)]),
    ],
)
def test_each_subject_is_voted_on_once_by_the_right_class(rights, own, kept):
    """Features 112: one person of several classes has one sheet."""
    assert rights_kept(rights, CLASSES, SUBJECTS, own) == kept


def test_nobody_takes_a_sheet_on_which_they_stand():
    with pytest.raises(RuleBroken, match="本人"):
        rights_kept([Right(1, None)], CLASSES, SUBJECTS, 20)


# --- What counts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counted", "least", "turnout", "void"),
    [
        (Counted(30, {"a": 20}, 0, 0), 3, "2/3", None),  # A19: 20 of 30 are enough
        (Counted(30, {"a": 19}, 0, 0), 3, "2/3", VoidReason.TURNOUT),  # 19 are not
        (Counted(30, {"a": 17}, 2, 1), 3, "2/3", None),  # who abstains or spoils has taken part
        (Counted(6, {"a": 5}, 0, 0), 6, "1/2", VoidReason.FEW),
        (Counted(4, {"a": 4}, 0, 0), 3, "1/2", VoidReason.FEW),  # four are told to nobody, whatever the scheme asks for
        (Counted(5, {"a": 5}, 0, 0), 3, "1/2", None),
        (Counted(0, {"a": 0}, 0, 0), 1, "1/2", VoidReason.FEW),
    ],
)
def test_which_class_counts(counted, least, turnout, void):
    assert why_void(counted, least=least, turnout=Fraction(turnout)) == void


def test_choices_are_counted_with_every_option():
    assert count_choices(["a", "", "b", "a"], "abcd") == ({"a": 2, "b": 1, "c": 0, "d": 0}, 1)


@pytest.mark.parametrize(("base", "number"), [("valid", 20), ("cast", 25), ("entitled", 40)])
def test_what_a_hundred_per_cent_is(base, number):
    assert base_of(Counted(40, {"a": 12, "b": 8}, 3, 2), base) == number


@pytest.mark.parametrize(
    ("taken", "told"),
    [(0, (0, False)), (4, (0, False)), (5, (5, False)), (19, (15, False)), (20, (20, True)), (23, (20, True))],
)
def test_turnout_is_told_in_steps_of_five(taken, told):
    assert turnout_told(taken, 30, Fraction(2, 3)) == told


def test_marks_of_paper_add_up():
    counts = {"1": {"a": 10, "": 5}, "2": {"a": 9, "": 6}}
    check_counts(counts, 17, 2)
    with pytest.raises(RuleBroken, match="合计15张，应为收回18张") as broken:
        check_counts(counts, 18, 2)
    assert broken.value.field == "subject_1"
    with pytest.raises(RuleBroken, match="废票"):
        check_counts({}, 1, 2)
    assert differences(counts, {"1": {"a": 10, "": 5}, "2": {"a": 8, "": 7}}) == ["2"]
    assert differences(counts, counts) == []


def test_the_voters_side_of_the_tests_is_blind():
    """What the server signs has nothing in common with the token: the same token blinded twice is two messages."""
    token, size = b"\7" * 64, 128
    key = new_key(1024)
    factors = [3**50, 5**50]
    told = {pow(factor, 65537, key.modulus) * int.from_bytes(token) % key.modulus for factor in factors}
    assert len(told) == len(factors)
    assert int(Integer(factors[0]).inverse(Integer(key.modulus))) * factors[0] % key.modulus == 1
    assert all(0 < one < 2 ** (8 * size) for one in told)
