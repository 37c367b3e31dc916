import { defineLesson } from '../../src/grader/kit/index.ts'
import { algorithmTests } from './06-verify.algorithm.ts'
import { constantTimeTests } from './06-verify.constant-time.ts'
import { mistakes } from './06-verify.mistakes.ts'
import { secretTests } from './06-verify.secret.ts'
import { segmentTests } from './06-verify.segments.ts'
import { signatureTests } from './06-verify.signature.ts'

const lesson = defineLesson({ id: '06-verify', mistakes })

lesson.step('segments', segmentTests)
lesson.step('algorithm', algorithmTests)
lesson.step('signature', signatureTests)
lesson.step('secret', secretTests)
lesson.step('constant-time', constantTimeTests)
