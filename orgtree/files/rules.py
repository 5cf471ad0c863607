"""What may be attached where: formats by their content, sizes, how many. Source: docs/rules.md, "Photos"."""

from dataclasses import dataclass
from pathlib import PurePath

from orgtree.errors import RuleBroken

MEGABYTE = 1024 * 1024
PICTURE = "picture"
PDF = "pdf"
# Which picture it is, phones mix up freely; all become JPEG.
ENDINGS = {PICTURE: (".jpg", ".jpeg", ".png", ".webp"), PDF: (".pdf",)}
PDF_HEAD = b"%PDF-"
WRONG_ENDING = "文件名的后缀与内容不符，请用原来的文件上传"


@dataclass(frozen=True)
class Taken:
    """What one place takes: only these formats, each file up to `most_bytes`, pictures up to `most_pixels`, `most` files in all.

    `called` names it in messages, `measure` is its measure word; `code` begins the codes of refusals, which are at `field`.
    A picture is kept with `long_side` pixels at most.
    """

    called: str = "照片"
    code: str = "photo"
    field: str = "photo"
    formats: tuple[str, ...] = (PICTURE,)
    most_bytes: int = 10 * MEGABYTE
    most_pixels: int = 25_000_000
    long_side: int = 1600
    most: int = 1
    measure: str = "张"
    place: str = ""  # 每场: of what `most` is the limit

    @property
    def accept(self) -> str:
        """The media types, as a file input of a form names them."""
        types = {PICTURE: "image/jpeg,image/png,image/webp", PDF: "application/pdf"}
        return ",".join(types[kind] for kind in self.formats)

    def refusal(self, what: str, message: str) -> RuleBroken:
        return RuleBroken(f"{self.code}_{what}", message, field=self.field)

    def check_bytes(self, size: int) -> None:
        if size > self.most_bytes:
            raise self.refusal("big", f"{self.called}不能超过{self.most_bytes // MEGABYTE}兆字节")

    def check_ending(self, name: str, kind: str) -> None:
        """A name without ending says nothing; one that says something else than the content is refused."""
        ending = PurePath(name or "").suffix.lower()
        if ending and ending not in ENDINGS[kind]:
            raise self.refusal("bad", WRONG_ENDING)

    def check_pixels(self, width: int, height: int) -> None:
        if width * height > self.most_pixels:
            what = "bad" if PDF in self.formats else "pixels"
            raise self.refusal(what, f"照片不能超过{self.most_pixels // 10_000}万像素，请缩小后上传")

    def check_room(self, held: int, added: int) -> None:
        """Raise RuleBroken `too_many` where a row that holds `held` files cannot take `added` more."""
        if held + added > self.most:
            left = max(self.most - held, 0)
            text = f"{self.place}最多{self.most}{self.measure}{self.called}，还能添加{left}{self.measure}"
            raise RuleBroken("too_many", text, field=self.field)

    def unreadable(self) -> RuleBroken:
        if PDF in self.formats:
            return self.refusal("bad", f"{self.called}应为 JPG、PNG、WebP 图片或 PDF 文件")
        return self.refusal("bad", f"无法识别这张{self.called}，请上传 JPG、PNG 或 WebP 图片")


PHOTO = Taken()
EVIDENCE = Taken("附件", "file", "file", (PICTURE, PDF), most=9, measure="个")
