import { Component, type ReactNode } from 'react'

type Props = { children: ReactNode; onCrash: (error: unknown) => void }

/** Catches a fault of ours while drawing, so that the learner gets one plain sentence and no stack. */
export class CrashBoundary extends Component<Props, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.onCrash(error)
  }

  override render() {
    return this.state.crashed ? null : this.props.children
  }
}
