// The calls of a MetaMask user who adds the network, looks at an account and sends coins, in order.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Transaction, parseEther, toQuantity } from 'ethers'
import { account, call, chainId, receiptOf, result, somebody } from './network.js'

const user = account(5)
const to = somebody()

const block = `number hash parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom
  difficulty totalDifficulty gasLimit gasUsed timestamp extraData mixHash nonce baseFeePerGas size
  uncles transactions`.split(/\s+/)
const transaction = `hash blockHash blockNumber transactionIndex type from to nonce gas gasPrice
  maxFeePerGas maxPriorityFeePerGas value input chainId accessList v r s yParity`.split(/\s+/)
const receipt = `transactionHash transactionIndex blockHash blockNumber from to type status gasUsed
  cumulativeGasUsed effectiveGasPrice logs logsBloom contractAddress`.split(/\s+/)

function hasAll(json, fields) {
  assert.deepEqual(fields.filter((field) => json[field] === undefined), [])
}

test('the network is added: its chain id is the one that was typed in', async () => {
  assert.equal(await result('eth_chainId'), toQuantity(chainId))
  assert.equal(await result('net_version'), String(chainId))
})

test('EIP-1559 is offered, since the latest block has a base fee', async () => {
  const latest = await result('eth_getBlockByNumber', 'latest', false)
  hasAll(latest, block)
  assert.equal(BigInt(latest.baseFeePerGas), 10n ** 9n)
})

test('the account is shown, and contracts are asked for that are not there', async () => {
  const number = await result('eth_blockNumber')
  assert.ok(BigInt(await result('eth_getBalance', user.address, number)) > parseEther('9000'))
  assert.equal(await result('eth_getCode', to, 'latest'), '0x')
  assert.equal(await result('eth_call', { to, data: '0x06fdde03' }, 'latest'), '0x')
})

test('coins are sent', async () => {
  const value = toQuantity(parseEther('2'))
  const gas = await result('eth_estimateGas', { from: user.address, to, value })
  const gasPrice = await result('eth_gasPrice')
  await result('eth_feeHistory', '0x5', 'latest', [10, 20, 30])
  const nonce = Number(await result('eth_getTransactionCount', user.address, 'pending'))
  const signed = await user.signTransaction(
    Transaction.from({
      type: 2,
      chainId,
      nonce,
      to,
      value,
      gasLimit: gas,
      maxFeePerGas: BigInt(gasPrice) * 2n,
      maxPriorityFeePerGas: 0,
    }),
  )
  const hash = await result('eth_sendRawTransaction', signed)

  const executed = await receiptOf(hash)
  hasAll(executed, receipt)
  assert.equal(executed.status, '0x1')
  hasAll(await result('eth_getTransactionByHash', hash), transaction)
  const within = await result('eth_getBlockByHash', executed.blockHash, true)
  hasAll(within, block)
  within.transactions.forEach((one) => hasAll(one, transaction))
  assert.equal(BigInt(await result('eth_getBalance', to, 'latest')), parseEther('2'))
})

test('what is not there is refused in the words that wallets know', async () => {
  const { error } = await call('eth_fillTransaction', {})
  assert.equal(error.code, -32601)
  assert.equal(error.message, 'the method eth_fillTransaction does not exist/is not available')
})
