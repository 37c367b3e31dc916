/** What the errors of the JavaScript engine mean for someone who meets them for the first time. */

type Meaning = [pattern: RegExp, meaning: (...parts: string[]) => string]

const MEANINGS: Meaning[] = [
  [
    /^(?:module|exports) is not defined/,
    () =>
      'These files are ES modules, which export by name: write `export` in front of the function instead of module.exports.',
  ],
  [
    /^require is not defined/,
    () => "These files are ES modules: write `import { name } from '...'` at the top instead of require.",
  ],
  [
    /^(?:globalThis\.)?crypto\.(create\w+|hash|timingSafeEqual|random(?!UUID)\w+|pbkdf2\w*|scrypt\w*|sign|verify) is not a function$/,
    name =>
      `The global \`crypto\` is the Web Crypto API, which has no ${name}; node:crypto has it: import { ${name} } from 'node:crypto'.`,
  ],
  [
    /^(\S+) is not defined$/,
    name =>
      `There is no name \`${name}\` where it is used. Is it spelled as where it is declared (capitals count)? Is it declared inside other braces, or is an import missing?`,
  ],
  [
    /^Cannot access '(\S+)' before initialization$/,
    name => `\`${name}\` is used before the line that gives it a value has run.`,
  ],
  [
    /^Assignment to constant variable/,
    () =>
      'Something that is declared with const gets another value. If a comparison was meant: = stores, === compares. If not, declare it with let.',
  ],
  [
    /^(.+) is not a constructor$/,
    name =>
      `\`new ${name}\` does not work, for ${name} is not a class. In new TextEncoder().encode(text) the class has its own brackets, before the dot.`,
  ],
  [
    /^(\S+) is not a method of the object$/,
    name =>
      `The class has no method called \`${name}\`. Is it spelled so (capitals count), inside of the class, and not static?`,
  ],
  [
    /^(.+) is not a function$/,
    name =>
      `\`${name}\` can't be called. Is the name spelled right (capitals count), and is what you call it on of the kind that you think: a string, an array, bytes?`,
  ],
  [
    /^Cannot read properties of (undefined|null) \(reading '(.+)'\)$/,
    (value, name) => `The value before \`${name}\` is ${value} here. Look where it comes from.`,
  ],
  [
    /^(.+) is not iterable/,
    name => `\`${name}\` can't be gone through item by item: it is not an array, a string or a Uint8Array.`,
  ],
  [
    /must be an instance of .*ArrayBuffer/,
    () =>
      'Bytes are wanted there, a Uint8Array, and something else was given. Is the step from string to bytes missing?',
  ],
  [
    /^The ".*" encoding is not supported/,
    () =>
      "The first argument of new TextDecoder is the name of the encoding, and the options come second: new TextDecoder('utf-8', { fatal: true }).",
  ],
  [
    /^Class constructor (\S+) cannot be invoked without 'new'$/,
    name => `${name} is a class: write \`new\` before it.`,
  ],
  [
    /^offset is out of bounds$/,
    () =>
      'That is what `set` throws when the bytes to be copied do not fit: there are more of them than the array has places.',
  ],
  [
    /^Body is unusable/,
    () =>
      'The body of a Request or a Response can be read once. Keep what you read; and make a new Response for each request, for the second reader of the same one finds it empty.',
  ],
  [/^Invalid (?:typed )?array length/, () => 'A length is a whole number, 0 or more.'],
  [/^Cannot mix BigInt/, () => 'A BigInt (1n) and a number (1) can not be put together: make both the same.'],
]

/**
 * What an error means that the engine threw, or null for one that says nothing of a slip.
 * @param message of a ReferenceError, TypeError or RangeError, as V8 and Node write it
 */
export function meaningOf(message: string): string | null {
  for (const [pattern, meaning] of MEANINGS) {
    const match = pattern.exec(message)
    if (match !== null) return meaning(...match.slice(1))
  }
  return null
}
