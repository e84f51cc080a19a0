// What a program on viem does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  InsufficientFundsError,
  NonceTooLowError,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  parseEther,
  parseGwei,
  webSocket,
} from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { account, chainId, mnemonic, signed, socketUrl, somebody, url, withWaiting } from './network.js'

const chain = defineChain({
  id: chainId,
  name: 'Tetrarch',
  nativeCurrency: { name: 'Tetrarch', symbol: 'TET', decimals: 18 },
  rpcUrls: { default: { http: [url], webSocket: [socketUrl] } },
})
const reader = createPublicClient({ chain, transport: http(), pollingInterval: 100, cacheTime: 0 })
const writer = createWalletClient({
  chain,
  transport: http(),
  account: mnemonicToAccount(mnemonic, { addressIndex: 3 }),
})

/** The message of the node's own error, and whether viem took it for what it is. */
async function refused(promise, message, kind) {
  await assert.rejects(promise, (error) => {
    assert.match(error.details ?? error.message, message)
    if (kind !== undefined) {
      assert.ok(error.walk((cause) => cause instanceof kind) !== null, `not a ${kind.name}: ${error}`)
    }
    return true
  })
}

test('connects', async () => {
  assert.equal(await reader.getChainId(), chainId)
})

test('reads balances', async () => {
  assert.ok((await reader.getBalance({ address: writer.account.address })) > parseEther('9000'))
  assert.equal(await reader.getBalance({ address: somebody() }), 0n)
  assert.equal(await reader.getCode({ address: somebody() }), undefined)
})

test('estimates and reads fees', async () => {
  const transfer = { account: writer.account, to: somebody(), value: 1n }
  assert.equal(await reader.estimateGas(transfer), 21000n)
  assert.equal(await reader.getGasPrice(), parseGwei('1'))
  const history = await reader.getFeeHistory({ blockCount: 4, rewardPercentiles: [20] })
  assert.ok(history.baseFeePerGas.every((fee) => fee === parseGwei('1')))
})

for (const [type, fees] of [
  ['legacy', { gasPrice: parseGwei('2') }],
  ['eip2930', { gasPrice: parseGwei('2'), accessList: [] }],
  ['eip1559', {}],
]) {
  test(`sends a transfer of type ${type} and waits for it`, async () => {
    const to = somebody()
    const hash = await writer.sendTransaction({ to, value: parseEther('1.5'), type, ...fees })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    assert.equal(receipt.status, 'success')
    assert.equal(receipt.gasUsed, 21000n)
    assert.equal(receipt.type, type)
    assert.equal(await reader.getBalance({ address: to }), parseEther('1.5'))
    assert.equal((await reader.getTransaction({ hash })).blockHash, receipt.blockHash)
  })
}

test('sends and gets the receipt in one call', async () => {
  const receipt = await writer.sendTransactionSync({ to: somebody(), value: 1n })
  assert.equal(receipt.status, 'success')
  const final = await reader.getBlock({ blockTag: 'finalized' })
  assert.ok(final.number >= receipt.blockNumber)
})

test('reads blocks with their transactions', async () => {
  const receipt = await writer.sendTransactionSync({ to: somebody(), value: 1n })
  const { blockNumber, blockHash } = receipt
  const block = await reader.getBlock({ blockNumber, includeTransactions: true })
  assert.equal(block.hash, blockHash)
  assert.ok(block.transactions.some((tx) => tx.hash === receipt.transactionHash))
  assert.equal((await reader.getBlock({ blockHash })).number, blockNumber)
  assert.ok((await reader.getBlockTransactionCount({ blockNumber })) >= 1)
})

test('reads a proof of an account', async () => {
  const { address } = writer.account
  const proof = await reader.getProof({ address, storageKeys: [] })
  assert.ok(proof.accountProof.length > 0)
  assert.equal(proof.balance, await reader.getBalance({ address }))
})

/** The first block that is told, of those from a transfer on. */
async function firstTold(client, watch) {
  let stop
  const told = new Promise((resolve, reject) => {
    stop = watch(client, resolve, reject)
  })
  try {
    const receipt = await writer.sendTransactionSync({ to: somebody(), value: 1n })
    return [await told, receipt.blockNumber]
  } finally {
    stop()
  }
}

test('follows new blocks by polling', async () => {
  const [told, sent] = await firstTold(reader, (client, onBlockNumber, onError) =>
    client.watchBlockNumber({ onBlockNumber, onError, poll: true }),
  )
  assert.ok(told <= sent)
})

test('follows new blocks over WebSocket', async () => {
  const transport = webSocket(socketUrl)
  const socket = createPublicClient({ chain, transport })
  await socket.getBlockNumber()
  const blocks = []
  const stop = socket.watchBlocks({ onBlock: (block) => blocks.push(block), onError: assert.fail })
  const pending = []
  const stopPending = socket.watchPendingTransactions({ onTransactions: (all) => pending.push(...all) })
  try {
    // Until the first block is told the subscription may not be there yet.
    while (blocks.length === 0) {
      await writer.sendTransactionSync({ to: somebody(), value: 1n })
    }
    const receipt = await writer.sendTransactionSync({ to: somebody(), value: 1n })
    while (
      !blocks.some((block) => block.number === receipt.blockNumber) ||
      !pending.includes(receipt.transactionHash)
    ) {
      await new Promise((again) => setTimeout(again, 20))
    }
  } finally {
    stop()
    stopPending()
    ;(await socket.transport.getRpcClient()).close()
  }
})

test('two quick sends get nonces that follow each other', async () => {
  const first = await writer.sendTransaction({ to: somebody(), value: 1n })
  const second = await writer.sendTransaction({ to: somebody(), value: 1n })
  await reader.waitForTransactionReceipt({ hash: second })
  const [one, other] = await Promise.all(
    [first, second].map((hash) => reader.getTransaction({ hash })),
  )
  assert.equal(other.nonce, one.nonce + 1)
})

test('is told that funds are missing', async () => {
  const poor = privateKeyToAccount(generatePrivateKey())
  const transfer = { account: poor, to: somebody(), value: 1n }
  await refused(writer.sendTransaction(transfer), /insufficient funds/, InsufficientFundsError)
  await refused(
    writer.sendTransaction({ ...transfer, gas: 21000n }),
    /insufficient funds for gas \* price \+ value/,
    InsufficientFundsError,
  )
})

test('is told that a nonce was used', async () => {
  await refused(
    writer.sendTransaction({ to: somebody(), value: 1n, nonce: 0, gas: 21000n }),
    /nonce too low/,
    NonceTooLowError,
  )
})

test('is told that a replacement pays too little', async () => {
  await withWaiting(account(3), (nonce) =>
    refused(
      writer.sendTransaction({ to: somebody(), value: 2n, nonce, gas: 21000n, gasPrice: parseGwei('2') }),
      /replacement transaction underpriced/,
    ),
  )
})

test('is told that the chain is another one', async () => {
  const { serialized } = signed(account(3), 0, { chainId: 1 })
  await refused(
    reader.sendRawTransaction({ serializedTransaction: serialized }),
    /invalid chain id for signer/,
  )
})

test('is told that replay protection is missing', async () => {
  const { serialized } = signed(account(3), 0, { chainId: null })
  await refused(
    reader.sendRawTransaction({ serializedTransaction: serialized }),
    /only replay-protected \(EIP-155\) transactions allowed over RPC/,
  )
})

test('is told that garbage is no transaction', async () => {
  await refused(reader.sendRawTransaction({ serializedTransaction: '0xdeadbeef' }), /malformed/)
})
