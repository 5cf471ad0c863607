"""Check a paper without a network, on any machine with nothing but Python: python check_paper.py roots.json PROOF

roots.json is the list of roots (/proofs/roots.json); PROOF is what a phone reads from the QR code, the whole address or what stands
behind its #. Says 核验通过 and what the paper must say, or names what does not fit.
"""

import base64
import hashlib
import json
import sys

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
NAME_LINE = "姓名核对码"


class Refused(Exception):
    """Why a paper is not accepted, in words."""


# --- Ed25519 (RFC 8032, 5.1), checking alone ----------------------------------------------------------------------------------


def add(one, other):
    """The sum of two points in extended coordinates."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % PRIME, (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c, d = 2 * one[3] * other[3] * CURVE % PRIME, 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number, point):
    """The point so many times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(packed):
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (not x and sign):
        return None
    x = PRIME - x if x & 1 != sign else x
    return x, y, 1, x * y % PRIME


BASE = point_of((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed(key, signature, text):
    """Whether the text carries this signature of this key; both in hexadecimal."""
    public, signature = bytes.fromhex(key), bytes.fromhex(signature)
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if not a or not r or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text.encode()).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % PRIME or (left[1] * right[2] - right[1] * left[2]) % PRIME)


# --- The paper -------------------------------------------------------------------------------------------------------------------


def hashed(mark, *parts):
    return hashlib.sha512(mark + b"".join(parts)).digest()[:32]


def unpack(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read(text):
    """(number of the root, position, salt, way up, what the paper says)."""
    try:
        form, number, position, way, said = text.strip().rpartition("#")[2].split(".")
        way, position, said = unpack(way), int(position), unpack(said).decode()
    except ValueError as error:
        raise Refused("内容不完整，请重新扫描整个二维码") from error
    if form != "1" or len(way) < 16 or (len(way) - 16) % 32:
        raise Refused("内容不完整，请重新扫描整个二维码")
    return number, position, way[:16], [way[at : at + 32] for at in range(16, len(way), 32)], said


def climb(reached, here, size, path):
    """The root to which the way leads (RFC 9162, 2.1.3.2); None where the way does not fit the tree."""
    if not 0 <= here < size:
        return None
    last = size - 1
    for beside in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            reached = hashed(b"\1", beside, reached)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            reached = hashed(b"\1", reached, beside)
        here, last = here >> 1, last >> 1
    return reached if last == 0 else None


def check_root(root, roots):
    """Raise Refused unless both offices have signed."""
    names = ("number", "place", "size", "digest", "previous")
    text = "\n".join(("党建引领基层治理 凭据摘要", *(str(root[name]) for name in names)))
    if root["key"] not in roots["installation"] or not is_signed(root["key"], root["signature"], text):
        raise Refused("这条凭据摘要不是本平台签的")
    if not root["cosignature"]:
        raise Refused("这条凭据摘要还没有由第二家单位副署，请稍后更新凭据摘要再核")
    offices = {one["key"] for one in roots["offices"] if one["place"] == root["place"]}
    if root["cosign_key"] not in offices or not is_signed(root["cosign_key"], root["cosignature"], f"副署\n{text}"):
        raise Refused("副署不是登记的单位签的")


def check(proof, roots):
    """What the paper must say, as lines; raises Refused."""
    number, position, salt, path, said = read(proof)
    root = next((one for one in roots["roots"] if one["number"] == number), None)
    if root is None:
        raise Refused("没有这一天的凭据摘要，请下载新的再核")
    check_root(root, roots)
    reached = climb(hashed(b"\0", salt, said.encode()), position, root["size"], path)
    if reached is None or reached.hex() != root["digest"]:
        raise Refused("核验不通过：内容与当天的凭据摘要不符")
    if position in roots["void"].get(number, []):
        raise Refused("这份凭据已作废")
    return said.split("\n"), salt


def main(path, proof, name=""):
    with open(path, encoding="utf-8") as file:
        roots = json.load(file)
    try:
        lines, salt = check(proof, roots)
    except Refused as refused:
        print(refused)
        return 1
    code = hashed(b"\2", salt, name.strip().encode())[:8].hex()
    print("核验通过。纸上应当写的是：")
    for line in lines:
        label, _, value = line.partition("：")
        if label != NAME_LINE:
            print(line)
        elif name:
            print("姓名相符" if value == code else "姓名不符")
    print(f"凭据摘要截至{roots['made_at'][:10]}；请核对公开页上的平台公钥：{roots['installation'][0][:32]}…")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
