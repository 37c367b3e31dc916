import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { startSandbox } from '../../src/sandbox/host.ts'
import { isRunning } from '../../src/sandbox/resources.ts'
import { createWorld, program } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

const RUN = { file: 'jwt/code.ts', name: 'run' }
const value = (outcome: unknown): unknown => (outcome as { value: { value?: unknown } }).value.value

describe('a sandbox', { timeout: 120_000 }, () => {
  it('tells of some imports where there are thousands', async () => {
    const source = `for (let count = 0; count < 2100; count++) await import('./other.ts?' + count)
      export function run() {}`
    world.write('jwt/other.ts', 'export const one = 1')
    const { report } = await world.load(source, { deadlineMs: 60_000 })
    expect(report).toMatchObject({ kind: 'loaded', missing: [] })
  })

  it('carries values in and out as they are', async () => {
    const buffer = new Uint8Array(16).map((_, index) => index)
    const view = buffer.subarray(4, 8)
    const source = `export function run(bytes: Uint8Array, rest: unknown[]) {
      return [bytes.byteOffset, bytes.buffer.byteLength, [...bytes], rest]
    }`
    const { sandbox } = await world.load(source)
    const odd = JSON.parse('{"__proto__": {"a": 1}, "b": null}')
    const { report } = await sandbox.call([{ ...RUN, args: [view, [undefined, 1n, Number.NaN, 'é', odd]] }])
    expect(report[0]?.outcome).toEqual({
      kind: 'value',
      value: {
        type: 'array',
        items: [
          { type: 'number', value: 4 },
          { type: 'number', value: 16 },
          { type: 'array', items: [4, 5, 6, 7].map(item => ({ type: 'number', value: item })) },
          {
            type: 'array',
            items: [
              { type: 'undefined' },
              { type: 'bigint', value: '1' },
              { type: 'number', value: Number.NaN },
              { type: 'string', value: 'é' },
              {
                type: 'object',
                name: null,
                entries: [
                  [
                    '__proto__',
                    { type: 'object', name: null, entries: [['a', { type: 'number', value: 1 }]] },
                  ],
                  ['b', { type: 'null' }],
                ],
              },
            ],
          },
        ],
      },
    })
  })

  it('gives no byte around a Buffer away', async () => {
    const outcome = await world.run(
      'export const run = (bytes: Uint8Array) => bytes.buffer.byteLength',
      Buffer.from('abc'),
    )
    expect(value(outcome)).toBe(3)
  })

  it('tells what became of the arguments', async () => {
    const { sandbox } = await world.load('export const run = (bytes: Uint8Array) => void bytes.fill(7)')
    const { report } = await sandbox.call([{ ...RUN, args: [new Uint8Array(2)] }])
    expect(report[0]?.argsAfter).toEqual([
      { type: 'bytes', value: new Uint8Array([7, 7]), name: 'Uint8Array' },
    ])
  })

  it.each([
    ['a member is added', 'x.b = 1'],
    ['a member is changed', 'x.a = 2'],
    ['a member goes away', 'delete x.a'],
    ['a member is hidden', "Object.defineProperty(x, 'a', { enumerable: false })"],
    ['a member gets a getter', "Object.defineProperty(x, 'a', { get: () => 1 })"],
    ['a list inside grows', 'x.list.push(3)'],
    ['an object inside is replaced', 'x.inner = { deep: 2 }'],
    ['bytes inside change', 'x.bytes[0] = 9'],
  ])('tells when %s', async (_what, statement) => {
    const { sandbox } = await world.load(`export const run = (x: any) => { ${statement} }`)
    const args = [{ a: 1, list: [1, 2], inner: { deep: 1 }, bytes: Uint8Array.of(1) }]
    const { report } = await sandbox.call([{ ...RUN, args }])
    expect(report[0]?.argsAfter).toMatchObject([{ type: 'object' }])
  })

  it('does not tell of arguments that are as they were', async () => {
    const { sandbox } = await world.load('export const run = (x: any) => x')
    const args = [
      { a: Number.NaN, list: [1, 'two', null], inner: { deep: undefined } },
      Uint8Array.of(1, 2),
      'text',
    ]
    const { report } = await sandbox.call([{ ...RUN, args }])
    expect(report[0]?.argsAfter).toEqual(['untouched', 'untouched', 'untouched'])
  })

  it.each([
    ['kept', 'bytes.slice().fill(0)', 'untouched'],
    ['kept', 'bytes.fill(0)', { type: 'bytes', value: new Uint8Array(2) }],
    ['overwritten', 'new Uint8Array(bytes.buffer)[0] = 7', 'untouched'],
    ['overwritten', 'new Uint8Array(bytes.buffer).fill(7, 3)', 'untouched'],
    ['detached', 'structuredClone(bytes, { transfer: [bytes.buffer] })', { type: 'exotic' }],
    ['detached', 'bytes.buffer.transfer()', { type: 'exotic' }],
  ])('tells that the buffer behind a window was %s by: %s', async (buffers, body, after) => {
    const { sandbox } = await world.load(`export const run = (bytes: any) => { ${body} }`)
    const { report } = await sandbox.call([{ ...RUN, args: [Uint8Array.of(9, 1, 2, 9).subarray(1, 3)] }])
    expect(report[0]?.buffers).toBe(buffers)
    expect(report[0]?.argsAfter).toMatchObject([after])
  })

  it('shows when an answer changes with a later call', async () => {
    const { sandbox } = await world.load(
      `const shared = new Uint8Array(1)
      export const run = (byte: number) => { shared[0] = byte; return byte === 3 ? shared.slice() : shared }`,
    )
    const { report } = await sandbox.call([1, 3, 2].map(byte => ({ ...RUN, args: [byte] })))
    expect(report.map(({ outcome }) => value(outcome))).toEqual([2, 3, 2].map(byte => new Uint8Array([byte])))
  })

  it('carries large answers', async () => {
    const outcome = await world.run('export const run = () => new Uint8Array(3_000_000).fill(9)')
    expect(value(outcome)).toEqual(new Uint8Array(3_000_000).fill(9))
  })

  it('says which of many calls hung', async () => {
    const { sandbox } = await world.load('export const run = (n: number) => { while (n === 5) {} }')
    const { report } = await sandbox.call(Array.from({ length: 9 }, (_, n) => ({ ...RUN, args: [n] })))
    expect(report[8]?.outcome).toMatchObject({ kind: 'broken', cause: 'timeout', callIndex: 5 })
  })

  it('answers questions that were asked ahead in their order, and tells each when one never returns', async () => {
    const { sandbox } = await world.load(
      'let calls = 0\nexport function run(x: number) { for (; x < 0;); return [x, ++calls] }',
    )
    const ask = (...numbers: number[]) => sandbox.call(numbers.map(number => ({ ...RUN, args: [number] })))
    const replies = await Promise.all([ask(7), ask(8, 9), ask(1, 2, -1, 3), ask(4)])
    const told = replies.map(({ report }) => report.map(({ outcome }) => outcome))
    expect(told[0]?.[0]).toMatchObject({ value: { items: [{ value: 7 }, { value: 1 }] } })
    expect(told[1]?.[1]).toMatchObject({ value: { items: [{ value: 9 }, { value: 3 }] } })
    expect(told[2]?.[0]).toMatchObject({ kind: 'broken', cause: 'timeout', callIndex: 2 })
    expect(told[3]?.[0]).toMatchObject({ kind: 'broken', cause: 'timeout' })
  })

  it('knows which of many calls hung, however busy the one who asked is meanwhile', async () => {
    const { sandbox } = await world.load('export function run(x: number) { for (; x === 3000;); return x }')
    const calls = Array.from({ length: 4000 }, (_, index) => ({ ...RUN, args: [index] }))
    const reply = sandbox.call(calls)
    await new Promise(resolve => setImmediate(resolve))
    for (const end = Date.now() + 500; Date.now() < end; );
    expect((await reply).report[0]?.outcome).toMatchObject({ cause: 'timeout', callIndex: 3000 })
  })

  it('works where no temporary file can be made, and then only knows less', async () => {
    vi.stubEnv('TMPDIR', join(world.root, 'nowhere'))
    try {
      const { sandbox } = await world.load('export function run(x: number) { for (; x === 1;); return x }')
      const ask = (x: number) => sandbox.call([{ ...RUN, args: [x] }])
      expect(value((await ask(0)).report[0]?.outcome)).toBe(0)
      expect((await ask(1)).report[0]?.outcome).toMatchObject({ kind: 'broken', cause: 'timeout' })
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('gives one call more time when asked to', async () => {
    const source =
      'export const run = (ms: number) => { const end = performance.now() + ms; while (performance.now() < end) {} return 1 }'
    const { sandbox } = await world.load(source)
    const { report } = await sandbox.call([{ ...RUN, args: [2_500] }], { callMs: 60_000 })
    expect(report[0]?.outcome.kind).toBe('value')
  })

  it('gives a long question its time as long as it gets on, and none to a call that hangs in it', async () => {
    const { sandbox } = await world.load(
      'export const run = (ms: number) => { const end = performance.now() + ms; while (performance.now() < end) {} return 1 }',
    )
    const calls = (ms: number) => Array.from({ length: 6 }, () => ({ ...RUN, args: [ms] }))
    const slow = await sandbox.call(calls(500), { deadlineMs: 60_000 })
    expect(slow.report.at(-1)?.outcome.kind).toBe('value')
    const start = performance.now()
    const hung = await sandbox.call([...calls(10), { ...RUN, args: [Number.POSITIVE_INFINITY] }], {
      deadlineMs: 60_000,
    })
    expect(hung.report[0]?.outcome).toMatchObject({ kind: 'broken', cause: 'timeout', callIndex: 6 })
    expect(performance.now() - start).toBeLessThan(50_000)
  })

  it('stays broken after it broke', async () => {
    const { sandbox } = await world.load('export const run = () => process.exit(0)')
    for (let round = 0; round < 2; round++) {
      const { report } = await sandbox.call([{ ...RUN, args: [] }])
      expect(report[0]?.outcome).toMatchObject({ kind: 'broken', cause: 'exit' })
    }
  })

  it('stops code that takes too much memory', async () => {
    const { sandbox } = await world.load(
      'const all: unknown[] = []\nexport const run = () => { for (;;) all.push(new Array(1000).fill(0)) }',
      { deadlineMs: 30_000 },
    )
    const { report } = await sandbox.call([{ ...RUN, args: [] }])
    expect(report[0]?.outcome).toMatchObject({ kind: 'broken', cause: 'memory' })
  })

  it('does not run out of memory over many calls', async () => {
    const { sandbox } = await world.load('export const run = () => "x".repeat(100_000)', {
      deadlineMs: 30_000,
    })
    for (let round = 0; round < 20; round++) {
      const { report } = await sandbox.call(Array.from({ length: 50 }, () => ({ ...RUN, args: [] })))
      expect(report[49]?.outcome.kind).toBe('value')
    }
  })

  it('gives learner code nothing of the environment, whatever is set there', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-such-option')
    vi.stubEnv('NODE_PATH', '/no/such/folder')
    vi.stubEnv('NODE_EXTRA_CA_CERTS', '/no/such/file')
    vi.stubEnv('HOME', '/no/such/home')
    try {
      expect(value(await world.run('export const run = () => JSON.stringify(process.env)'))).toBe('{}')
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('keeps as much of what a lesson prints when the one before it has printed too much', async () => {
    const printing = (text: string): string =>
      `console.log(${text})\nexport const run = () => console.log(${text})`
    const { sandbox } = await world.load(printing('"x".repeat(20_000)'))
    world.write('jwt/code.ts', printing('"the next"'))
    const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
    const loaded = await sandbox.load({ forbids: [], watches: [], web: false, files, instrument: false })
    expect(loaded.console).toBe('the next\n')
    const called = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [] }])
    expect(called.console).toBe('the next\n')
  })

  it('is not called slow when the thread that should read its answers is busy', async () => {
    const text = `export const run = () => Array.from({ length: 3 }, () => 'x'.repeat(7_000_000) + Math.random())`
    const { sandbox } = await world.load(text)
    const answer = sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [] }])
    await new Promise(resolve => setTimeout(resolve, 100))
    for (const end = performance.now() + 3_000; performance.now() < end; );
    expect((await answer).report[0]?.outcome).toMatchObject({ kind: 'value' })
  })

  it('ends when the program that started it is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-parent-'))
    const parent = join(folder, 'parent.mts')
    const hostUrl = resolve('src/sandbox/host.ts')
    writeFileSync(
      parent,
      `import { startSandbox } from ${JSON.stringify(hostUrl)}
      const sandbox = startSandbox({ program: ${JSON.stringify(program)}, workspaceRoot: ${JSON.stringify(world.root)}, deadlineMs: 2000 })
      console.log(sandbox.pid)
      setInterval(() => {}, 1000)`,
    )
    const child = spawn(process.execPath, ['--no-warnings', parent], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>(done =>
      child.stdout.once('data', (data: Buffer) => done(Number(String(data)))),
    )
    expect(isAlive(pid)).toBe(true)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 50 })
    rmSync(folder, { recursive: true })
  })

  it('says when the calls of a lesson used up their time together, each of them being quick', async () => {
    const text =
      'export function run() { const end = performance.now() + 150; while (performance.now() < end) {} }'
    world.write('jwt/code.ts', text)
    const whole = { wallMs: 60_000, workedMs: 600 }
    const sandbox = startSandbox({ program, workspaceRoot: world.root, deadlineMs: 10_000, whole })
    const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
    await sandbox.load({ forbids: [], watches: [], web: false, files, instrument: false })
    const calls = Array.from({ length: 60 }, () => ({ file: 'jwt/code.ts', name: 'run', args: [] }))
    const { report } = await sandbox.call(calls, { deadlineMs: 60_000 })
    expect(report[0]?.outcome).toMatchObject({
      kind: 'broken',
      cause: 'timeout',
      message: 'the code used up all the time that the calls of a lesson get together',
    })
  })

  it('keeps a program alive that waits for its answer, and no longer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-parent-'))
    const parent = join(folder, 'parent.mts')
    world.write('jwt/code.ts', 'export const run = () => 7')
    writeFileSync(
      parent,
      `import { startSandbox } from ${JSON.stringify(resolve('src/sandbox/host.ts'))}
      const sandbox = startSandbox({ program: ${JSON.stringify(program)}, workspaceRoot: ${JSON.stringify(world.root)}, deadlineMs: 2000 })
      const { report } = await sandbox.load({ forbids: [], watches: [], web: false, files: [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }], instrument: false })
      console.log(report.kind)`,
    )
    const child = spawn(process.execPath, ['--no-warnings', parent], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', data => {
      said += data
    })
    const code = await new Promise(done => child.once('exit', done))
    rmSync(folder, { recursive: true })
    expect(said.trim()).toBe('loaded')
    expect(code).toBe(0)
  })

  it.skipIf(process.platform === 'win32')(
    'ends by itself when a loop has taken too much processor time',
    async () => {
      world.write('jwt/code.ts', 'export function run() { for (;;); }')
      const sandbox = startSandbox({ program, workspaceRoot: world.root, deadlineMs: 60_000, cpuSeconds: 1 })
      const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
      await sandbox.load({ forbids: [], watches: [], web: false, files, instrument: false })
      const { report } = await sandbox.call([{ ...RUN, args: [] }])
      expect(report[0]?.outcome).toMatchObject({ kind: 'broken', cause: 'timeout' })
      expect(report[0]?.outcome).toMatchObject({ message: expect.stringContaining('processor time') })
    },
  )

  it.each([
    [
      'a module that would be read',
      "import fs from 'node:fs'\nexport const run = () => fs",
      "'node:fs' is not available",
    ],
    ['an error at the top level', "throw new TypeError('top')\nexport const run = 1", 'TypeError: top'],
    [
      'a promise that nobody handles',
      "void Promise.reject(new Error('lost'))\nexport const run = () => 1",
      'Error: lost',
    ],
    [
      'an await without end',
      'await new Promise(() => {})\nexport const run = () => 1',
      'never finished loading',
    ],
  ])('says why a file does not load: %s', async (_what, source, message) => {
    const { report } = await world.load(source)
    expect(report.kind === 'problem' ? report.problem.message : '').toContain(message)
  })

  it.each([
    ['syntax', `export const run = '${'x'.repeat(300_000)}' + ;`],
    ['import', `import './${'x'.repeat(300_000)}.ts'\nexport const run = 1`],
    ['import', `import '${'x'.repeat(300_000)}'\nexport const run = 1`],
    ['import', `import { ${'x'.repeat(300_000)} } from './code.ts'\nexport const run = 1`],
    ['syntax', `const ${'x'.repeat(300_000)} = 1\nlet ${'x'.repeat(300_000)}\nexport const run = 1`],
    ['crash', "throw new Error('x'.repeat(1_000_000))"],
  ])('words without end are cut, and the problem is what it is: %s', async (kind, text) => {
    const { report } = await world.load(text, { deadlineMs: 10_000 })
    expect(report).toMatchObject({ kind: 'problem', problem: { kind } })
    expect((report as { problem: { message: string } }).problem.message.length).toBeLessThan(5_000)
  })

  it.each(['..%2f..%2foutside.ts', 'jwt/../../outside.ts', 'a%1b]0;x%07.ts', '%2fetc/passwd', 'a%0ab.ts'])(
    'a stack that was written by hand leads nowhere outside: %s',
    async file => {
      const source = `export const run = (stack: string) => { throw Object.assign(new Error('x'), { stack }) }`
      const forged = (name: string) => `Error: x\n    at file://${world.root}/${name}:3:4`
      expect(await world.run(source, forged(file))).toMatchObject({ kind: 'thrown', place: null })
      const place = { file: 'jwt/b.ts', line: 3, column: 4 }
      expect(await world.run(source, forged('jwt/b.ts'))).toMatchObject({ place })
    },
  )

  it('an export whose name has no end is no other problem', async () => {
    const { report } = await world.load(`export const ${'x'.repeat(300_000)} = 1`)
    expect(report).toMatchObject({ kind: 'loaded', missing: ['run'] })
  })

  it('loads a file that awaits at its top level', async () => {
    const outcome = await world.run(
      'const late = await new Promise<number>(done => setTimeout(done, 20, 3))\nexport const run = () => late',
    )
    expect(value(outcome)).toBe(3)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe.runIf(process.platform === 'linux')('the start of a process', { timeout: 120_000 }, () => {
  /** A program that does something before it becomes the sandbox's. */
  const startLate = async (before: string): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-late-'))
    const dist = dirname(program)
    for (const name of readdirSync(dist))
      if (name.startsWith('sandbox-') && name !== 'sandbox-child.js')
        cpSync(join(dist, name), join(folder, name))
    cpSync(program, join(folder, 'sandbox-real.js'))
    const late = join(folder, 'sandbox-child.js')
    writeFileSync(late, `${before}\nawait import('./sandbox-real.js')`)
    world.write('jwt/code.ts', 'export const run = () => 1')
    const sandbox = startSandbox({
      program: late,
      workspaceRoot: world.root,
      deadlineMs: 10_000,
      startMs: 1_000,
    })
    const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
    const { report } = await sandbox.load({ forbids: [], watches: [], web: false, files, instrument: false })
    sandbox.kill()
    rmSync(folder, { recursive: true })
    return report.kind === 'problem' ? report.problem.kind : report.kind
  }

  it('may take as long as it waits for a processor', async () => {
    expect(await startLate('const end = performance.now() + 3000; while (performance.now() < end);')).toBe(
      'loaded',
    )
  })

  it('that does not come is our fault', async () => {
    expect(await startLate('await new Promise(done => setTimeout(done, 20_000))')).toBe('internal')
  })

  it('is awake while one of its threads is', async () => {
    const spin = `new (require('worker_threads').Worker)('for (;;);', { eval: true }); setTimeout(() => { console.log(1); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) }, 300)`
    const child = spawn(process.execPath, ['-e', spin], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise(done => child.stdout.once('data', done))
    await new Promise(done => setTimeout(done, 100))
    expect(await isRunning(child.pid)).toBe(true)
    child.kill('SIGKILL')
  })
})

describe('a sandbox that was prepared for the rules of a lesson', { timeout: 120_000 }, () => {
  const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
  const rules = { forbids: ['base64', 'imports'], watches: ['clock'], web: false }
  const prepared = () =>
    startSandbox({ program, workspaceRoot: world.root, deadlineMs: 10_000, ahead: true, rules })

  it('loads what is in the files now, and keeps to the rules', async () => {
    const sandbox = prepared()
    world.write('jwt/code.ts', 'export const run = (text: string) => btoa(text)')
    const { report } = await sandbox.load({ ...rules, files, instrument: false })
    expect(report.kind).toBe('loaded')
    const { report: calls, refusals } = await sandbox.call([{ ...RUN, args: ['a'] }])
    expect(calls[0]?.outcome).toMatchObject({ kind: 'thrown' })
    expect(refusals.map(({ what }) => what)).toEqual(['btoa'])
    sandbox.kill()
  })

  it('has no module in it that learner code could import, and refuses imports as ever', async () => {
    const sandbox = prepared()
    world.write(
      'jwt/code.ts',
      "export const run = () => import('file:///rehearsed.ts').then(() => 'loaded', error => error.message)",
    )
    await sandbox.load({ ...rules, files, instrument: false })
    const { report } = await sandbox.call([{ ...RUN, args: [] }], { awaits: true, turns: 'one-by-one' })
    expect(String(value(report[0]?.outcome))).toContain('leads out of the workspace')
    sandbox.kill()
  })

  it('tells the time to what is watched only when a question gives it', async () => {
    const sandbox = prepared()
    world.write('jwt/code.ts', 'export const run = () => Date.now()')
    await sandbox.load({ ...rules, files, instrument: false })
    const { report } = await sandbox.call([{ ...RUN, args: [] }], { given: { clock: 5_000 } })
    expect(value(report[0]?.outcome)).toBe(5_000)
    sandbox.kill()
  })
})

it('loads each lesson anew, whatever the one before imported ahead', { timeout: 60_000 }, async () => {
  const rules = { forbids: [], watches: [], web: false, instrument: false }
  world.write(
    'jwt/next.ts',
    'globalThis.times = (globalThis.times ?? 0) + 1\nexport const run = () => globalThis.times',
  )
  world.write('jwt/code.ts', "await import('./next.ts?round=1')\nexport const run = () => import.meta.url")
  const sandbox = startSandbox({ program, workspaceRoot: world.root, deadlineMs: 10_000 })
  await sandbox.load({ ...rules, files: [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }] })
  const { report } = await sandbox.load({
    ...rules,
    files: [{ path: 'jwt/next.ts', exports: ['run'], isEarlier: false }],
  })
  expect(report.imported).toContain('jwt/next.ts')
  const { report: calls } = await sandbox.call([{ file: 'jwt/next.ts', name: 'run', args: [] }])
  expect(value(calls[0]?.outcome)).toBe(2)
  sandbox.kill()
})
