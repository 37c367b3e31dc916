declare module 'virtual:capabilities' {
  export const capabilities: Record<string, import('./child/capability.ts').Capability>
  export const watches: Record<string, import('./child/watched-builtin.ts').WatchedBuiltin>
}
