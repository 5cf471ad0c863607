"""Recompute the result of a poll from its bundle, on any machine, with nothing but Python: python check_result.py TP2026-001.json

Says 核验通过, or names what does not fit: a part of which a byte was altered, a ballot whose signature is not of its sheet, a sum.
"""

import hashlib
import json
import sys

EXPONENT = 65537
SALT = 48


def canonical(told):
    """One text for one content."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def mask(seed, length):
    """MGF1 with SHA-384 (RFC 8017, B.2.1)."""
    blocks = range(-(-length // 48))
    return b"".join(hashlib.sha384(seed + block.to_bytes(4, "big")).digest() for block in blocks)[:length]


def is_signed(modulus, message, signature):
    """RSASSA-PSS-VERIFY with SHA-384 and 48 bytes of salt (RFC 8017, 8.1.2)."""
    bits = modulus.bit_length() - 1
    length = -(-bits // 8)
    number = int.from_bytes(signature, "big")
    if number >= modulus:
        return False
    encoded = pow(number, EXPONENT, modulus)
    if encoded.bit_length() > bits:
        return False
    encoded = encoded.to_bytes(length, "big")
    masked, digest, last = encoded[:-49], encoded[-49:-1], encoded[-1]
    block = bytearray(one ^ other for one, other in zip(masked, mask(digest, len(masked)), strict=True))
    block[0] &= 0xFF >> (8 * length - bits)
    salt = bytes(block[-SALT:])
    if last != 0xBC or bytes(block[:-SALT]) != bytes(len(block) - SALT - 1) + b"\1":
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest() == digest


def find_faults(bundle):
    """What does not fit, in words; nothing where all is well."""
    parts, digests = bundle["parts"], bundle["digests"]
    faults = []
    for name in sorted(parts.keys() | digests.keys()):
        if hashlib.sha256(canonical(parts.get(name))).hexdigest() != digests.get(name):
            faults.append(f"“{name}”部分被改动")
    if not is_signed(int(bundle["key"], 16), canonical(digests), bytes.fromhex(bundle["signature"])):
        faults.append("总签名不符：摘要、公钥或签名被改动")
    faults += ballot_faults(parts["sheets"])
    faults += sum_faults(parts)
    return faults


def ballot_faults(sheets):
    """Every ballot is signed for its sheet and stands there once; there are no more than were issued, nor more of these than voters."""
    for sheet in sheets:
        name = sheet["class"] + ("：" + sheet["subject"] if sheet["subject"] else "")
        marks = set()
        for ballot in sheet["ballots"]:
            token = bytes.fromhex(ballot["token"])
            mark = hashlib.sha256(token).hexdigest()[:32]
            if mark != ballot["fingerprint"]:
                yield f"{name}：指纹{ballot['fingerprint']}与票根不符"
            if not is_signed(int(sheet["modulus"], 16), token, bytes.fromhex(ballot["signature"])):
                yield f"{name}：票根{mark}的签名不符"
            if mark in marks:
                yield f"{name}：票根{mark}出现两次"
            marks.add(mark)
        if not len(marks) <= sheet["issued"] <= sheet["entitled"]:
            yield f"{name}：计入{len(marks)}张、发出{sheet['issued']}张、应投{sheet['entitled']}人，不应多于后者"


def sum_faults(parts):
    """Marks of a class for a subject add up to the ballots that came back."""
    for tally in parts["tallies"]:
        name = f"{tally['subject']}（{tally['class']}）"
        if tally["void"]:
            if tally["counts"] or tally["valid"] is not None:
                yield f"{name}：不计入的类别不应有票数"
            continue
        if sum(tally["counts"].values()) != tally["valid"]:
            yield f"{name}：各栏合计不等于有效票"
        sheets = [
            one
            for one in parts["sheets"]
            if one["class"] == tally["class"] and one["subject"] in (None, tally["subject"])
        ]
        back = sum(len(one["ballots"]) + one["papers"] for one in sheets)
        if tally["valid"] + tally["abstained"] + tally["spoiled"] != back:
            yield f"{name}：有效、弃权、废票合计不等于收回{back}张"


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        bundle = json.loads(text)
        faults = list(find_faults(bundle))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        faults = [f"结果包不完整：{error!r}"]
    for fault in faults:
        print(fault)
    if not faults:
        poll = bundle["parts"]["poll"]
        count = sum(len(sheet["ballots"]) for sheet in bundle["parts"]["sheets"])
        print(f"核验通过：{poll['title']}（{poll['number']}），电子票{count}张，名册摘要{poll['roll_digest']}")
        print(f"请核对公开核验页上的结果签名公钥：{bundle['key'][:32]}…")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
