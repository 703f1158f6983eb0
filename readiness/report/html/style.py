"""How the page looks: on a wide screen, on a phone, and on paper.

Everything is a class: the file's security policy allows this one sheet, by its hash, and no style anywhere else.
"""

from __future__ import annotations

from string import Template

from readiness.report.document import Document, PageSize
from readiness.report.text import printable

WIDTHS = 20
"""Steps of the widths of columns."""

_COLOURS = ("ink", "muted", "rule", "panel", "accent", "good", "fair", "bad")
_SHEET = Template(
    """
:root{color-scheme:light;--ink:$ink;--muted:$muted;--rule:$rule;--panel:$panel;--accent:$accent;--good:$good;--fair:$fair;--bad:$bad}
*{box-sizing:border-box}
html{background:#fff;color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;padding:1.5rem 1.25rem 3rem;max-width:60rem;overflow-wrap:anywhere;
font:1rem/1.5 "Source Sans 3","Source Sans Pro",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .4em;font-weight:700;text-wrap:balance}
h1{font-size:1.1rem;margin:.2rem 0 1rem;color:var(--muted);font-weight:600}
h2{font-size:1.7rem;margin-top:2.4em}h3{font-size:1.2rem}h4{font-size:1.03rem}
.page>h2:first-child{margin-top:0}
p,ul,ol,dl,figure,blockquote{margin:0 0 .75em}
p,li,td,th,dd,dt,blockquote,figcaption{unicode-bidi:plaintext}
li{margin-bottom:.3em}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.15em}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
strong{font-weight:600}
.lead{font-size:1.12rem}.tight{margin-bottom:.2em}.small,.muted,.small strong{color:var(--muted)}.small{font-size:.9rem}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}.accent{color:var(--accent)}
.sign{font-weight:700;display:inline-block;min-width:1em;text-align:center}
.draft{color:var(--bad);font-weight:700;letter-spacing:.12em;border:2px solid var(--bad);display:inline-block;
padding:.1em .7em;margin:0 0 1em;background:#fff}
header .logo{display:block;max-width:12rem;max-height:4rem;margin:0 0 1rem}
header .draft{position:sticky;top:.5rem;z-index:1}
nav{background:var(--panel);padding:1rem 1.25rem;margin:2rem 0}
nav h2{font-size:1.1rem;margin:0 0 .5em}
nav ol{list-style:none;padding:0;margin:0;columns:2 18rem;column-gap:2.5rem}
nav li{break-inside:avoid;margin:0 0 .35em}nav .l2{padding-left:1.2em}nav .l3{padding-left:2.4em}
table{border-collapse:collapse;width:100%;margin:0 0 1.25em;font-size:.94rem;font-variant-numeric:tabular-nums}
th,td{text-align:start;vertical-align:top;padding:.4em .8em .4em 0;border-bottom:1px solid var(--rule)}
thead th,thead td{border-bottom:2px solid var(--ink);font-weight:600;color:var(--muted);vertical-align:bottom}
tbody th{font-weight:inherit}thead th{overflow-wrap:break-word}
.compact{font-size:.88rem}
.right{text-align:right}.centre{text-align:center}
.number{white-space:nowrap}
.right:not(:last-child){padding-right:1.2em}
:target{background:#fff6d6}
.facts{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;border-top:1px solid var(--rule)}
.facts>div{display:contents}
.facts dt,.facts dd{margin:0;padding:.35em 1.2em .35em 0;border-bottom:1px solid var(--rule)}
.facts dt{color:var(--muted);max-width:16rem}
.callout{background:var(--panel);border-left:5px solid var(--muted);padding:.8em 1.1em;margin:0 0 1.1em}
.callout p:last-child{margin-bottom:0}.callout .title{font-weight:700;margin-bottom:.2em}
.callout.good,.callout.fair,.callout.bad,.callout.accent{border-color:currentColor}
.callout .said{color:var(--ink)}.callout.plain .title{color:var(--muted)}
.quotes{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.8em 1.4em;margin:0 0 1em}
.quotes figure{border-left:3px solid var(--rule);padding-left:.9em;margin:0}
.quotes figcaption{color:var(--muted);font-size:.88rem}.quotes blockquote{margin:0}
.signatures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:1em 1.4em;margin:2.4em 0 1.2em}
.signatures p{border-top:1px solid var(--ink);color:var(--muted);font-size:.88rem;padding-top:.2em;margin:0}
.ruled{border-bottom:1px solid var(--muted);height:2em}
.figures{background:var(--panel);border-left:5px solid var(--accent);padding:1em 1.25em;margin:0 0 1.1em;display:grid;
grid-template-columns:minmax(0,1fr) auto;gap:.6em 2em}
.figures .verdict{font-size:1.9rem;font-weight:700;line-height:1.2;margin:0 0 .1em}
.figures .reason{margin:0}
.figures dl{display:flex;flex-wrap:wrap;gap:.4em 2.2em;margin:0}
.figures dt{color:var(--muted);font-size:.9rem}.figures dd{margin:0}
.figures dd strong{display:block;font-size:1.9rem;font-weight:700;line-height:1.2}
.figures dd span{color:var(--muted)}
.key{display:flex;flex-wrap:wrap;gap:.2em 1.6em;list-style:none;padding:0;margin:1.2em 0 .5em;
color:var(--muted);font-size:.9rem}
.key svg{width:26px;height:12px;margin-right:.5em;vertical-align:-1px}
svg{display:block;overflow:visible}.key svg{display:inline-block}
.bar{width:100%;height:16px}.steps{width:100%;min-width:6rem;height:11px;margin-top:.4em}
.axis{width:100%;height:14px}.trend{width:100%;height:190px;margin:.6em 0 1.8em}
svg text{font-size:11px;fill:var(--muted)}
.chart .drawn{padding:.5em 1.6em .3em .6em;width:45%}
tfoot td{border:0;padding-top:0}
footer{border-top:1px solid var(--rule);margin-top:3rem;padding-top:.8rem;color:var(--muted);font-size:.9rem}
footer p{margin:0 0 .6em}
$width_classes
@media (max-width:640px){
body{padding:1rem .9rem 2rem}
h2{font-size:1.4rem}
.figures{grid-template-columns:1fr}
.facts{display:block}.facts>div{display:block;border-bottom:1px solid var(--rule);padding:.35em 0}
.facts dt,.facts dd{border:0;padding:0;max-width:none}
.cards,.cards tbody,.cards tr,.cards th,.cards td{display:block;width:auto;text-align:start}
.cards thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
.cards tr{border-bottom:1px solid var(--rule);padding:.55em 0}
.cards th,.cards td,.cards .right{border:0;padding:.08em 0}
.cards td:empty,.cards th:empty,.cards tfoot{display:none}
.cards [data-title]{display:flow-root;padding-left:7.6rem}
.cards [data-title]::before{content:attr(data-title);float:left;width:7rem;margin-left:-7.6rem;color:var(--muted)}
.chart.cards .drawn{padding:.2em .5em .2em 0;width:auto}
.verdicts tr{display:grid;grid-template-columns:1fr 7rem 2.2rem;column-gap:.8em;border-bottom:1px solid var(--rule);
padding:.4em 0}
.verdicts th,.verdicts td{border:0;padding:0;width:auto}.verdicts td:last-child{grid-column:1/-1}
}
@page{size:$paper;margin:${top}mm ${side}mm ${bottom}mm}
@page{$page_boxes}
@media print{
html{font-size:8.8pt}
body{padding:0;max-width:none}
header .draft{position:static}
nav{break-after:page}
.page{break-after:page}
h2,h3,h4{break-after:avoid}
.break{break-before:page}
.together,.callout,.quotes,.figures,tr{break-inside:avoid}
thead{display:table-header-group}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
:target{background:none}
}
"""
)


def sheet(document: Document) -> str:
    """The style sheet of a document."""
    theme = document.theme
    colours = {name: getattr(theme, name) for name in _COLOURS}
    return _SHEET.substitute(
        colours,
        page_boxes=_page_boxes(document),
        width_classes="".join(f".w{step}{{width:{100 * step // WIDTHS}%}}" for step in range(1, WIDTHS + 1)),
        paper="A4" if document.page_size is PageSize.A4 else "letter",
        top=f"{theme.margin_top + 6:g}",
        side=f"{theme.margin_side:g}",
        bottom=f"{theme.margin_bottom + 8:g}",
    )


def width_class(width: float, total: float) -> str:
    """The class of a column that takes this part of the total."""
    return f"w{min(max(round(WIDTHS * width / total), 1), WIDTHS)}" if total else ""


def _page_boxes(document: Document) -> str:
    """The footer, the page number and the draft's word, which a browser prints on every page."""
    muted = f"font:7.5pt sans-serif;color:{document.theme.muted}"
    left = f"@bottom-left{{content:{_quoted(document.footer)};width:80%;{muted}}}"
    right = f"@bottom-right{{content:{_number(document.page_of)};width:20%;{muted}}}"
    draft = f"@top-right{{content:{_quoted(document.draft)};font:bold 10pt sans-serif;color:{document.theme.bad}}}"
    return left + right + (draft if document.draft else "")


def _number(wording: str) -> str:
    """The page number's wording with the browser's own counters in it."""
    before, _name, rest = wording.partition("{page}")
    between, _name, after = rest.partition("{pages}")
    return f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"


def _quoted(text: str) -> str:
    """A CSS string; whatever is no letter or digit is written as a number, so nothing can end it."""
    content = printable(text).replace("\n", " ")
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in content) + '"'
