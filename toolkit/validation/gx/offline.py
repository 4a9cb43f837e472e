"""A page of Great Expectations' Data Docs made readable where there is no network: nothing is loaded, nothing moves.

Its pages take their looks and their buttons from the web. What they load is taken out, what scripts would unfold stands
open, and a short style of our own stands in for the one that is missing.
"""

import re
from html import escape
from itertools import count

_OUT = (
    re.compile(r"<script\b.*?</script>", re.S),
    re.compile(r"<link\b[^>]*>"),
    re.compile(r"<img\b[^>]*>"),
    re.compile(r"<nav\b.*?</nav>", re.S),
    re.compile(r"<button\b.*?</button>", re.S),
    re.compile(r"<footer\b.*?</footer>", re.S),
    re.compile(r"<form\b.*?</form>", re.S),
    re.compile(r"<a\b[^>]*href=\"https?://[^>]*>(?P<kept>.*?)</a>", re.S),
    re.compile(r"@import[^;]*;"),
    re.compile(r"url\(['\"]?https?:[^)]*\)"),
    re.compile(r"\s(?:integrity|crossorigin)=\"[^\"]*\""),
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BACK = re.compile(r"href=\"(?:\.\./)*index\.html\"")
_TO_SUITE = re.compile(r"href=\"(?:\.\./)*expectations/([^\"]+)\.html\"")

STYLE = """
body{font-family:Arial,"Helvetica Neue",sans-serif;margin:1.5rem auto;max-width:72rem;padding:0 1rem;
color:#222;line-height:1.45}
a{color:#0b5394} h1,h2,h3,h4,h5{line-height:1.25} ul{padding-left:1.2rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0} th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere} th{background:#eee;white-space:nowrap}
.container,.container-fluid{padding:0;max-width:none;width:auto}
.row{display:block} .collapse{display:block!important} .sticky{display:none}
.badge{background:#e6e6e6;border-radius:.2rem;padding:0 .3rem}
.alert,.card{border:1px solid #bbb;padding:.5rem;margin:.5rem 0}
.fa-check-circle:before{content:"\\2714";color:#1b7d3a} .fa-times:before{content:"\\2718";color:#b3261e}
.fa-exclamation-triangle:before{content:"!";color:#b3261e;font-weight:bold} .hide,.tooltip,.cooltip .top{display:none}
.cooltip .top{display:none!important} .list-unstyled{list-style:none;padding-left:0}
"""


def offline(page: str, title: str, lang: str, head: str = "") -> str:
    """The page without all that it would load; the same page gives the same text. `head` is put above its content."""
    for unwanted in _OUT:
        page = unwanted.sub(r"\g<kept>" if "kept" in unwanted.groupindex else "", page)
    page = re.sub(r"<title>.*?</title>", "", page, flags=re.S)
    page = page.replace("<html>", f'<html lang="{lang}">', 1)
    page = page.replace("</head>", f"<title>{escape(title)}</title><style>{STYLE}</style></head>", 1)
    page = re.sub(r"<body[^>]*>", lambda found: found[0] + head, page, count=1)
    numbers = count(1)
    names: dict[str, str] = {}
    page = _UUID.sub(lambda found: names.setdefault(found[0], f"n{next(numbers)}"), page)
    page = _BACK.sub('href="index.html"', page)
    # It makes folders of the dots in a suite's name.
    page = _TO_SUITE.sub(lambda found: f'href="{found[1].replace("/", ".")}.suite.html"', page)
    return "\n".join(line.rstrip() for line in page.splitlines() if line.strip()) + "\n"
