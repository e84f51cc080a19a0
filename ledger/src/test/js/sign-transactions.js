// Signs transactions of all types with the library alone.
import { createTx } from '@ethereumjs/tx'
import { bytesToHex, hexToBytes } from '@ethereumjs/util'
import { answer, london } from './exchange.js'

await answer(({ chainId, transactions }) => {
  const common = london(chainId)
  return transactions.map(({ key, ...fields }) => {
    const signed = createTx(fields, { common }).sign(hexToBytes(key))
    return {
      rlp: bytesToHex(signed.serialize()),
      hash: bytesToHex(signed.hash()),
      sender: signed.getSenderAddress().toString(),
    }
  })
})
