"""What browsers would run, or read otherwise than we do, whatever way it came into the HTML."""

from __future__ import annotations

import pytest

from katern.reading.active import active_in

RUNS = [
    "<script>a</script>", "<SCRIPT src=//x.example/a.js></SCRIPT>", '<b onclick="a()">x</b>', "<b OnMouseOver=a()>x</b>",
    "<img src=x onerror=a()>", "<svg onload=a()>", "<details open ontoggle='a()'>", '<a href="javascript:a()">x</a>',
    '<a href=" jAvAsCrIpT:a()">x</a>', '<a href="java&#10;script:a()">x</a>', '<a href="java&Tab;script:a()">x</a>',
    '<a href="&#x6a;avascript&colon;a()">x</a>', '<a href="vbscript:a()">x</a>', '<a href="data:text/html,x">x</a>',
    '<a href="&#1;javascript:a()">x</a>', '<area href="javascript:a()">', '<img src="javascript:a()">',
    '<video poster="javascript:a()"></video>', '<svg><a xlink:href="javascript:a()">x</a></svg>',
    '<svg><use href="data:image/svg+xml,x"/></svg>', '<svg><animate attributeName="href" values="javascript:a()"/></svg>',
    '<svg><set attributeName="onload" to="a()"/></svg>', "<svg><foreignObject>x</foreignObject></svg>",
    '<iframe srcdoc="x"></iframe>', '<base href="//x.example/">', '<meta http-equiv="refresh" content="0;url=//x.example/">',
    "<style>b{}</style>", '<link rel="stylesheet" href="//x.example/a.css">', "<object data=x></object>", "<embed src=x>",
    '<b style="background:url(//x.example/a)">x</b>', '<b style="position:FIXED;inset:0">x</b>',
    '<b style="width:expres/**/sion(a)\\3a">x</b>', '<p style="background:u\\72l(//x.example)">x</p>',
    '<b formaction="javascript:a()">x</b>', '<a ping="//x.example/">x</a>', '<span id="__config">{}</span>',
    '<div data-md-component="dialog">x</div>', "<!--><script>a</script>-->", "<!---><script>a</script>-->",
    "<!-- x --!><script>a</script>-->", "<title><!--</title><img src=x onerror=a()>-->", "<?x > <script>a</script> ?>",
    "<![CDATA[><script>a</script>]]>", "<blob:x href='blob:x'>",
]  # fmt: skip
UNLISTED = [
    "<iframe src='https://x.example/'></iframe>", "<form><input name=a></form>", "<button>x</button>", "<x-kaart>x</x-kaart>",
    "<plaintext>", "<textarea>x</textarea>", "<b popover=auto>x</b>", "<b contenteditable>x</b>", "<marquee>x</marquee>",
    '<img src="a"alt="b">', '<a "=">x</a>', "<a href='x' \"onclick=a()>x</a>", "<b/onclick=a()>x</b>", "<b\x0bx>y</b>", "<b x",
    "<a href='x>y</a>", "<b\u00a0onclick=a()>x</b>",
]  # fmt: skip
FINE = [
    '<p class="a" id="b" lang="nl">x <a href="../c/#d" title="e" rel="noopener" target="_blank">f</a></p>',
    '<img src="data:image/png;base64,AAAA" alt="x" width="3" loading="lazy">', '<a href="mailto:a@b.example">x</a>',
    '<a href="tel:+31612345678">bel</a><a href="#javascript:">x</a><a href="javascript.md">x</a>',
    '<input type="radio" checked id="__tabbed_1_1" name="__tabbed_1"><label for="__tabbed_1_1">x</label>',
    '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a><span id="__span-0-1">x</span>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img"><title>x</title><path d="M0 0" fill="none"/></svg>',
    '<td style="text-align: right;">1 &lt; 2</td><details open><summary>x</summary>y</details>', "a < b en c > d, <3, 2<4",
    "<!-- <b onclick=a()> --><!-- x --><br><hr />", '<div class="grid" markdown="1" data-lijst="x" aria-hidden="true">x</div>',
    "<pre><code>&lt;script&gt;</code></pre>", "<math><mi>x</mi></math>", '<p align="center" dir="rtl">x</p>',
]  # fmt: skip


@pytest.mark.parametrize("html", RUNS)
def test_what_runs_is_seen(html):
    assert any(found.runs for found in active_in(html))


@pytest.mark.parametrize("html", UNLISTED)
def test_what_is_on_no_list_or_no_tag_for_certain_is_seen(html):
    found = list(active_in(html))
    assert found
    assert all(one.tag in html for one in found)


@pytest.mark.parametrize("html", FINE)
def test_what_people_write_is_left_alone(html):
    assert list(active_in(html)) == []


def test_much_of_it_takes_no_longer_than_its_length():
    assert sum(1 for _ in active_in("<b x" * 50_000)) == 50_000
    assert list(active_in("<!--" * 50_000))[:1]
    assert list(active_in("<a " + "b=" * 50_000))
