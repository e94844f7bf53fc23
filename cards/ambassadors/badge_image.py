"""A badge as a picture that carries its own proof: an SVG with the signed credential baked in (Open Badges 3.0)."""

from xml.sax.saxutils import escape, quoteattr

from cards.text import line
from cards.translations import texts
from passeur.ambassadors.open_badge import BadgeWords

_BAKED = "https://purl.imsglobal.org/ob/v3p0"
_LONGEST_LINE = 16
_LONGEST_ISSUER = 34
_LINE_HEIGHT = 34
_PICTURE = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{namespace}" width="400" height="400" viewBox="0 0 400 400" \
role="img" aria-label={label}>
  <openbadges:credential verify={credential}/>
  <circle cx="200" cy="200" r="190" fill="#16324f"/>
  <circle cx="200" cy="200" r="170" fill="none" stroke="#f2c14e" stroke-width="6"/>
  <path d="M96 268 H304 M112 300 Q200 244 288 300" fill="none" stroke="#f2c14e" stroke-width="6"/>
  <g fill="#ffffff" font-family="Segoe UI, Helvetica, Arial, sans-serif" text-anchor="middle">
{lines}
    <text x="200" y="326" font-size="16">{issuer}</text>
    <text x="200" y="100" font-size="18" fill="#f2c14e">{programme}</text>
  </g>
</svg>
"""


def badge_image(words: BadgeWords, issuer: str, credential: str, locale: str) -> str:
    name = line(words.name)
    lines = _wrapped(name)
    first = 200 - _LINE_HEIGHT * (len(lines) - 1) // 2
    drawn = "\n".join(
        f'    <text x="200" y="{first + _LINE_HEIGHT * number}" font-size="30" font-weight="600">{escape(each)}</text>'
        for number, each in enumerate(lines)
    )
    return _PICTURE.format(
        namespace=_BAKED,
        label=quoteattr(name),
        credential=quoteattr(credential),
        lines=drawn,
        issuer=escape(line(issuer, _LONGEST_ISSUER)),
        programme=escape(texts(locale).gettext("AI ambassador")),
    )


def _wrapped(name: str) -> list[str]:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > _LONGEST_LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
