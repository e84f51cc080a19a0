// What a program on ethers does.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { JsonRpcProvider, WebSocketProvider, Wallet, parseEther, parseUnits } from 'ethers'
import { account, chainId, signed, socketUrl, somebody, url, withWaiting } from './network.js'

// ethers remembers answers for 250 ms, the next nonce too, unless it is told not to.
const options = { cacheTimeout: -1, pollingInterval: 100 }
const provider = new JsonRpcProvider(url, undefined, options)
const wallet = account(2).connect(provider)
after(() => provider.destroy())

async function coins(address) {
  return provider.getBalance(address)
}

async function refused(promise, code) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.code, code, error.message)
    return true
  })
}

test('connects', async () => {
  assert.equal((await provider.getNetwork()).chainId, BigInt(chainId))
})

test('reads balances', async () => {
  assert.ok((await coins(wallet.address)) > parseEther('9000'))
  assert.equal(await coins(somebody()), 0n)
})

test('estimates and reads fees', async () => {
  assert.equal(await provider.estimateGas({ from: wallet.address, to: somebody(), value: 1n }), 21000n)
  const fees = await provider.getFeeData()
  assert.equal(fees.gasPrice, parseUnits('1', 'gwei'))
  assert.equal(fees.maxPriorityFeePerGas, 0n)
})

for (const [name, type] of [['legacy', 0], ['EIP-2930', 1], ['EIP-1559', 2]]) {
  test(`sends a transfer of type ${name} and waits for it`, async () => {
    const to = somebody()
    const sent = await wallet.sendTransaction({ to, value: parseEther('1.5'), type })
    const receipt = await sent.wait()
    assert.equal(receipt.status, 1)
    assert.equal(receipt.gasUsed, 21000n)
    assert.equal(receipt.fee, 21000n * receipt.gasPrice)
    assert.equal(await coins(to), parseEther('1.5'))
    const executed = await provider.getTransaction(sent.hash)
    assert.equal(executed.type, type)
    assert.equal(executed.blockNumber, receipt.blockNumber)
  })
}

test('reads blocks with their transactions', async () => {
  const sent = await wallet.sendTransaction({ to: somebody(), value: 1n })
  const { blockNumber, blockHash } = await sent.wait()
  const block = await provider.getBlock(blockNumber, true)
  assert.equal(block.hash, blockHash)
  assert.ok(block.prefetchedTransactions.some((tx) => tx.hash === sent.hash))
  assert.equal((await provider.getBlock(blockHash)).number, blockNumber)
  assert.equal((await provider.getBlock(block.parentHash)).number, blockNumber - 1)
  assert.ok((await provider.getBlock('finalized')).number <= (await provider.getBlockNumber()))
})

test('follows new blocks by polling', async () => {
  const seen = new Promise((resolve) => provider.on('block', resolve))
  const sent = await wallet.sendTransaction({ to: somebody(), value: 1n })
  const receipt = await sent.wait()
  assert.ok((await seen) <= receipt.blockNumber)
  await provider.off('block')
})

test('follows new blocks and pending transactions over WebSocket', async () => {
  const socket = new WebSocketProvider(socketUrl, undefined, options)
  try {
    const heads = []
    const pending = []
    const subscribed = Promise.all([
      socket.on('block', (number) => heads.push(number)),
      socket.on('pending', (hash) => pending.push(hash)),
    ])
    await subscribed
    await socket.getBlockNumber()
    const sent = await account(2).connect(socket).sendTransaction({ to: somebody(), value: 1n })
    const receipt = await sent.wait()
    while (!heads.includes(receipt.blockNumber) || !pending.includes(sent.hash)) {
      await new Promise((again) => setTimeout(again, 20))
    }
  } finally {
    await socket.destroy()
  }
})

test('two quick sends get nonces that follow each other', async () => {
  const first = await wallet.sendTransaction({ to: somebody(), value: 1n })
  const second = await wallet.sendTransaction({ to: somebody(), value: 1n })
  assert.equal(second.nonce, first.nonce + 1)
  assert.equal((await second.wait()).status, 1)
})

test('is told that funds are missing', async () => {
  const poor = Wallet.createRandom(provider)
  await refused(poor.sendTransaction({ to: wallet.address, value: 1n }), 'INSUFFICIENT_FUNDS')
  await refused(
    poor.sendTransaction({ to: wallet.address, value: 1n, gasLimit: 21000n }),
    'INSUFFICIENT_FUNDS',
  )
})

test('is told that a nonce was used', async () => {
  await refused(
    wallet.sendTransaction({ to: somebody(), value: 1n, nonce: 0 }),
    'NONCE_EXPIRED',
  )
})

test('is told that a replacement pays too little', async () => {
  await withWaiting(wallet, (nonce) =>
    refused(
      wallet.sendTransaction({ to: somebody(), value: 2n, nonce, gasPrice: parseUnits('2', 'gwei') }),
      'REPLACEMENT_UNDERPRICED',
    ),
  )
})

test('is told that the chain is another one', async () => {
  const { serialized } = signed(wallet, 0, { chainId: 1 })
  await assert.rejects(provider.broadcastTransaction(serialized), /invalid chain id for signer/)
})

test('is told that replay protection is missing', async () => {
  const { serialized } = signed(wallet, 0, { chainId: null })
  await refused(provider.broadcastTransaction(serialized), 'UNSUPPORTED_OPERATION')
})

test('is told that garbage is no transaction', async () => {
  await assert.rejects(
    provider.send('eth_sendRawTransaction', ['0xdeadbeef']),
    (error) => error.error.code === -32000 && /malformed/.test(error.error.message),
  )
  await assert.rejects(
    provider.send('eth_sendRawTransaction', ['garbage']),
    (error) => error.error.code === -32602,
  )
})
