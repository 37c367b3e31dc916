/** `node test/mutation/run.ts [lesson...]`: the mutation scores alone, with every survivor. Needs `npm run build`. */
import { fileURLToPath } from 'node:url'
import { loadCourse } from '../../src/course/load.ts'
import { createJudge, type Judge } from '../check-lessons/judge.ts'
import { complaintsOf, scoreLesson, scoreText } from './score.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { lessons } = await loadCourse(`${root}/dist/course.json`)
const wanted = process.argv.slice(2)
const judges = await Promise.all([createJudge(root), createJudge(root)])
try {
  for (const [index, lesson] of lessons.entries()) {
    if (wanted.length > 0 && !wanted.some(part => lesson.id.includes(part))) continue
    const started = performance.now()
    const score = await scoreLesson(root, lesson, lessons.slice(0, index), spread)
    console.log(
      `${lesson.id}  ${scoreText(score)}, ${score.equivalent} equivalent, ${((performance.now() - started) / 1000).toFixed(0)} s`,
    )
    for (const { place, from, to } of score.survivors)
      console.log(`  ${place}  ${JSON.stringify(from)}  ->  ${JSON.stringify(to)}`)
    for (const complaint of complaintsOf(score)) {
      if (score.stale.length > 0) console.log(complaint)
      process.exitCode = 1
    }
  }
} finally {
  await Promise.all(judges.map(judge => judge.close()))
}

async function spread<T>(items: readonly T[], work: (judge: Judge, item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  await Promise.all(
    judges.map(async judge => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(judge, item)
    }),
  )
}
