import type { CourseReport, LessonReport, StepReport, TestReport } from '../grader/types.ts'

/**
 * A report as JUnit XML: a suite for each lesson, a test case for each hidden test.
 * What was not reached or not started is skipped; what could not be graded is an error.
 */
export function junitXml(report: CourseReport): string {
  const suites = report.lessons.map(lesson => ({ lesson, cases: casesOf(lesson) }))
  const all = suites.flatMap(({ cases }) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'jwt-lessons', ...countsOf(all), time: seconds(sum(report.lessons)) })}>`,
    ...suites.flatMap(({ lesson, cases }) => [
      `  <testsuite${attributes({ name: `${lesson.id}: ${lesson.title}`, ...countsOf(cases), time: seconds(lesson.durationMs) })}>`,
      ...cases.map(one => `    ${caseXml(lesson, one)}`),
      ...consoleXml(lesson),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

type Case = {
  name: string
  result: 'passed' | 'failure' | 'error' | 'skipped'
  type: string
  message: string
  text: string
}

function casesOf(lesson: LessonReport): Case[] {
  const cases = lesson.steps.flatMap(step =>
    step.tests.length > 0
      ? step.tests.map(test => testCase(step, test))
      : [skipped(step.title, 'an earlier step does not pass')],
  )
  if (lesson.skipped !== undefined) return [skipped(lesson.title, lesson.skipped)]
  if (lesson.verdict === 'not-started') return [skipped(lesson.title, 'not started')]
  const reached = cases.some(({ result }) => result !== 'skipped')
  if (lesson.problem === null || reached) return cases
  const { kind, message, file, line } = lesson.problem
  const place = file === null ? '' : `\n${file}${line === null ? '' : `:${line}`}`
  return [
    { name: 'the lesson can be graded', result: 'error', type: kind, message, text: message + place },
    ...cases,
  ]
}

function skipped(name: string, message: string): Case {
  return { name, result: 'skipped', type: '', message, text: '' }
}

function testCase(step: StepReport, { name, verdict, diagnosis }: TestReport): Case {
  const result = verdict === 'passed' ? 'passed' : verdict === 'failed' ? 'failure' : 'error'
  const lines = [
    diagnosis?.message,
    diagnosis?.call && `call: ${diagnosis.call}`,
    diagnosis?.expected && `expected: ${diagnosis.expected}`,
    diagnosis?.actual && `actual: ${diagnosis.actual}`,
    ...(diagnosis?.comparison ?? []),
    diagnosis?.reference && `rule: ${diagnosis.reference}`,
    diagnosis?.file && `code: ${diagnosis.file}${diagnosis.line === null ? '' : `:${diagnosis.line}`}`,
  ].filter(Boolean)
  return {
    name: `${step.title}: ${name}`,
    result,
    type: diagnosis?.id ?? '',
    message: diagnosis?.message ?? '',
    text: lines.join('\n'),
  }
}

function caseXml(lesson: LessonReport, { name, result, type, message, text }: Case): string {
  const open = `<testcase${attributes({ classname: lesson.id, name, file: lesson.files[0] ?? '' })}`
  if (result === 'passed') return `${open}/>`
  if (result === 'skipped') return `${open}><skipped${attributes({ message })}/></testcase>`
  return `${open}><${result}${attributes({ type, message })}>${escapeXml(text)}</${result}></testcase>`
}

function consoleXml({ console }: LessonReport): string[] {
  const text = console.map(output => output.text).join('')
  return text === '' ? [] : [`    <system-out>${escapeXml(text)}</system-out>`]
}

function countsOf(cases: Case[]): Record<string, string> {
  const count = (result: Case['result']) => String(cases.filter(one => one.result === result).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(
      ([name, value]) => ` ${name}="${escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('')
}

/** Text for XML 1.0: markup is escaped, and what XML can't hold at all is shown as `\x1b`. */
export function escapeXml(text: string): string {
  const escaped = text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, showCode)
    .replace(
      /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
      showCode,
    )
  return withoutCommands(escaped)
}

/** References mean the same to whoever reads the XML, and nothing to a runner in whose log it is shown. */
function withoutCommands(xml: string): string {
  return xml.replaceAll('##', '#&#35;').replace(/^([^\S\n]*):(?=:)/gm, '$1&#58;')
}

function showCode(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

function sum(lessons: LessonReport[]): number {
  return lessons.reduce((total, { durationMs }) => total + durationMs, 0)
}
