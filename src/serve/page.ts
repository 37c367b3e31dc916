/** The page that logs in, calls, refreshes and logs out. It has no scripts and no styles of others, and no secret. */
import { DEMO_USER } from './demo.ts'

const SCRIPT = `
let token
const $ = id => document.getElementById(id)
const decode = part => JSON.stringify(JSON.parse(new TextDecoder().decode(
  Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)))), null, 2)

function show() {
  $('token').textContent = token ? token.split('.').slice(0, 2).map(decode).join('\\n') : 'none'
}

function log(title, status, text) {
  const entry = document.createElement('li')
  const head = document.createElement('strong')
  head.textContent = title + '  ' + status
  entry.append(head)
  if (text !== '') {
    const body = document.createElement('pre')
    body.textContent = text
    entry.append(body)
  }
  $('log').prepend(entry)
  if (status !== '') $('last').textContent = head.textContent
}

async function send(method, path, options = {}) {
  const headers = { ...options.headers, ...(options.bearer && token ? { Authorization: 'Bearer ' + token } : {}) }
  const response = await fetch(path, { method, headers, body: options.body })
  const text = await response.text()
  const short = text.replace(/[\\w.-]{60,}/g, long => long.slice(0, 24) + '…')
  const challenge = response.headers.get('www-authenticate')
  log(method + ' ' + path, response.status, [challenge && 'WWW-Authenticate: ' + challenge, short].filter(Boolean).join('\\n'))
  try { return { status: response.status, ...JSON.parse(text) } } catch { return { status: response.status } }
}

$('login').addEventListener('submit', async event => {
  event.preventDefault()
  const body = JSON.stringify({ username: $('username').value, password: $('password').value })
  const answer = await send('POST', '/login', { headers: { 'Content-Type': 'application/json' }, body })
  token = answer.access_token ?? token
  show()
})
$('me').addEventListener('click', () => send('GET', '/api/me', { bearer: true }))
$('refresh').addEventListener('click', async () => {
  const answer = await navigator.locks.request('refresh', () => send('POST', '/refresh'))
  if (answer.status === 401 && token)
    log('Why 401?', '', 'This browser sent no cookie with a living refresh token. After a log-out that is right. Right ' +
      'after a login it means that the browser keeps no __Host- cookie over http: older ones and Safari do not, even on this machine.')
  token = answer.access_token ?? token
  show()
})
for (const path of ['/logout', '/logout-all'])
  $(path.slice(1)).addEventListener('click', () => send('POST', path, { bearer: true }))
$('forge').addEventListener('click', async () => {
  const kept = token
  const part = value => btoa(JSON.stringify(value)).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=/g, '')
  token = part({ alg: 'none' }) + '.' + part({ sub: 'admin', exp: 4102444800 }) + '.'
  await send('GET', '/api/me', { bearer: true })
  token = kept
})
$('keys').addEventListener('click', () => send('GET', '/.well-known/jwks.json'))
$('cookie').textContent = document.cookie || 'nothing: the cookie is HttpOnly'
show()
`

export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Your server</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  main { display: grid; gap: 0 2rem }
  main section { min-width: 0 }
  h2 { margin: .5rem 0 }
  input { width: 100%; max-width: 22rem; box-sizing: border-box }
  @media (min-width: 48rem) {
    main { grid-template: auto 1fr / 1fr 1fr }
    main section:nth-child(2) { grid-area: 1 / 2 / 3 / 3 }
  }
  button, input { font: inherit; padding: .3rem .6rem; margin: .2rem 0 }
  label { display: block }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8882; padding: .5rem; margin: .2rem 0 }
  ol { padding: 0; list-style: none }
</style>
<h1>Your server</h1>
<p>Every answer below is made by your own code. The access token is in a variable of this page, the refresh token in a
cookie. What this page's script can read of the cookie: <code id="cookie"></code>.</p>
<main>
<section aria-label="What you can do">
  <form id="login">
    <label>Name <input id="username" value="${DEMO_USER.username}" autocomplete="off"></label>
    <label>Password <input id="password" value="${DEMO_USER.password}" autocomplete="off"></label>
    <button>Log in</button>
  </form>
  <p><button id="me">Who am I?</button> <button id="refresh">Refresh</button></p>
  <p><button id="logout">Log out</button> <button id="logout-all">Log out everywhere</button></p>
  <p><button id="forge">Forge a token (alg none)</button> <button id="keys">The key set</button></p>
  <p>Last: <strong id="last" role="status">nothing yet</strong></p>
</section>
<section aria-label="What was sent and answered">
  <h2>What happened</h2>
  <ol id="log"></ol>
</section>
<section aria-label="The access token">
  <h2>Access token</h2>
  <p>The page keeps it after a log-out too, as a thief would. "Who am I?" shows whether your server still accepts it.</p>
  <pre id="token"></pre>
</section>
</main>
<script type="module">${SCRIPT}</script>
</html>
`
