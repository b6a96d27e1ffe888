/** Text of anybody's in a page. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (mark) => names[mark] ?? mark)
}

/** One page of the practice portal. `body` is markup; everything else is text. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} – practice portal</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1f; background: #fff }
header { border-bottom: 1px solid #c7c7cc; margin-bottom: 1.5rem; padding-bottom: .5rem }
nav a { margin-right: 1rem }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #e5e5ea }
label { display: block; margin: .6rem 0 .2rem } fieldset { border: 1px solid #c7c7cc; margin: 1rem 0 }
textarea { width: 100%; min-height: 6rem } button { margin-top: .8rem; padding: .4rem 1rem; font: inherit }
[role=alert] { border-left: 4px solid #c00; padding: .5rem 1rem; background: #fff0f0 }
[role=status] { border-left: 4px solid #080; padding: .5rem 1rem; background: #f0fff0 }
</style></head><body>
<header><strong>Device Enrollment Program (practice)</strong> – not Apple's; it knows practice devices only.
<nav aria-label="Sections"><a href="/portal/servers">Manage Servers</a><a href="/portal/devices">Manage Devices</a><a href="/portal/api">API</a><a href="/portal/push">Push Certificates</a></nav></header>
<main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>
`
}

export type Notice = { readonly kind: 'status' | 'alert'; readonly text: string }

export function notice(given: Notice | null): string {
  return given === null ? '' : `<p role="${given.kind}">${escapeHtml(given.text)}</p>`
}
