import { createHmac, getRandomValues } from 'node:crypto'

type Node = { chain: Chain; spent: boolean }
type Chain = { owner: string; until: number; alive: boolean; nodes: string[] }

const key = getRandomValues(new Uint8Array(32))
const digest = (token: string): string => createHmac('sha384', key).update(token).digest('base64')
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fresh(): string {
  return Array.from(getRandomValues(new Uint8Array(40)), byte => alphabet[byte & 31]).join('')
}

/** Chains by owner; the swept ones go when as many have been added as there were. */
export class RefreshTokens {
  private readonly life: number
  private nodes = new Map<string, Node>()
  private owners = new Map<string, Set<Chain>>()
  private limit = 64

  constructor(options: { lifetime: number }) {
    this.life = options.lifetime
  }

  issue(userId: string, now: number): string {
    const chain: Chain = { owner: userId, until: now + this.life, alive: true, nodes: [] }
    if (this.nodes.size > this.limit) this.sweep(now)
    const chains = this.owners.get(userId) ?? new Set()
    this.owners.set(userId, chains.add(chain))
    return this.append(chain)
  }

  rotate(token: string, now: number): { userId: string; token: string } {
    const node = this.nodes.get(digest(token))
    if (!node || !node.chain.alive || now >= node.chain.until) throw Error('invalid_grant')
    if (node.spent) {
      this.kill(node.chain)
      throw Error('invalid_grant')
    }
    if (this.nodes.size > this.limit) this.sweep(now)
    node.spent = true
    return { userId: node.chain.owner, token: this.append(node.chain) }
  }

  revokeAll(userId: string): void {
    for (const chain of this.owners.get(userId) ?? []) this.kill(chain)
  }

  private append(chain: Chain): string {
    const token = fresh()
    const name = digest(token)
    chain.nodes.push(name)
    this.nodes.set(name, { chain, spent: false })
    return token
  }

  private kill(chain: Chain): void {
    chain.alive = false
    for (const name of chain.nodes) this.nodes.delete(name)
    const chains = this.owners.get(chain.owner)
    chains?.delete(chain)
    if (chains?.size === 0) this.owners.delete(chain.owner)
  }

  private sweep(now: number): void {
    for (const chains of this.owners.values())
      for (const chain of chains) if (now >= chain.until) this.kill(chain)
    this.limit = Math.max(64, this.nodes.size * 2)
  }
}
