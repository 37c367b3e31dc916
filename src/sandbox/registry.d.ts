declare module 'virtual:capabilities' {
  export const capabilities: Record<string, import('./child/capability.ts').Capability>
}
