// One request as JSON on standard input, one answer as JSON on standard output.
import { createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'

export async function answer(handle) {
  const chunks = []
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
  }
  const request = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  process.stdout.write(JSON.stringify(await handle(request)))
}

export function london(chainId) {
  return createCustomCommon({ chainId }, Mainnet, { hardfork: Hardfork.London })
}
