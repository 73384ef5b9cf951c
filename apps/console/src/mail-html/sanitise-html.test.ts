import { describe, expect, test } from 'vitest';

import { contentId, sanitiseHtml } from './sanitise-html.ts';

/** What comes out, beside the text, of HTML that means harm. */
const HOSTILE: readonly (readonly [what: string, html: string, shown: string])[] = [
  ['script', 'a<script>alert(1)</script>b', 'ab'],
  ['script by a broken tag', 'a<scr<script>ipt>alert(1)</scr</script>ipt>b', 'aipt&gt;alert(1)ipt&gt;b'],
  ['an event handler', '<b onclick="alert(1)" onmouseover=alert(1)>x</b>', '<b>x</b>'],
  ['onerror', '<img src=x onerror=alert(1)>', '<span></span>'],
  ['javascript:', '<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'],
  ['JavaScript: with a tab', '<a href="java\tscript:alert(1)">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'],
  [
    'javascript: as entities',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a rel="noopener noreferrer nofollow">x</a>',
  ],
  ['vbscript:', '<a href="vbscript:x">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'],
  [
    'data: in a link',
    '<a href="data:text/html,<script>1</script>">x</a>',
    '<a rel="noopener noreferrer nofollow">x</a>',
  ],
  ['an address within the console', '<a href="/api/session">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'],
  ['an address without a scheme', '<a href="//evil.example">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'],
  ['base', '<base href="https://evil.example/">x', 'x'],
  ['meta refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">x', 'x'],
  ['link', '<link rel="stylesheet" href="https://evil.example/x.css">x', 'x'],
  ['style sheet', '<style>@import url(https://evil.example)</style>x', 'x'],
  ['title', '<title>t</title>x', 'x'],
  ['form', '<form action="https://evil.example"><input name="p"><button>Go</button></form>x', 'x'],
  ['iframe', '<iframe src="https://evil.example"></iframe>x', 'x'],
  ['iframe with srcdoc', '<iframe srcdoc="<script>alert(1)</script>"></iframe>x', 'x'],
  ['object', '<object data="x.swf"><embed src="x.swf"></object>x', 'x'],
  ['svg', '<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:x">t</a></svg>x', 'x'],
  [
    'math',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>x',
    'x',
  ],
  ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>x', 'x'],
  ['textarea', '<textarea><img src=x onerror=alert(1)></textarea>x', 'x'],
  ['template', '<template><script>alert(1)</script></template>x', 'x'],
  ['video', '<video src="https://evil.example/v"><source src="https://evil.example/v"></video>x', 'x'],
  ['css url()', '<p style="background:url(https://evil.example/p.gif)">x</p>', '<p>x</p>'],
  ['css url() in escapes', '<p style="background:\\75 rl(https://evil.example)">x</p>', '<p>x</p>'],
  ['css expression()', '<p style="width:expression(alert(1))">x</p>', '<p>x</p>'],
  ['css list image', '<ul style="list-style:url(https://evil.example)"><li>x</ul>', '<ul><li>x</li></ul>'],
  ['css position', '<p style="position:fixed;top:0;left:0;color:red">x</p>', '<p style="color:red">x</p>'],
  ['css variable', '<p style="--x:url(https://evil.example);color:var(--x)">x</p>', '<p>x</p>'],
  ['background attribute', '<td background="https://evil.example">x</td>', '<td>x</td>'],
  ['srcset', '<img srcset="https://evil.example 2x" alt="logo">', '<span class="missing-picture">logo</span>'],
  ['a tracking pixel', '<img src="https://evil.example/t.gif" width="1" height="1">', '<span></span>'],
  [
    'a remote picture',
    '<img src="https://evil.example/l.png" alt="logo">',
    '<span class="missing-picture">logo</span>',
  ],
  [
    "a sender's own data:",
    '<img src="data:image/svg+xml,<svg onload=alert(1)>" alt="x">',
    '<span class="missing-picture">x</span>',
  ],
  [
    'markup in alt',
    '<img src="https://e.example" alt="<script>alert(1)</script>">',
    '<span class="missing-picture">&lt;script&gt;alert(1)&lt;/script&gt;</span>',
  ],
  ['id and class', '<p id="root" class="app" name="x">x</p>', '<p>x</p>'],
  ['conditional comment', '<!--[if mso]><script>alert(1)</script><![endif]-->x', 'x'],
  ['a comment that ends early', '<!--><img src=x onerror=alert(1)>-->x', '<span></span>--&gt;x'],
  ['CDATA', '<![CDATA[<script>alert(1)</script>]]>x', 'x'],
];

describe('hostile HTML is harmless', () => {
  test.each(HOSTILE)('%s', (_what, html, shown) => {
    const clean = sanitiseHtml(html).html;
    expect(clean).toBe(shown);
    expect(clean).not.toMatch(
      /<[^>]*(?:\son\w+=|javascript:|url\()|<(?:script|iframe|svg|style|base|meta|form|object)/i,
    );
  });
});

const HONEST: readonly (readonly [what: string, html: string])[] = [
  ['text', '<p>Hello <b>there</b>, <i>all</i></p>'],
  ['colours and type', '<p style="color:#1f497d;font-family:&quot;Segoe UI&quot;, sans-serif;font-size:11pt">x</p>'],
  [
    'a table',
    '<table width="600" cellpadding="0" style="border-collapse:collapse"><tbody><tr><td style="padding:0 5.4pt;border:1px solid #ccc">x</td></tr></tbody></table>',
  ],
  ['a quotation', '<blockquote style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">x</blockquote>'],
  ["Outlook's list", '<p style="margin-left:36.0pt;text-indent:-18.0pt">x</p>'],
  ['right to left', '<div dir="rtl">شكرا</div>'],
  ['a hidden preview line', '<div style="display:none;max-height:0">x</div>'],
];

test.each(HONEST)('%s stays as it is', (_what, html) => {
  expect(sanitiseHtml(html).html).toBe(html);
});

test.each([
  ['https://lms.example/course?id=1&x=2', 'https://lms.example/course?id=1&amp;x=2'],
  ['mailto:support@desk.example', 'mailto:support@desk.example'],
])('a link to %s opens outside and tells nothing', (href, written) => {
  expect(sanitiseHtml(`<a href="${href}">x</a>`).html).toBe(
    `<a href="${written}" target="_blank" rel="noopener noreferrer nofollow">x</a>`,
  );
});

test('remote pictures are counted, broken tags without an address are not', () => {
  expect(sanitiseHtml('<img src="http://a.example/1"><img src="cid:gone"><img alt="x">').blockedPictures).toBe(2);
});

test("the message's own pictures are shown, by Content-ID", () => {
  const pictures = new Map([['logo@x', 'data:image/png;base64,AAAA']]);
  expect(sanitiseHtml('<img src="cid:Logo%40x" alt="logo" width="20">', pictures).html).toBe(
    '<img src="data:image/png;base64,AAAA" alt="logo" width="20" />',
  );
});

test.each([
  ['cid:a@b', 'a@b'],
  ['CID:A%40B', 'a@b'],
  ['cid:100%', '100%'],
  ['https://x', undefined],
  ['cid:', undefined],
])('the Content-ID of %s', (address, id) => {
  expect(contentId(address)).toBe(id);
});
