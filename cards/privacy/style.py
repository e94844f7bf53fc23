"""How the privacy documents look: on a screen, light or dark, wide or narrow, and on paper."""

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--fill:#f6f8fa;--link:#0550ae;
--blank:#fff1c2;--blankink:#5c3b00}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--paper:#0d1117;--line:#3d444d;--fill:#161b22;
--link:#79b8ff;--blank:#4a3300;--blankink:#ffe2a0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:60rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 system-ui,"Segoe UI",sans-serif;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.25rem;line-height:1.3;margin:2.4rem 0 .6rem}
p,ul,ol{margin:.6rem 0;max-width:44rem}
li{margin:.35rem 0}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.brand{color:var(--soft);font-weight:600;margin:0}
.lead{font-size:1.1rem}
nav{background:var(--fill);border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1.25rem;margin:1.5rem 0}
nav h2{font-size:1rem;margin:.5rem 0}
mark{background:var(--blank);color:var(--blankink);padding:.05em .1em;border-bottom:2px dotted currentColor}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.92rem;table-layout:fixed}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:1px solid var(--line);padding:.5rem .6rem;text-align:left;vertical-align:top}
thead th{background:var(--fill)}
tbody th{font-weight:550}
.of2 th:first-child{width:32%}
.of4 th:nth-child(2){width:17%}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media (max-width:44rem){
body{padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem}
table,tbody,tr,th,td{display:block;width:auto!important}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0;padding:.35rem 0}
th,td{border:0;padding:.3rem .75rem}
tbody th{background:var(--fill)}
td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.82rem}
}
@page{margin:18mm 16mm}
@media print{
:root{--ink:#000;--soft:#444;--paper:#fff;--line:#999;--fill:#f2f2f2;--link:#000;--blank:#fff;--blankink:#000}
body{max-width:none;padding:0;font-size:10.5pt}
nav{display:none}
p,ul,ol{max-width:none}
h2,caption,thead{break-after:avoid}
tr,li{break-inside:avoid}
tbody tr:first-child{break-before:avoid}
table{font-size:9pt}
thead{display:table-header-group}
mark{border:1px dashed #000}
a{text-decoration:none}
}
"""
