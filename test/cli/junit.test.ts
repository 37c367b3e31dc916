import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeXml, junitXml } from '../../src/commands/junit.ts'
import type { LessonReport } from '../../src/grader/types.ts'
import { FAILING } from './desk.ts'

function lesson(more: Partial<LessonReport>): LessonReport {
  return {
    id: '01-base64url-encode',
    title: 'Bytes to text',
    chapter: 'build',
    files: ['jwt/base64url.ts'],
    verdict: 'not-started',
    durationMs: 1500,
    seed: 1,
    problem: null,
    steps: [],
    console: [],
    blockedBy: [],
    imports: [],
    ...more,
  }
}

const xmlOf = (...lessons: LessonReport[]) =>
  junitXml({ schema: 1, course: '0.1.0', passed: 0, total: lessons.length, seed: 1, lessons })

describe('the JUnit report', () => {
  test('has a suite a lesson and a case a test', () => {
    expect(xmlOf(lesson(FAILING))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jwt-lessons" tests="3" failures="2" errors="0" skipped="0" time="1.500">
  <testsuite name="01-base64url-encode: Bytes to text" tests="3" failures="2" errors="0" skipped="0" time="1.500">
    <testcase classname="01-base64url-encode" name="The first step: three bytes" file="jwt/base64url.ts"/>
    <testcase classname="01-base64url-encode" name="The second step: one byte &lt;&amp;&gt; &quot;tail&quot;" file="jwt/base64url.ts"><failure type="padding-kept" message="Your output ends with &quot;=&quot;: that is padding.">Your output ends with &quot;=&quot;: that is padding.
call: encode(bytes [ 66 ])
expected: &apos;Zg&apos;
actual: &apos;Zg==&apos;
expected  Zg
actual    Zg==
            ^
rule: RFC 7515 §2
code: jwt/base64url.ts:12</failure></testcase>
    <testcase classname="01-base64url-encode" name="The second step: two bytes" file="jwt/base64url.ts"><failure type="" message=""></failure></testcase>
    <system-out>debug \\x1b[2J me
</system-out>
  </testsuite>
</testsuites>
`)
  })

  test('says what was not graded, and why', () => {
    const steps = [{ id: 'a', title: 'A', verdict: 'not-reached' as const, tests: [] }]
    const problem = {
      kind: 'syntax' as const,
      message: 'A bracket too many.',
      file: 'jwt/x.ts',
      line: 3,
      column: 1,
    }
    const xml = xmlOf(lesson({ steps }), lesson({ verdict: 'broken', problem, steps }))
    expect(xml).toContain('tests="3" failures="0" errors="1" skipped="2"')
    expect(xml).toContain('<skipped message="not started"/>')
    expect(xml).toContain(
      '<error type="syntax" message="A bracket too many.">A bracket too many.\njwt/x.ts:3</error>',
    )
  })
})

test('a lesson that this Node can not grade is skipped, with the reason', () => {
  const xml = xmlOf(lesson({ verdict: 'skipped', skipped: 'It needs more.' }))
  expect(xml).toContain('tests="1" failures="0" errors="0" skipped="1"')
  expect(xml).toContain('<skipped message="It needs more."/>')
})

test('whatever a learner prints, the XML holds only characters that XML may hold and no markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const escaped = escapeXml(`${text}\u0000\u001b\ud800\uffff]]>`)
      expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos|#35|#58);)/)
      expect(escaped).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
    }),
  )
})

test('no line of the XML is a command to the runner of CI, and the text is what it was', () => {
  const escaped = escapeXml('::error::a\n\u00a0::b\n###[error]##vso[c]')
  expect(escaped).not.toMatch(/^\s*::|##/m)
  expect(escaped.replaceAll('&#35;', '#').replaceAll('&#58;', ':')).toBe(
    '::error::a\n\u00a0::b\n###[error]##vso[c]',
  )
})
