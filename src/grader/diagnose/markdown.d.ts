declare module '*/diagnoses.md' {
  const diagnoses: import('./messages.ts').Diagnoses
  export default diagnoses
}
