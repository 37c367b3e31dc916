import { defineLesson, serveApp } from '../../src/grader/kit/index.ts'

const lesson = defineLesson({ id: '23-capstone', mistakes: [] })
const NOW = 1_700_000_000

lesson.step('http', ({ test }) => {
  test('over real HTTP', async learner => {
    const app = await learner.construct('createApp', [{ secret: learner.randomBytes(32), now: NOW }], 'keep')
    const served = await serveApp(app)
    try {
      const login = await fetch(`${served.origin}/login`, {
        method: 'POST',
        body: JSON.stringify({ user: 'ada' }),
        headers: { 'content-type': 'application/json' },
      })
      served.check()
      learner.expectEqual(app.made, [login.status, login.headers.getSetCookie()], [200, ['a=1', 'b=2']], {
        what: 'login',
        rule: null,
      })
      const { access_token } = (await login.json()) as { access_token: string }
      const answers = await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const response = await fetch(`${served.origin}/me`, {
            headers: index % 2 ? {} : { authorization: `Bearer ${access_token}` },
          })
          await response.arrayBuffer()
          return response.status
        }),
      )
      served.check()
      learner.expectEqual(
        app.made,
        answers,
        answers.map((_, index) => (index % 2 ? 401 : 200)),
        { what: 'API calls', rule: null },
      )
    } finally {
      await served.close()
    }
  })
})
lesson.step('unknown', ({ test }) => {
  test('an unknown page', async learner => {
    const app = await learner.construct('createApp', [{ secret: learner.randomBytes(32), now: NOW }], 'keep')
    const served = await serveApp(app)
    const { status } = await fetch(`${served.origin}/nowhere`)
    await served.close()
    learner.expectEqual(app.made, status, 404, { what: 'the status', rule: null })
  })
})
