// The yardstick of the first frame: the smallest program that Ink can draw, from the packages as they are installed.
import { render, Text } from 'ink'
import { createElement } from 'react'

render(createElement(Text, null, 'hello'), { alternateScreen: true })
setInterval(() => {}, 1_000)
