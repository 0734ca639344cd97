"""A reliability plot, as plain SVG."""

from collections.abc import Mapping, Sequence

from tools.identification.measure import Bin

SIZE, EDGE = 400, 60
COLOURS = ("#1b5e8c", "#b3541e", "#3f7d3a")
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 2 * EDGE} {SIZE + 2 * EDGE}" '
    'font-family="sans-serif" font-size="13" role="img" aria-label="{label}">'
)


def reliability(series: Mapping[str, Sequence[Bin]], label: str) -> str:
    """A point for each bin: how sure across, how often right upwards; on the line is honest.

    The area of a point grows with the number of answers.
    """
    lines = [_HEAD.format(label=label), '<rect width="100%" height="100%" fill="#fff"/>', *_grid()]
    for place, (name, found) in enumerate(series.items()):
        colour = COLOURS[place % len(COLOURS)]
        lines += _points(found, colour)
        y = EDGE + 20 + 20 * place
        lines.append(f'<circle cx="{EDGE + 18}" cy="{y - 4}" r="5" fill="{colour}"/>')
        lines.append(f'<text x="{EDGE + 30}" y="{y}">{name}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _grid() -> list[str]:
    far = SIZE + EDGE
    lines = [
        f'<path d="M{EDGE} {far}L{far} {EDGE}" stroke="#888" stroke-dasharray="4 4"/>',
        f'<path d="M{EDGE} {EDGE}V{far}H{far}" stroke="#222" fill="none"/>',
        f'<text x="{EDGE + SIZE / 2}" y="{far + 44}" text-anchor="middle">confidence</text>',
        f'<text x="18" y="{EDGE + SIZE / 2}" text-anchor="middle" '
        f'transform="rotate(-90 18 {EDGE + SIZE / 2})">share of right answers</text>',
    ]
    for step in (0, 0.25, 0.5, 0.75, 1):
        x, y = _place(step, step)
        lines.append(f'<text x="{x}" y="{far + 20}" text-anchor="middle">{step:g}</text>')
        lines.append(f'<text x="{EDGE - 8}" y="{y + 4}" text-anchor="end">{step:g}</text>')
    return lines


def _points(found: Sequence[Bin], colour: str) -> list[str]:
    places = [_place(one.sure, one.right) for one in found]
    path = "L".join(f"{x} {y}" for x, y in places)
    lines = [f'<path d="M{path}" stroke="{colour}" fill="none"/>'] if places else []
    total = sum(one.count for one in found)
    for one, (x, y) in zip(found, places, strict=True):
        radius = round(3 + 9 * (one.count / total) ** 0.5, 1)
        lines.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity="0.7">'
            f"<title>{one.count} answers: {one.sure:.3f} sure, {one.right:.3f} right</title>"
            "</circle>"
        )
    return lines


def _place(across: float, upwards: float) -> tuple[float, float]:
    return round(EDGE + SIZE * across, 1), round(EDGE + SIZE * (1 - upwards), 1)
