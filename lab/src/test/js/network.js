// The network that the suites run against, and what all of them need.
import assert from 'node:assert/strict'
import { HDNodeWallet, Transaction, parseEther, parseUnits } from 'ethers'

export const url = process.env.TETRARCH_RPC_URL
export const socketUrl = url.replace(/^http/, 'ws')
export const chainId = 770077

/** The development accounts, 10,000 coins each. A suite uses one that no other suite uses. */
export const mnemonic = 'test test test test test test test test test test test junk'

export function account(index) {
  return HDNodeWallet.fromPhrase(mnemonic, undefined, `m/44'/60'/0'/0/${index}`)
}

/** An address that nobody used before. */
export function somebody() {
  return HDNodeWallet.createRandom().address
}

/** One call without any client's help: the whole answer. */
export async function call(method, ...params) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return response.json()
}

export async function result(method, ...params) {
  const answer = await call(method, ...params)
  assert.equal(answer.error, undefined, `${method}: ${JSON.stringify(answer.error)}`)
  return answer.result
}

export async function nextNonce(address) {
  return Number(await result('eth_getTransactionCount', address, 'pending'))
}

/** Asks until there is a receipt; the test runner's time limit ends it. */
export async function receiptOf(hash) {
  for (;;) {
    const receipt = await result('eth_getTransactionReceipt', hash)
    if (receipt !== null) {
      return receipt
    }
    await new Promise((again) => setTimeout(again, 50))
  }
}

/** A signed legacy transfer of one coin; without a chain id if that is null. */
export function signed(wallet, nonce, { chainId: chain = chainId, gasPrice = '2' } = {}) {
  const transaction = Transaction.from({
    type: 0,
    chainId: chain ?? 0,
    nonce,
    to: somebody(),
    value: parseEther('1'),
    gasLimit: 21000,
    gasPrice: parseUnits(gasPrice, 'gwei'),
  })
  transaction.signature = wallet.signingKey.sign(transaction.unsignedHash)
  return transaction
}

/**
 * Leaves a transfer waiting for the nonce before it, so that it can be replaced; ends the wait
 * when the test is over.
 */
export async function withWaiting(wallet, use) {
  const nonce = await nextNonce(wallet.address)
  await result('eth_sendRawTransaction', signed(wallet, nonce + 1).serialized)
  await use(nonce + 1)
  const missing = signed(wallet, nonce)
  await result('eth_sendRawTransaction', missing.serialized)
  await receiptOf(missing.hash)
}
