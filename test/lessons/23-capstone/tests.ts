/** The hidden tests of createApp: over sockets, as its clients and its attackers see it. */
import { defineLesson } from '../../../src/grader/kit/index.ts'
import { attackTests } from './attacks.ts'
import { clientTests } from './clients.ts'
import diagnoses from './diagnoses.md'
import { loadTests } from './load.ts'
import { loginTests } from './login.ts'
import { sessionTests } from './sessions.ts'

const lesson = defineLesson({
  id: '23-capstone',
  diagnoses,
  parameters: { createApp: ['options'] },
  // Each call makes a server of its own.
  leavesOpen: { createApp: ['same-result'] },
})

lesson.step('login', loginTests)
lesson.step('session', sessionTests)
lesson.step('clients', clientTests)
lesson.step('attacks', attackTests)
lesson.step('load', loadTests)
