"""Small drawn pictures for the demonstration: a yard with houses and people, each number another one."""

import random
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (800, 600)
SKY, GROUND, VEST = (205, 224, 238), (186, 196, 160), (178, 40, 48)
WALLS = ((222, 206, 178), (208, 214, 216), (226, 190, 164))


def drawn(number: int) -> SimpleUploadedFile:
    """A PNG as if it had been uploaded; the same number draws the same picture."""
    luck = random.Random(number)  # noqa: S311  (a drawing)
    image = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, *SIZE), fill=GROUND)
    for left in range(-40, SIZE[0], 230):
        _house(pen, left, luck)
    for _ in range(luck.randint(4, 7)):
        _person(pen, luck.randint(60, SIZE[0] - 60), luck.randint(440, 540))
    out = BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile(f"{number}.png", out.getvalue(), content_type="image/png")


def _house(pen: ImageDraw.ImageDraw, left: int, luck: random.Random) -> None:
    top = luck.randint(90, 190)
    pen.rectangle((left, top, left + 200, 410), fill=luck.choice(WALLS))
    for row in range(top + 25, 360, 60):
        for column in range(left + 20, left + 180, 45):
            pen.rectangle((column, row, column + 26, row + 34), fill=(126, 152, 172))


def _person(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Somebody from behind, in a red vest."""
    pen.ellipse((x - 13, y - 70, x + 13, y - 44), fill=(70, 56, 48))
    pen.rounded_rectangle((x - 22, y - 44, x + 22, y + 16), 10, fill=VEST)
    pen.rectangle((x - 16, y + 16, x + 16, y + 56), fill=(70, 78, 92))
