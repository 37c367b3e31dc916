/** Lets tests import a diagnoses.md: it is read when they are built. For Rolldown and for Vite. */
import { parseDiagnoses } from './messages.ts'

export const diagnosesPlugin = {
  name: 'diagnoses',
  transform: {
    filter: { id: /diagnoses\.md$/ },
    handler(source: string, id: string) {
      try {
        return { code: `export default ${JSON.stringify(parseDiagnoses(source))}`, moduleType: 'js' as const }
      } catch (error) {
        throw new Error(`${id}, ${(error as Error).message}`)
      }
    },
  },
}
