/** A page that needs nothing: for when there are no pages, or nobody may see them. */
export function plainPage(
  { title, text }: { readonly title: string; readonly text: string },
  language: string,
  status: number,
): Response {
  return new Response(
    `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 20vh auto 0; max-width: 32rem; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; }
h1 { font-size: 1.25rem; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      },
    },
  );
}
