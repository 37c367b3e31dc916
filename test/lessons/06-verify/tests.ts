import { defineLesson } from '../../../src/grader/kit/index.ts'
import { algorithmTests } from './algorithm.ts'
import { constantTimeTests } from './constant-time.ts'
import diagnoses from './diagnoses.md'
import { mistakes } from './mistakes.ts'
import { secretTests } from './secret.ts'
import { segmentTests } from './segments.ts'
import { signatureTests } from './signature.ts'

const lesson = defineLesson({
  id: '06-verify',
  diagnoses,
  mistakes,
  ids: {
    'answer-changes': 'verdict-remembered',
    'answer-remembered': 'verdict-remembered',
    'argument-changed': 'verifying-changes-secret',
    'window-ignored': 'right-signature-refused/window',
  },
  parameters: { verifyHs256: ['token', 'secret'] },
})

lesson.step('segments', segmentTests)
lesson.step('algorithm', algorithmTests)
lesson.step('signature', signatureTests)
lesson.step('secret', secretTests)
lesson.step('constant-time', constantTimeTests)
