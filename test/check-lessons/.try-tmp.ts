import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createJudge } from './judge.ts'
import { loadCourse } from '../../src/course/load.ts'
const root = '/tmp/brief/root'
const course = await loadCourse(root + '/dist/course.json')
const judge = await createJudge(root)
const id = course.lessons.find((l: any) => l.id.includes(process.argv[2]!))!.id
for (const f of process.argv.slice(3)) { const r = await judge.grade(id, readFileSync(f, 'utf8'));
console.log(f, r.verdict, r.durationMs + 'ms', JSON.stringify(r.problem), JSON.stringify(r.console).slice(0, 400))
for (const s of r.steps) for (const t of s.tests) if (t.verdict !== 'passed') console.log(s.id, '/', t.name, JSON.stringify(t.diagnosis, null, 1)) }
await judge.close()
