// What a person with cast does.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { promisify } from 'node:util'
import {
  account,
  chainId,
  nextNonce,
  receiptOf,
  result,
  signed,
  socketUrl,
  somebody,
  url,
  withWaiting,
} from './network.js'

const program = fileURLToPath(new URL('node_modules/.bin/cast', import.meta.url))
const sender = account(1)
const key = ['--private-key', sender.privateKey]

async function cast(command, ...args) {
  return castAt(url, command, ...args)
}

async function castAt(node, command, ...args) {
  const run = promisify(execFile)(program, [command, '--rpc-url', node, ...args])
  const { stdout, stderr } = await run
  // The package's launcher ends with 0 whatever cast ended with.
  if (/^Error:/m.test(stderr)) {
    throw new Error(stderr)
  }
  return stdout.trim()
}

async function send(...args) {
  return JSON.parse(await cast('send', '--json', ...key, ...args))
}

test('connects over HTTP and WebSocket', async () => {
  assert.equal(await cast('chain-id'), String(chainId))
  assert.equal(await castAt(socketUrl, 'chain-id'), String(chainId))
  assert.match(await cast('client'), /^Tetrarch\/v/)
})

test('reads balances', async () => {
  assert.ok(BigInt(await cast('balance', sender.address)) > 9_000n * 10n ** 18n)
  assert.equal(await castAt(socketUrl, 'balance', somebody()), '0')
  assert.equal(await cast('code', somebody()), '0x')
})

test('estimates and reads fees', async () => {
  const from = ['--from', sender.address]
  assert.equal(await cast('estimate', ...from, somebody(), '--value', '1ether'), '21000')
  assert.equal(await cast('gas-price'), '1000000000')
  assert.equal(await cast('base-fee'), '1000000000')
})

for (const [name, type, flags] of [
  ['legacy', '0x0', ['--legacy']],
  ['EIP-1559', '0x2', []],
]) {
  test(`sends a transfer of type ${name} and waits for it`, async () => {
    const to = somebody()
    const receipt = await send(...flags, '--value', '1.5ether', to)
    assert.equal(receipt.status, '0x1')
    assert.equal(receipt.type, type)
    assert.equal(BigInt(receipt.gasUsed), 21000n)
    assert.equal(await cast('balance', '--ether', to), '1.500000000000000000')
    const sent = JSON.parse(await cast('tx', '--json', receipt.transactionHash))
    assert.equal(sent.blockHash, receipt.blockHash)
    const again = JSON.parse(await cast('receipt', '--json', receipt.transactionHash))
    assert.equal(again.blockNumber, receipt.blockNumber)
  })
}

test('sends and gets the receipt in one call', async () => {
  const receipt = await send('--sync', '--value', '1', somebody())
  assert.equal(receipt.status, '0x1')
  const final = await cast('block', 'finalized', '--field', 'number')
  assert.ok(BigInt(final) >= BigInt(receipt.blockNumber))
})

test('reads blocks with their transactions', async () => {
  const receipt = await send('--value', '1', somebody())
  const number = String(BigInt(receipt.blockNumber))
  const block = JSON.parse(await cast('block', number, '--full', '--json'))
  assert.equal(block.hash, receipt.blockHash)
  assert.ok(block.transactions.some((tx) => tx.hash === receipt.transactionHash))
  assert.match(await cast('age', number), /\d{4}/)
})

test('reads a proof of an account', async () => {
  const proof = JSON.parse(await cast('proof', sender.address))
  assert.ok(proof.accountProof.length > 0)
})

test('follows new blocks by polling', async () => {
  const before = Number(await cast('block-number'))
  await send('--value', '1', somebody())
  assert.ok(Number(await castAt(socketUrl, 'block-number')) > before)
})

test('two quick sends get nonces that follow each other', async () => {
  const first = await cast('send', '--async', ...key, '--value', '1', somebody())
  const second = await cast('send', '--async', ...key, '--value', '1', somebody())
  await receiptOf(second)
  const [one, other] = await Promise.all(
    [first, second].map((hash) => result('eth_getTransactionByHash', hash)),
  )
  assert.equal(Number(other.nonce), Number(one.nonce) + 1)
})

test('is told that funds are missing', async () => {
  const poor = ['--private-key', `0x${'17'.repeat(32)}`]
  await assert.rejects(cast('send', ...poor, '--value', '1', somebody()), /insufficient funds/)
  await assert.rejects(
    cast('send', ...poor, '--gas-limit', '21000', '--value', '1', somebody()),
    /insufficient funds for gas \* price \+ value/,
  )
})

test('is told that a nonce was used', async () => {
  await receiptOf((await send('--value', '1', somebody())).transactionHash)
  await assert.rejects(cast('send', ...key, '--nonce', '0', somebody()), /nonce too low/)
})

test('is told that a replacement pays too little', async () => {
  await withWaiting(sender, (nonce) =>
    assert.rejects(
      cast('send', ...key, '--legacy', '--gas-price', '2gwei', '--nonce', `${nonce}`, somebody()),
      /replacement transaction underpriced/,
    ),
  )
})

test('is told that a transaction is known already', async () => {
  const { serialized } = signed(sender, (await nextNonce(sender.address)) - 1)
  await assert.rejects(cast('publish', serialized), /nonce too low/)
  await withWaiting(sender, async (nonce) => {
    const raw = signed(sender, nonce, { gasPrice: '5' }).serialized
    await cast('publish', '--async', raw)
    await assert.rejects(cast('publish', raw), /already known/)
  })
})

test('is told that the chain is another one', async () => {
  const raw = await cast('mktx', ...key, '--chain', '1', '--nonce', '0', somebody())
  await assert.rejects(cast('publish', raw), /invalid chain id for signer/)
})

test('is told that replay protection is missing', async () => {
  const { serialized } = signed(sender, 0, { chainId: null })
  await assert.rejects(
    cast('publish', serialized),
    /only replay-protected \(EIP-155\) transactions allowed over RPC/,
  )
})

test('is told that garbage is no transaction', async () => {
  await assert.rejects(cast('publish', '0xdeadbeef'), /malformed/)
})
