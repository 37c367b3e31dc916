declare module '*/diagnoses.md' {
  const diagnoses: import('./diagnoses.ts').Diagnoses
  export default diagnoses
}
