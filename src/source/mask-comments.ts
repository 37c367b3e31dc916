import jsTokens from 'js-tokens'

const NO_CODE = new Set([
  'SingleLineComment',
  'MultiLineComment',
  'StringLiteral',
  'NoSubstitutionTemplate',
  'TemplateHead',
  'TemplateMiddle',
  'TemplateTail',
  'RegularExpressionLiteral',
])

/** A source with blanks instead of comments and of what stands between quotes; every line and column stays. */
export function codeOnly(source: string): string {
  let code = ''
  // The tokenizer never throws, also not for TypeScript or what is broken.
  for (const { type, value } of jsTokens(source))
    code += NO_CODE.has(type) ? value.replace(/[^\n]/g, ' ') : value
  return code
}
