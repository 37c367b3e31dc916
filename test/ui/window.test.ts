import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyProgress, recordPosition } from '../../src/workspace/progress.ts'
import { hs256, SECRET, segment } from '../inspect/tokens.ts'
import { course } from './kit/course.ts'
import { fakeGrader, fakeWorkspace } from './kit/ports.ts'
import { failed, lesson, report } from './kit/reports.ts'
import { closeWindows, openWindow, type Window, type WindowOptions } from './kit/window.ts'

afterEach(closeWindows)

const started = () =>
  recordPosition(emptyProgress('0.1.0'), { lesson: lesson.id, step: 'group', page: 3, at: '' })

/** The program at the first step, as on a second evening. */
async function atFirstStep(change: Partial<WindowOptions> = {}): Promise<Window> {
  return openWindow({ columns: 80, rows: 24, workspace: fakeWorkspace(started()), ...change })
}

const last = (window: Window, lines: number) => window.screen().split('\n').slice(-lines).join('\n')

describe('from the first start to the next lesson', () => {
  test('reading, predicting, building, looking back', async () => {
    const window = await openWindow({ columns: 80, rows: 24 })
    expect(window.screen()).toContain('Learn JSON Web Tokens by building them')
    await window.type('\r')
    expect(window.screen()).toContain('Why it matters')
    await window.type('nnn')
    expect(window.screen()).toContain('How many characters is one byte?')
    await window.type('a')
    expect(window.screen()).toContain('Not this one.')
    await window.type('b')
    expect(window.screen()).toContain('Right.')
    await window.type('\r')
    expect(window.screen()).toContain('Step 1 of 3: write jwt/base64url.ts and save')
    window.grader.answer(report(1))
    await window.save('jwt/base64url.ts')
    expect(window.screen()).toContain('What is left over')
    expect(window.screen()).toContain('Step 1 passes. Now step 2')
    await window.type(' ')
    expect(window.screen()).toContain('Tails of one and two bytes')
    window.grader.answer(report(3))
    await window.save('jwt/base64url.ts')
    expect(window.screen()).toContain('Enter goes on to the recap.')
    expect(last(window, 2)).toContain('✓ All 3 steps pass')
    await window.type('\r')
    expect(window.screen()).toContain('01 Bytes to text is done, 1 of 8 lessons')
    await window.type('\r')
    expect(window.screen()).toContain('02 Text to bytes')
    expect(await window.quit()).toBe(0)
    expect(window.workspace.saved.at(-1)?.position).toMatchObject({ lesson: '02-base64url-decode' })
  })
})

describe('the terminal', () => {
  test('is given back as it was: screen, cursor, mouse, and one line says where to go on', async () => {
    const window = await atFirstStep()
    expect(window.sent()).not.toContain('?1000h')
    await window.type('m')
    await window.type('q')
    expect(await window.exit).toBe(0)
    const sent = window.sent()
    for (const [on, off] of [
      ['?1049h', '?1049l'],
      ['?1000h', '?1000l'],
      ['?1006h', '?1006l'],
      ['?2004h', '?2004l'],
      ['?25l', '?25h'],
    ] as const) {
      expect(sent.lastIndexOf(`\u001b[${off}`), off).toBeGreaterThan(sent.lastIndexOf(`\u001b[${on}`))
    }
    expect(sent).toMatch(/Lesson 01 Bytes to text: step 1 of 3\. Go on with: jwt-lessons\n$/)
  })

  test('is given back when the program is ended from outside, with one message', async () => {
    const window = await atFirstStep()
    process.emit('SIGTERM', 'SIGTERM')
    expect(await window.exit).toBe(143)
    expect(window.sent()).toMatch(/Ended by SIGTERM\. Your files and your progress are kept\.\n$/)
    expect(window.sent().lastIndexOf('\u001b[?1049l')).toBeGreaterThan(
      window.sent().lastIndexOf('\u001b[?1049h'),
    )
  })

  test('is given back after a fault of ours, with a message and no stack', async () => {
    const broken = fakeGrader()
    broken.answer(report(0, [failed(null as never)]))
    const window = await atFirstStep({ grader: broken })
    await window.save('jwt/base64url.ts')
    expect(await window.exit).toBe(1)
    expect(window.sent()).toMatch(/jwt-lessons stopped: a problem in the program, not in your code\.\n/)
    expect(window.sent().slice(window.sent().lastIndexOf('\u001b[?1049l'))).not.toMatch(/ at .*\.tsx?:\d+/)
  })

  test('gets only what changed: a verdict does not draw the whole screen again', async () => {
    const window = await atFirstStep({ columns: 120, rows: 40 })
    const before = window.sent().length
    window.grader.answer(report(0))
    await window.save('jwt/base64url.ts')
    const update = window.sent().slice(before)
    expect(update).toContain('1 failure')
    expect(update).not.toContain('Build a token')
    expect(update).not.toContain('\u001b[2J')
  })

  test('gets nothing when nothing changed', async () => {
    const window = await atFirstStep()
    window.grader.answer(report(0))
    await window.save('jwt/base64url.ts')
    const before = window.sent().length
    await window.save('jwt/base64url.ts')
    expect(window.sent().length).toBe(before)
  })

  test('that is too small gets one line, and the screen again when it grows', async () => {
    const window = await atFirstStep({ columns: 50, rows: 10 })
    expect(window.screen().trim()).toBe('Make this window at least 60x16. Ctrl+C quits.')
    await window.resize(60, 16)
    expect(window.screen()).toContain('Three bytes, four characters')
    await window.resize(120, 40)
    expect(window.screen()).toContain('Result')
    await window.resize(60, 15)
    expect(window.screen().trim().split('\n')).toHaveLength(1)
    expect(await window.quit()).toBe(0)
  })

  test.each([{ NO_COLOR: '1', TERM: 'xterm' }, { TERM: 'dumb' }])(
    'without colours (%o) signs and words suffice',
    async env => {
      const window = await atFirstStep({ env })
      window.grader.answer(report(0))
      await window.save('jwt/base64url.ts')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
      expect(window.sent()).not.toMatch(/\u001b\[[\d;]*m/)
      expect(last(window, 2)).toMatch(/[✗x] Step 1 of 3: 1 failure/)
    },
  )

  test('with --ascii there is no drawing character', async () => {
    const window = await atFirstStep({ drawing: 'ascii', columns: 120, rows: 40 })
    window.grader.answer(report(0))
    await window.save('jwt/base64url.ts')
    for (const keys of ['', 'l', '\u001b', '?', '\u001b', 'c', '\u001b', 'bbb']) {
      await window.type(keys)
      expect(window.screen()).not.toMatch(/[\u2190-\u21ff\u2300-\u27bf]/)
    }
  })

  test('with links shows the file as one', async () => {
    const window = await atFirstStep({ env: { TERM: 'xterm-kitty' } })
    expect(window.sent()).toContain('\u001b]8;;file:///home/ada/jwt-lessons/jwt/base64url.ts\u0007')
  })

  test('a click is no key', async () => {
    const window = await atFirstStep()
    const before = window.screen()
    await window.type('\u001b[<0;5;5M\u001b[<0;5;5m\u001b[<2;70;12m')
    expect(window.screen()).toBe(before)
  })

  test('scrolls with the wheel, the pane under the mouse', async () => {
    const window = await openWindow({ columns: 60, rows: 16 })
    await window.type('\rnn')
    await window.type('m')
    await window.type('j')
    await window.type('k')
    expect(window.screen()).toContain('1-9 of')
    await window.type('\u001b[<65;10;8M')
    expect(window.screen()).toContain('4-12 of')
    await window.type('\u001b[<64;10;8M')
    expect(window.screen()).toContain('1-9 of')
  })
})

test('a test sees what a key does although the machine stands still for a moment', async () => {
  const window = await atFirstStep()
  await window.type('l')
  process.nextTick(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120))
  await window.type('\u001b')
  expect(window.screen()).toContain('Three bytes, four characters')
})

describe('help on the way', () => {
  test('without an editor e says how to set one', async () => {
    const window = await atFirstStep()
    await window.type('e')
    expect(window.screen()).toContain('No editor is set.')
    await window.type('j')
    expect(window.screen()).not.toContain('No editor is set.')
  })

  test('the solution says how to get it before the lesson passes', async () => {
    const window = await atFirstStep()
    await window.type('s')
    expect(window.screen()).toContain('Our solution opens when the lesson passes.')
  })

  test('a reset asks, keeps a backup, and can be undone', async () => {
    const window = await atFirstStep()
    await window.type('r')
    await window.type('n')
    expect(window.workspace.calls).toEqual([])
    await window.type('r')
    await window.type('y')
    expect(window.screen()).toContain('.jwt-lessons/backups/1')
    await window.type('u')
    expect(window.workspace.calls).toEqual([`reset ${lesson.id}`, `undo ${lesson.id}`])
  })

  test('a report can be copied', async () => {
    const window = await atFirstStep()
    await window.type('!')
    expect(window.screen()).toContain(`lesson: ${lesson.id}`)
    await window.type('y')
    const copied = /\]52;c;([A-Za-z0-9+/=]+)/.exec(window.sent())?.[1] ?? ''
    expect(Buffer.from(copied, 'base64').toString()).toContain(`lesson: ${lesson.id}`)
  })

  test('a paste into the search keeps its end in view, and the list says briefly that it found nothing', async () => {
    const window = await atFirstStep({ columns: 60, rows: 16 })
    await window.type('l/')
    await window.type(`\u001b[200~${'x'.repeat(600)}the end\u001b[201~`)
    expect(window.screen()).toContain('xthe end▏')
    expect(window.screen()).toContain('Esc ends the search.')
    expect(window.screen().match(/x{30,}/g)).toHaveLength(2)
  })

  test('a picture draws the answer of the code for what is typed', async () => {
    const asked: string[] = []
    const window = await atFirstStep({
      preview: async (lessonId, calls) => {
        asked.push(`${lessonId} ${calls.map(call => call.name).join()}`)
        return []
      },
    })
    await window.type('p')
    await window.see('Input')
    await expect.poll(() => asked.length).toBe(1)
    await window.type('xyz')
    await expect.poll(() => asked.length).toBeGreaterThan(1)
    expect(asked.at(-1)).toContain(`${lesson.id} encode`)
    expect(window.screen()).toContain('xyz')
  })

  test('a pasted token is taken apart, and a paste elsewhere is no keys', async () => {
    const window = await atFirstStep()
    await window.type('\u001b[200~q\u001b[201~')
    await window.type('i')
    await window.see('Paste a token')
    await window.type('\u001b[200~eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.\u001b[201~')
    await window.see('an unsigned token (alg none)')
  })

  test('check all shows the map with its verdicts', async () => {
    const window = await atFirstStep()
    window.grader.answer(report(3))
    await window.type('c')
    expect(window.screen()).toContain('1 of 8 lessons passed')
    expect(new Set(window.grader.asked.flat()).size).toBe(course.lessons.length)
  })

  test('where saves can not be seen the learner is told and g checks', async () => {
    const workspace = fakeWorkspace(started())
    workspace.watch = () => Promise.reject(new Error('too many watches'))
    const window = await atFirstStep({ workspace })
    expect(window.screen()).toContain("Saves can't be seen, press g to check: too many watches")
    window.grader.answer(report(0))
    await window.type('g')
    expect(window.screen()).toContain('Step 1 of 3: 1 failure')
  })
})

describe('a screen reader', () => {
  const env = { TERM: 'xterm-256color', INK_SCREEN_READER: 'true' }

  test('gets lines in order, no alternate screen and no drawing, and hears the verdict of a save', async () => {
    const window = await atFirstStep({ env })
    const first = window.sent()
    expect(first).not.toContain('\u001b[?1049h')
    expect(first).not.toContain('\u001b[?1000h')
    expect(first).not.toMatch(/[│─┬┴━✓✗]/)
    expect(first).toContain('Three bytes, four characters')
    window.grader.answer(report(0))
    await window.save('jwt/base64url.ts')
    const update = window.sent().slice(first.length)
    expect(update).toContain('failed: Step 1 of 3: 1 failure')
    expect(update).toContain("Your output has '+' and '/'")
    expect(update).not.toContain('Write encode so that three bytes give four characters')
    expect(await window.quit()).toBe(0)
    expect(window.sent()).toMatch(/\nLesson 01 [^\n]*Go on with: jwt-lessons\n$/)
  })
})

describe('inspecting a token', () => {
  const paste = (text: string) => `\u001b[200~${text}\u001b[201~`

  test('a secret that is typed checks the signature and is never on the screen', async () => {
    const window = await atFirstStep({ rows: 40 })
    await window.type('i')
    await window.type(paste(hs256({ alg: 'HS256' }, { sub: 'ada' })))
    await window.see('Not checked: that needs a secret. Tab leads to')
    await window.type('\t')
    await window.type(SECRET.slice(0, -1))
    await window.see('31 characters')
    await window.type(SECRET.slice(-1))
    await window.see('Right: ')
    expect(window.sent()).not.toContain(SECRET.slice(0, 6))
    expect(window.sent()).not.toContain(SECRET.slice(-6))
  })

  test('an emptied field is said nothing about', async () => {
    const window = await atFirstStep()
    await window.type('i')
    await window.type(paste(hs256({ alg: 'HS256' }, { sub: 'ada' })))
    await window.see('Its secret is not on the list')
    await window.type('\t')
    await window.type(SECRET)
    await window.see('Right: ')
    for (const key of ['\t', '\u0015']) await window.type(key)
    await window.see('Paste a token')
    expect(window.screen()).not.toContain('Right: ')
    for (const key of ['\t', '\u0015', '\t']) await window.type(key)
    expect(window.screen()).not.toContain('Its secret')
  })

  test('two tokens in two lines stay two, a wrapped one is one', async () => {
    const window = await atFirstStep({ rows: 40 })
    const first = hs256({ alg: 'HS256' }, { sub: 'ada' })
    await window.type('i')
    await window.type(paste(`${first}\r\n${hs256({ alg: 'HS256' }, { sub: 'bob' })}\r\n`))
    await window.see('2 tokens were found')
    await window.type('\u0015')
    await window.type(paste(`Authorization: Bearer ${first.slice(0, 40)}\r\n ${first.slice(40)}\r\n`))
    await window.see('line breaks or spaces')
    await window.see('a signed token (JWS), HS256')
  })

  test('what is not a token is named, and a large token is taken apart at once', async () => {
    const window = await atFirstStep({ rows: 40 })
    await window.type('i')
    await window.type(paste('ya29.a0AfByC-1234567890abcdefghijklmnop'))
    await window.see('an opaque token')
    await window.type('\u0015')
    await window.type(paste(hs256({ alg: 'HS256' }, { sub: 'ada', text: 'x'.repeat(300_000) })))
    await window.see('more characters')
  })

  test('a large paste that the terminal does not announce is read in pieces', async () => {
    const window = await atFirstStep({ rows: 40 })
    const token = hs256({ alg: 'HS256' }, { sub: 'ada', text: 'y'.repeat(260_000) })
    await window.type('i')
    for (let at = 0; at < token.length; at += 4096) await window.type(token.slice(at, at + 4096))
    await window.see(`${token.length.toLocaleString('en-US')} characters`)
  })

  test('a public key is recognised by its lines, a half pasted one is named', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const input = `${segment({ alg: 'ES256' })}.${segment({ sub: 'ada' })}`
    const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const window = await atFirstStep()
    await window.type('i')
    await window.type(paste(`${input}.${signature.toString('base64url')}`))
    await window.type('\t')
    await window.type(paste(pem.slice(0, 60)))
    await window.see('The PEM text has no key')
    await window.type('\u0015')
    await window.type(paste(pem))
    await window.see('Right: ')
  })
})
