"""PDF: Chinese type embedded, data never markup."""

from orgtree.files.pdf import qr_svg, render_pdf

PAGE = {
    "number": "2026-410305001-0007",
    "code": "K7QH2M9XPR",
    "name": '#panic("x") *张三*',
    "member_number": "00000012",
    "unit": "$x$ // \\ <a> @b 设计院",
    "from": "2026年1月1日",
    "to": "2026年11月22日",
    "times": "46",
    "hours": "92.5",
    "kinds": [{"name": "一般志愿服务", "times": "46", "hours": "92.5"}],
    "check_page": "/verify/",
    "proofs_page": "",
    "remark": "",
    "issuer": "唐村社区",
    "handler": "王某",
    "date": "2026年11月22日",
    "qr": qr_svg("2026-410305001-0007"),
}


def test_a_page_for_each_and_the_type_is_inside():
    one, three = render_pdf("certificate.typ", [PAGE]), render_pdf("certificate.typ", [PAGE] * 3)
    assert one.startswith(b"%PDF-")
    assert b"NotoSansSC" in one
    assert len(one) < len(three)


def test_what_people_type_is_printed_and_not_run():
    assert render_pdf("certificate.typ", [PAGE | {"name": '#panic("stop")', "unit": '#import "x": *'}])


def test_a_code_is_a_picture_of_its_text():
    assert qr_svg("一") != qr_svg("二")
    assert qr_svg("一").startswith("<svg")
