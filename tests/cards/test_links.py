import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.links import markdown_link

MARKDOWN = MarkdownIt("commonmark")


def addresses(text: str) -> list[str]:
    return [
        str(child.attrs["href"])
        for token in MARKDOWN.parse(text)
        for child in token.children or []
        if child.type == "link_open"
    ]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:alert(1)",
        "http://intranet.example.com",
        "https://user@evil.example",
        "https://intranet.example.com\\@evil.example",
        "https://intranet.example.com /a",
        "https://[::1]/",
        "https://",
        "//evil.example",
        "data:text/html,x",
    ],
)
def test_what_is_not_safe_to_follow_is_no_link(link: str) -> None:
    assert markdown_link(link) == ""


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ("https://www.example.com/a?b=1#c", "[example.com](https://www.example.com/a?b=1#c)"),
        ("https://example.com:8443/a", "[example.com](https://example.com:8443/a)"),
        ("https://example.com/a(b)*c_[d]", "[example.com](https://example.com/a%28b%29%2Ac_%5Bd%5D)"),
        ("https://example.com/é?q=à%20b", "[example.com](https://example.com/%C3%A9?q=%C3%A0%20b)"),
        ("https://mon_serveur.example.com/", "[mon\\_serveur.example.com](https://mon_serveur.example.com/)"),
        ("https://аpple.com/", "[xn--pple-43d.com](https://xn--pple-43d.com/)"),
    ],
)
def test_a_link_shows_the_host_that_it_leads_to(link: str, made: str) -> None:
    assert markdown_link(link) == made


@given(st.text(max_size=60), st.text(alphabet="()[]<>\\`*_~\"' \n&;#?%/aé😀", max_size=60))
def test_whatever_the_address_holds_it_makes_one_link_to_its_host_or_none(host: str, rest: str) -> None:
    made = markdown_link(f"https://example.com/{rest}")
    assert [address.split("/")[:3] for address in addresses(made)] == ([["https:", "", "example.com"]] if made else [])
    other = markdown_link(f"https://{host}")
    assert len(addresses(other)) == bool(other)
