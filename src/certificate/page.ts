/** The page that shows a certificate: one file, without scripts and without anything from elsewhere. */
import type { Certificate } from './types.ts'

/** One passed lesson, as the page lists it. */
export type PassedLesson = { id: string; title: string }

/** @param lessons those that were passed, in order, with their titles */
export function certificatePage(
  { token, keySet, claims }: Certificate,
  lessons: readonly PassedLesson[],
): string {
  const segments = token.split('.')
  const colours = ['header', 'payload', 'signature']
  const shown = segments
    .map((segment, index) => `<span class="${colours[index]}">${escapeHtml(segment)}</span>`)
    .join('<b>.</b>')
  const rows = lessons
    .map(({ id, title }) => `<li><b>${id.slice(0, 2)}</b> ${escapeHtml(title)}</li>`)
    .join('\n')
  const date = new Date(claims.iat * 1000).toISOString().slice(0, 10)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(claims.sub)}: JSON Web Tokens, by building them</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
  h1 { line-height: 1.2 }
  ol { columns: 2; list-style: none; padding: 0; font-size: 1rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f3f3; padding: 1rem; border-radius: .5rem; font-size: .9rem }
  .header { color: #a3123c } .payload { color: #5b21b6 } .signature { color: #0b5e75 }
  @media (prefers-color-scheme: dark) {
    body { color: #eee; background: #161616 } pre { background: #242424 }
    .header { color: #ff8fab } .payload { color: #c4a5ff } .signature { color: #7fd6ec }
  }
  @media (max-width: 36rem) { ol { columns: 1 } }
</style>
<h1>${escapeHtml(claims.sub)} built JSON Web Tokens</h1>
<p>${lessons.length} of ${claims.lessons} lessons passed their hidden tests on ${date}:
base64url, signing and verifying, the attacks, public keys, and a server that logs people in and out.</p>
<ol>
${rows}
</ol>
<h2>This page is signed</h2>
<p>The token below says the same. The code that signed it, and the server that publishes the key, are the learner's own.</p>
<pre>${shown}</pre>
<p>The key set that verifies it:</p>
<pre>${escapeHtml(JSON.stringify(keySet, null, 2))}</pre>
<p>Whoever has <code>certificate.jwt</code> and <code>jwks.json</code> can verify it with any library, or with:</p>
<pre>npx jwt-lessons inspect --jwks jwks.json &lt; certificate.jwt</pre>
</html>
`
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character] as string)
}
