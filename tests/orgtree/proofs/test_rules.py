"""The tree of one root: every paper has a way up, and nothing else has."""

import pytest
import segno

from orgtree.proofs.keys import installation_key, is_signed, key_from, public_of, sign
from orgtree.proofs.rules import AT_MOST, Proof, climb, hashed, leaf_of, name_code, path_of, root_of, said_of


def leaves(number: int) -> list[bytes]:
    return [leaf_of(bytes([place % 256] * 16), f"第{place}份") for place in range(number)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13])
def test_every_paper_of_a_tree_leads_to_its_root_and_to_no_other_place(size):
    own = leaves(size)
    root = root_of(own)
    for place, leaf in enumerate(own):
        path = path_of(own, place)
        assert climb(leaf, place, size, path) == root
        assert climb(hashed(b"\0", b"forged"), place, size, path) != root
        for other in range(size):
            assert (climb(leaf, other, size, path) == root) == (other == place), "a place is part of the proof"
        assert climb(leaf, place, size, [*path, leaf]) is None
        assert not path or climb(leaf, place, size, path[:-1]) is None
    assert climb(own[0], size, size, path_of(own, 0)) is None


def test_a_node_never_passes_for_a_paper():
    one, two = leaves(2)
    assert leaf_of(one[:16], "x") != hashed(b"\1", one[:16], b"x")
    assert root_of([one, two]) != root_of([two, one])


def test_the_fullest_proof_fits_a_code_that_a_phone_reads_off_paper():
    """Of the largest tree, at a long address: version 20, of which a module is 0.37 mm at 3.6 cm."""
    own, salt = leaves(AT_MOST), bytes(16)
    lines = [("编号", "2026-410305001-0007"), ("服务", "2026-01-01至2026-12-31"), ("次数", "128"), ("小时", "1234.5")]
    lines += [("开具", "高新技术产业开发区街道东园第一社区"), ("日期", "2026-12-31")]
    proof = Proof("20261231-0001", 511, salt, tuple(path_of(own, 511)), said_of("服务记录单", lines, salt, "欧阳某某"))
    address = "https://dangjian.example.gov.cn/verify/?number=2026-410305001-0007&code=K7QH2M9XPR"
    assert segno.make(f"{address}#{proof}", error="l", micro=False).version <= 20
    assert "欧阳" not in proof.said


def test_a_name_is_tied_to_its_paper_alone():
    assert name_code(bytes(16), " 张三 ") == name_code(bytes(16), "张三") != name_code(b"1" * 16, "张三")


def test_a_signature_is_of_its_key_and_words():
    own, office = installation_key(), key_from("一句只有我们知道的话呀", "ab" * 16)
    signature = sign(own, "甲")
    assert is_signed(public_of(own), signature, "甲")
    for key, told, text in (
        (own, signature, "乙"),
        (office, signature, "甲"),
        (own, "00" * 64, "甲"),
        (own, "x", "甲"),
    ):
        assert not is_signed(public_of(key), told, text)
    assert public_of(key_from("一句只有我们知道的话呀", "cd" * 16)) != public_of(office)
