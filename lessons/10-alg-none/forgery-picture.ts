/** What a forgery changed, and what both sides say of it: the verifier with the hole, and the learner's own library. */
import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  cut,
  type Drawing,
  label,
  parseObject,
  printable,
  type Role,
  type Row,
  sameJson,
  shorten,
  span,
  LABEL,
  unreadable,
  verdict,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

type Json = Record<string, unknown>

/** One attack: how the learner's function is called, and what must come of its token. */
export type ForgeryPicture = {
  title: string
  file: string
  name: string
  /** The token that was overheard. */
  token: string
  /** The arguments between the token and the changes. */
  more: readonly unknown[]
  /** The token of our solution. */
  right: (changes: Json) => string
  /** The verifier with the hole; it throws when it refuses. */
  target: { name: string; verify: (token: string) => Json }
  /** Whether the header is one that the contract allows. */
  isHeader: (header: Json | null) => boolean
  /** The secret of the learner's own library. */
  secret: Uint8Array
}

/** A segment, and its JSON where it is an object. */
type Part = { text: string; json: Json | null }

const partsOf = (token: string): Part[] =>
  token
    .split('.')
    .slice(0, 3)
    .map(text => ({ text, json: jsonOf(text) }))

function jsonOf(segment: string): Json | null {
  const json = parseObject(Buffer.from(segment, 'base64url').toString('utf8'))
  return typeof json === 'string' ? null : json
}

const inputHelp = 'The changes: a JSON object'

export function picture(attack: ForgeryPicture) {
  const { title, file, name, token, more, right, secret } = attack
  return {
    title,
    defaultInput: '{"sub":"root","admin":true}',
    inputHelp,
    calls(input: string, _cursor: number): Call[] {
      const changes = parseObject(input)
      if (typeof changes === 'string') return []
      return [
        { file, name, args: [token, ...more, changes] as Call['args'] },
        { file: 'jwt/hs256.ts', name: 'verifyHs256', args: [right(changes), secret] },
      ]
    },
    cursorRange: (_input: string): null => null,
    draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
      const changes = parseObject(input)
      if (typeof changes === 'string') return unreadable(title, changes, inputHelp, width)
      return drawn(attack, changes, reports.map(answerOf), width)
    },
  }
}

function drawn(attack: ForgeryPicture, changes: Json, answers: Answer[], width: number): Drawing {
  const [forged = { kind: 'none' } as const, library = { kind: 'none' } as const] = answers
  const before = partsOf(attack.token)
  const after = forged.kind === 'text' ? partsOf(forged.text) : null
  const said = forged.kind === 'text' ? targetSays(attack, forged.text) : null
  const judged = judge(attack, changes, forged, library)
  const rows: Row[] = [
    ...tokenRows('token', before, null, width),
    [],
    ...(after === null ? yoursInWords(forged, width) : tokenRows('yours', after, before, width)),
    [],
    ...(said === null ? [] : words(attack.target.name, '', 'quiet', width)),
    ...(said === null ? [] : words('', said.text, said.claims === null ? 'quiet' : 'warning', width)),
    ...words('verifyHs256', '', 'quiet', width),
    ...words('', `your own ${answerInWords(library)}`, library.kind === 'refused' ? 'right' : 'quiet', width),
    ...(judged === null ? [] : verdict(judged.isRight, judged.text, width)),
  ]
  return { title: attack.title, rows, plain: sentences(attack, changes, answers, judged) }
}

const ROLES: Role[] = ['header', 'payload', 'signature']

/** The parts of a token, with the members that another token does not have marked. */
function tokenRows(name: string, token: Part[], before: Part[] | null, width: number): Row[] {
  return token.flatMap((part, index): Row[] => {
    const first = index === 0 ? name : ''
    const role = ROLES[index] as Role
    if (part.json === null)
      return cut(first, part.text === '' ? '(empty)' : part.text, role, width).slice(0, 2)
    const old = before?.[index]?.json
    return Object.entries(part.json).map(([member, value], at): Row => {
      const isSame =
        before === null || (Object.hasOwn(old ?? {}, member) && sameJson((old as Json)[member], value))
      const text = shorten(
        printable(`${JSON.stringify(member)}: ${JSON.stringify(value)}`),
        width - LABEL - 2,
      )
      return [label(at === 0 ? first : ''), span(isSame ? '  ' : '> ', 'warning'), span(text, role)]
    })
  })
}

/** What the verifier with the hole returns or says. */
function targetSays({ target }: ForgeryPicture, token: string): { claims: Json | null; text: string } {
  try {
    const claims = target.verify(token)
    return { claims, text: `accepts it and returns ${shorten(printable(JSON.stringify(claims)), 200)}` }
  } catch (error) {
    return { claims: null, text: `refuses it: ${printable((error as Error).message).slice(0, 120)}` }
  }
}

type Judged = { isRight: boolean; text: string } | null

function judge(attack: ForgeryPicture, changes: Json, forged: Answer, library: Answer): Judged {
  if (forged.kind === 'none' || library.kind === 'none') return null
  const wrong = (text: string): Judged => ({ isRight: false, text })
  if (forged.kind !== 'text') return wrong(`${attack.name} ${answerInWords(forged)}; it must return a token.`)
  const said = targetSays(attack, forged.text)
  if (said.claims === null) return wrong(`${attack.target.name} ${said.text}.`)
  const header = partsOf(forged.text)[0]?.json ?? null
  if (!attack.isHeader(header)) return wrong('The header is not what the lesson asks for.')
  const expected = attack.target.verify(attack.right(changes))
  if (!sameJson(said.claims, expected))
    return wrong('The claims are not those of the token with the changes over them.')
  if (library.kind !== 'refused' || library.code === null)
    return wrong(`Your own verifyHs256 ${answerInWords(library)} for such a token; it must refuse it.`)
  return { isRight: true, text: `${attack.target.name} takes it for real, and your library does not.` }
}

function sentences(attack: ForgeryPicture, changes: Json, answers: Answer[], judged: Judged): string[] {
  const [forged = { kind: 'none' } as const, library = { kind: 'none' } as const] = answers
  const said = forged.kind === 'text' ? targetSays(attack, forged.text) : null
  return [
    `The token that was overheard is ${attack.token}.`,
    `The changes are ${printable(JSON.stringify(changes))}.`,
    forged.kind === 'text'
      ? `Your ${attack.name} returned ${shorten(printable(forged.text), 2000)}.`
      : `Your ${attack.name} ${answerInWords(forged)}.`,
    ...(said === null ? [] : [`${attack.target.name} ${said.text}.`]),
    `Your own verifyHs256 ${answerInWords(library)}.`,
    ...(judged === null ? [] : [`${judged.isRight ? 'Right' : 'Wrong'}: ${judged.text}`]),
  ]
}
