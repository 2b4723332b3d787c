"""The look of the cards: colours for light and dark, and the styles made of them. System fonts only, nothing is fetched."""

from collections.abc import Mapping
from string import Template
from types import MappingProxyType
from typing import Final

from hamstring.outputs.markup import Markup

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#ffffff",
        "panel": "#f3f5f7",
        "ink": "#1a2026",
        "soft": "#49545f",
        "rule": "#7b8793",
        "link": "#174f86",
        "skin": "#f6e8dc",
        "skin-edge": "#7d5f4b",
        "flesh": "#ecd5c6",
        "muscle": "#dfa898",
        "muscle-edge": "#8f4a3e",
        "zone": "#1d5fa3",
        "pill": "#123f70",
        "on-pill": "#ffffff",
        "never": "#8c1c13",
        "nerve": "#5c4300",
        "closed": "#2a2f35",
        "on-closed": "#ffffff",
        "spot": "#fff3b0",
        "on-spot": "#1a2026",
        "alert": "#fdecea",
        "alert-edge": "#a4231a",
        "calm": "#eef4fa",
    }
)
"""Colours on white, by what they are for."""

DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#12171c",
        "panel": "#1d242b",
        "ink": "#eef2f5",
        "soft": "#b7c1cb",
        "rule": "#7f8b97",
        "link": "#8fc3f5",
        "skin": "#4a3a31",
        "skin-edge": "#cfae97",
        "flesh": "#5a463b",
        "muscle": "#8a4f43",
        "muscle-edge": "#e6b3a6",
        "zone": "#7db8f0",
        "pill": "#cfe5fb",
        "on-pill": "#0c2238",
        "never": "#ffb4a8",
        "nerve": "#ffe08a",
        "closed": "#e3e8ed",
        "on-closed": "#14191e",
        "spot": "#ffe680",
        "on-spot": "#1a1a1a",
        "alert": "#3a1714",
        "alert-edge": "#ff8f80",
        "calm": "#17293b",
    }
)
"""Colours on near black."""

TEXT_ON: Final = (
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "alert"),
    ("ink", "calm"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("link", "paper"),
    ("on-pill", "pill"),
    ("on-closed", "closed"),
    ("on-spot", "spot"),
    ("never", "paper"),
)
"""Which colour of text stands on which ground; each pair reaches 4.5 to 1."""

SHAPE_ON: Final = (
    ("rule", "paper"),
    ("zone", "paper"),
    ("zone", "skin"),
    ("skin-edge", "paper"),
    ("muscle-edge", "muscle"),
    ("muscle-edge", "skin"),
    ("never", "skin"),
    ("nerve", "skin"),
    ("nerve", "flesh"),
    ("nerve", "muscle"),
    ("closed", "skin"),
    ("alert-edge", "paper"),
    ("alert-edge", "alert"),
)
"""Which line or shape that tells something stands on which ground; each pair reaches 3 to 1."""

_SVG: Final = Template(
    """\
.hs-paper{fill:$paper}
.hs-text{fill:$ink}.hs-note{fill:$soft}
.hs-skin{fill:$skin;stroke:$skin_edge;stroke-width:1.4}
.hs-body{fill:$flesh;stroke:none}
.hs-bone{fill:$skin;stroke:$skin_edge;stroke-width:1}
.hs-fibres{fill:none;stroke:$skin_edge;stroke-width:.8;opacity:.55}
.hs-crease{fill:none;stroke:$skin_edge;stroke-width:2.2;stroke-linecap:round}
.hs-head{fill:$muscle;stroke:$muscle_edge;stroke-width:1.1;stroke-linejoin:round}
.hs-keep-out{stroke:$never;stroke-width:1.1;stroke-linejoin:round}
.hs-nerve{fill:none;stroke:$nerve;stroke-width:2;stroke-dasharray:8 3 2 3}
.hs-never-line{stroke:$never;stroke-width:1.1;fill:none}
.hs-quadrant{fill:$zone;fill-opacity:0;stroke:$zone;stroke-width:1.6;stroke-linejoin:round}
.hs-shade-1{fill-opacity:.08}.hs-shade-2{fill-opacity:.16}.hs-shade-3{fill-opacity:.26}.hs-shade-4{fill-opacity:.36}
.hs-shade-0{stroke-dasharray:4 3}
.hs-zone-line{stroke:$zone;stroke-width:1.4;fill:none}
.hs-zone-dot{fill:$zone}
.hs-quadrant.hs-closed{fill:$paper;fill-opacity:.55;stroke:$closed}
.hs-closed-line{stroke:$closed;stroke-width:1.5;fill:none}
.hs-pill{fill:$pill;stroke:$paper;stroke-width:1}.hs-on-pill{fill:$on_pill}
.hs-pill-closed{fill:$closed;stroke:$paper;stroke-width:1}.hs-on-closed{fill:$on_closed}
.hs-badge{fill:$paper;stroke:$never;stroke-width:1.6}.hs-on-badge{fill:$never}
.hs-tag{fill:$paper;stroke:$muscle_edge;stroke-width:.8}
.hs-spot{fill:$spot;stroke:$on_spot;stroke-width:1.8}.hs-on-spot{fill:$on_spot}
.hs-rule{stroke:$rule;stroke-width:1;fill:none}
.hs-bar{stroke:$zone;stroke-width:1.2}
.hs-solid{fill:$zone}
.hs-moving{fill:$soft;stroke:$paper;stroke-width:.8}
.hs-pause{fill:$paper;stroke:$rule;stroke-width:1.2;stroke-dasharray:3 2}
"""
)

_SHAPE_TEXT: Final = """\
.hs-svg text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:13px}
.hs-svg .hs-strong{font-weight:700}.hs-svg .hs-small{font-size:12px}
"""

_PAGE: Final = Template(
    """\
.hs-card{background:$paper;color:$ink}
.hs-card a{color:$link}
.hs-card h2{border-bottom-color:$rule}
.hs-card caption,.hs-card .hs-foot,.hs-card .hs-detail,.hs-card figcaption{color:$soft}
.hs-card th,.hs-card td{border-bottom-color:$rule}
.hs-card .hs-panel{background:$panel}
.hs-card .hs-alert{background:$alert;border-color:$alert_edge}
.hs-card .hs-calm{background:$calm;border-color:$link}
.hs-card .hs-mark{color:$never;border-color:$never}
.hs-card .hs-level{border-color:$rule}
"""
)

_LAYOUT: Final = """\
.hs-card{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;\
font-size:1rem;line-height:1.5;max-width:72rem;margin:0 auto;padding:1rem;box-sizing:border-box;overflow-wrap:break-word}
.hs-card *{box-sizing:border-box}
.hs-card h1{font-size:1.6rem;line-height:1.2;margin:.2rem 0 1rem}
.hs-card .hs-start h2{break-after:avoid}.hs-card .hs-start p,.hs-card .hs-start li,.hs-card .hs-start .hs-alert{break-inside:avoid}
.hs-card .hs-start>:first-child h2{margin-top:0}.hs-card .hs-start .hs-alert{column-span:all}
.hs-card h2{font-size:1.15rem;line-height:1.3;margin:1.6rem 0 .5rem;padding-bottom:.15rem;border-bottom:1px solid}
.hs-card h3{font-size:1rem;margin:1rem 0 .3rem}
.hs-card p{margin:.4rem 0}.hs-card p,.hs-card li{max-width:46rem}
.hs-card ul,.hs-card ol{margin:.4rem 0;padding-left:1.3rem}.hs-card li{margin:.25rem 0}
.hs-card figure{margin:.5rem 0}.hs-card figcaption{font-size:.9rem}
.hs-card svg{display:block;width:100%;height:auto;max-width:34rem;margin:0 auto}
.hs-card table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.95rem}
.hs-card caption{text-align:left;font-size:.9rem;padding-bottom:.25rem}
.hs-card th,.hs-card td{text-align:left;vertical-align:top;padding:.35rem .5rem .35rem 0;border-bottom:1px solid;font-weight:400}
.hs-card thead th{font-weight:700}
.hs-card .hs-number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding-right:0}
.hs-card .hs-steps .hs-time{padding-right:.8rem}
.hs-card .hs-time{white-space:nowrap;font-variant-numeric:tabular-nums;font-weight:700}
.hs-card .hs-steps td:nth-child(2){width:99%}
.hs-card .hs-part{display:block}
.hs-card .hs-what{font-weight:600}
.hs-card .hs-detail{display:block;font-weight:400}
.hs-card .hs-panel,.hs-card .hs-alert,.hs-card .hs-calm{border-radius:.5rem;padding:.6rem .9rem;margin:.8rem 0}
.hs-card .hs-alert,.hs-card .hs-calm{border-left:.5rem solid}
.hs-card .hs-alert h2,.hs-card .hs-calm h2,.hs-card .hs-panel h2{border:0;margin:.1rem 0 .3rem;padding:0}
.hs-card .hs-mark{display:inline-block;width:1.6rem;height:1.6rem;margin-right:.4rem;border:1.5px solid;border-radius:50%;\
text-align:center;font-weight:700;line-height:1.45rem;font-size:.9rem}
.hs-card .hs-keys{list-style:none;padding:0}
.hs-card .hs-level{font-size:1.2rem;font-weight:700;line-height:1.35}
.hs-card .hs-foot{font-size:.9rem;margin-top:1.5rem}
@media (min-width:60rem){
.hs-card .hs-start{columns:2;column-gap:2.5rem}
.hs-card .hs-doing{display:grid;column-gap:2.5rem;align-items:start;grid-template:auto 1fr / minmax(0,6fr) minmax(0,5fr)}
.hs-card .hs-doing>:nth-child(2){grid-row:1/3;grid-column:2}
}
"""

_PRINT: Final = """\
.hs-card{max-width:none;padding:0;font-size:10pt;line-height:1.38;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.hs-card .hs-doing{display:block}.hs-card .hs-doing>:first-child{break-before:page}
.hs-card .hs-start{font-size:9.5pt}.hs-card .hs-doing>:nth-child(3),.hs-card .hs-foot{font-size:9pt}
.hs-card .hs-foot{margin-top:.6rem;break-before:avoid}
.hs-card .hs-start,.hs-card .hs-doing>:nth-child(3){columns:2;column-gap:1cm}
.hs-card .hs-halves{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);column-gap:1cm;align-items:start;break-inside:avoid}
.hs-card h1{font-size:1.5rem}.hs-card h2{margin-top:.8rem}.hs-card p,.hs-card li{margin:.2rem 0}
.hs-card .hs-detail,.hs-card table,.hs-card caption,.hs-card figcaption{font-size:1em}
.hs-card th,.hs-card td{padding-top:.15rem;padding-bottom:.15rem}
.hs-card h2,.hs-card h3,.hs-card caption{break-after:avoid}
.hs-card tr,.hs-card li,.hs-card svg,.hs-card p,.hs-card .hs-alert,.hs-card .hs-calm{break-inside:avoid}
"""


def _filled(template: Template, colours: Mapping[str, str]) -> str:
    return template.substitute({name.replace("-", "_"): colour for name, colour in colours.items()})


def svg_style() -> Markup:
    """Give the styles of a drawing: light, and dark where the reader prefers it."""
    return Markup(f"\n{_SHAPE_TEXT}{_filled(_SVG, LIGHT)}@media screen and (prefers-color-scheme:dark){{\n{_filled(_SVG, DARK)}}}\n")


def page_style() -> Markup:
    """Give the styles of a page with drawings in it. Paper is always light."""
    light, dark = (_filled(_PAGE, colours) + _filled(_SVG, colours) for colours in (LIGHT, DARK))
    dark = f"@media screen and (prefers-color-scheme:dark){{\n{dark}}}\n"
    return Markup(f"\n{_LAYOUT}{_SHAPE_TEXT}{light}{dark}@media print{{\n@page{{margin:1.3cm}}\n{_PRINT}}}\n")


def ground_style() -> Markup:
    """Give the styles for what lies around a page that has a file of its own."""
    return Markup(
        f"\nhtml{{color-scheme:light dark;background:{LIGHT['paper']}}}\nbody{{margin:0}}\n"
        f"@media screen and (prefers-color-scheme:dark){{html{{background:{DARK['paper']}}}}}\n"
    )
